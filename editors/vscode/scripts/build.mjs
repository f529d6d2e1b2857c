// Makes dist/: the extension in one file with the licences of what is in it, its guide, and the schema of the settings, which is
// generated for the whole project.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = new URL("..", import.meta.url);
const at = (path) => new URL(path, here);

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"));
await copyFile(at("../../schema/morat.schema.json"), at("dist/morat.schema.json"));
await copyFile(at("../../LICENSE-MIT"), at("LICENSE.txt"));
// In the package, README.md gets another name.
await copyFile(at("README.md"), at("dist/guide.md"));
const { metafile } = await build({
  absWorkingDir: fileURLToPath(here),
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
);
const notices = [];
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(await readFile(at(`${folder}/package.json`), "utf8"));
  const file = (await readdir(at(folder))).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) {
    throw new Error(`${name}: no licence text`);
  }
  notices.push(`${name} ${version} (${license})\n\n${(await readFile(at(`${folder}/${file}`), "utf8")).trim()}\n`);
}
await writeFile(at("dist/NOTICES.txt"), notices.join("\n----\n\n"));
