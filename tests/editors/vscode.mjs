// VS Code as a writer uses it, in a browser: the extension is installed from its package, and the folder is one that nobody has
// trusted yet. Run by vscode.sh.
//
// MORAT is the program, CODE_SERVER the entry of code-server, EXTENSION the package, CHROMIUM the browser; with SHOTS, a folder,
// pictures are left there.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const { MORAT, CODE_SERVER, EXTENSION, SHOTS, CHROMIUM = "/usr/bin/chromium" } = process.env;
const require = createRequire(new URL("../../editors/vscode/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const work = mkdtempSync(path.join(tmpdir(), "morat-vscode-"));
const at = (name) => path.join(work, name);
const write = (name, text, mode) => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text, { mode });
};
const read = (name) => readFileSync(at(name), "utf8");

const usual = {
  "security.workspace.trust.startupPrompt": "never",
  "[markdown]": { "editor.codeActionsOnSave": { "source.fixAll.morat": "explicit" } },
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.minimap.enabled": false,
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "files.autoSave": "off",
};

const code = ["--user-data-dir", at("user"), "--extensions-dir", at("extensions")];
const env = { ...process.env, HOME: work, XDG_CONFIG_HOME: at("config"), XDG_DATA_HOME: at("data"), LANG: "C.UTF-8" };
delete env.MORAT_LANG;

let server;
let browser;
let page;

before(async () => {
  write("user/User/settings.json", JSON.stringify(usual));
  write("user/Machine/settings.json", JSON.stringify({ "morat.path": MORAT }));
  write("bài/morat.toml", '# của tòa soạn\nwords = ["vìa"]\n');
  write("bài/bai.md", "# Hà Nội 😀 cả tổ **nổ lực**\n\nAnh vìa kiẻng.\n");
  write("bài/hai.txt", "Họ nổ lực.\n");
  // A folder from elsewhere that brings its own program.
  write("bài/cong-cu/morat", `#!/bin/sh\ntouch ${at("ran")}\nexec sleep 60\n`, 0o755);
  write("bài/.vscode/settings.json", '{ "morat.path": "${workspaceFolder}/cong-cu/morat" }\n');

  const installed = spawnSync(process.execPath, [CODE_SERVER, ...code, "--install-extension", EXTENSION], { env, encoding: "utf8" });
  assert.match(installed.stdout, /successfully installed/, installed.stderr);

  const flags = ["--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check"];
  server = spawn(process.execPath, [CODE_SERVER, ...code, ...flags], { env, stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.on("exit", () => reject(new Error(said)));
    server.stdout.on("data", (data) => {
      said += data;
      const found = /listening on (http:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  page = await browser.newPage({ viewport: { width: 1200, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(30_000);
  await page.goto(`${address.replace(/\/$/, "")}/?folder=${encodeURIComponent(at("bài"))}`);
  await page.locator(".monaco-workbench").waitFor();
});

after(async () => {
  await browser?.close();
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
  }
  rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** A step; each begins with what the one before has left, so that after a failure there is no other. */
let hasFailed = false;
function step(name, run) {
  test(name, async (t) => {
    if (hasFailed) return t.skip();
    hasFailed = true;
    try {
      await run();
      hasFailed = false;
    } finally {
      if (hasFailed) await shot("failed");
    }
  });
}

async function shot(name) {
  if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

/** Waits until something is so. */
async function until(what, is, wait = 30_000) {
  const end = Date.now() + wait;
  for (;;) {
    const seen = await is();
    if (seen === true) return;
    if (Date.now() > end) assert.fail(`${what}: ${seen}`);
    await page.waitForTimeout(50);
  }
}

async function open(name) {
  // By the list of files: a search for names needs a program that this server comes without.
  await page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).dblclick();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

async function close(name) {
  const tab = page.locator(".tab.active").filter({ hasText: name });
  await tab.locator(".codicon-close").click();
  await tab.waitFor({ state: "detached" });
}

async function goTo(line, column) {
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first().click();
  // Where the mouse is now, a tip would come up over what is clicked next.
  await page.mouse.move(600, 600);
}

/** Changes the settings of the user, in the editor: this server comes without what watches files. */
const set = (more) => change("User", { ...usual, ...more });

/** The program is a setting of the machine that texts are on. */
const setPath = (file) => change("Machine", { "morat.path": file });

async function change(whose, value) {
  const settings = JSON.stringify(value);
  await command(`Preferences: Open ${whose === "User" ? "User" : "Remote"} Settings (JSON)`);
  await page.locator('.tab.active[data-resource-name="settings.json"]').waitFor();
  await says(Object.keys(value)[0]);
  // Pasted, as what is typed gets brackets that the editor closes.
  await page.evaluate((text) => navigator.clipboard.writeText(text), settings);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await page.keyboard.press("Control+S");
  await until("the settings are saved", () => read(`user/${whose}/settings.json`) === settings || read(`user/${whose}/settings.json`));
  await page.locator(".tab.active:not(.dirty)").waitFor();
  await close("settings.json");
}

/** Chooses a quick fix at the cursor. */
async function fix(title) {
  const choice = page.locator(".action-widget .monaco-list-row").filter({ hasText: title }).first();
  await until(`“${title}” is offered`, async () => {
    await page.keyboard.press("Control+.");
    return choice.waitFor({ timeout: 2000 }).then(() => true, () => page.keyboard.press("Escape").then(() => false));
  });
  await shot("quick-fix");
  // By keys, as the mouse is kept off until it has moved.
  const focused = page.locator(".action-widget .monaco-list-row.focused").filter({ hasText: title });
  await until(`“${title}” is reached`, async () => (await focused.count()) > 0 || page.keyboard.press("ArrowDown").then(() => false));
  await page.keyboard.press("Enter");
  await page.locator(".action-widget").waitFor({ state: "hidden" });
}

const squiggles = () => page.locator(".monaco-editor .cdr.squiggly-error, .monaco-editor .cdr.squiggly-warning, .monaco-editor .cdr.squiggly-info").count();
const shown = async () => (await page.locator(".monaco-editor .view-lines").first().innerText()).replaceAll("\u00a0", " ");
const status = () => page.locator(".statusbar-item[id='morat.morat.morat.status'], .statusbar-item[id*='morat.status']").first();
const underlined = (count) => until(`${count} underlined`, async () => (await squiggles()) === count || (await squiggles()));
const says = (text) => until(`the text has “${text}”`, async () => (await shown()).includes(text) || (await shown()));
const counts = (text) => until(`the status item says “${text}”`, async () => {
  const label = (await status().innerText()).trim();
  return label === text || label;
});

step("mistakes are underlined, and counted in the status bar", async () => {
  await open("bai.md");
  await underlined(2);
  await counts("morat 2");
  await shot("underlined");
});

step("the program of a folder that is not trusted does not run", async () => {
  await page.locator(".statusbar-item").filter({ hasText: "Restricted Mode" }).waitFor();
  assert.equal(existsSync(at("ran")), false);
});

step("a quick fix changes the text", async () => {
  // In units of UTF-16, as VS Code counts.
  await goTo(1, 23);
  await fix("Thay bằng “nỗ lực”");
  await says("cả tổ **nỗ lực**");
  await underlined(1);
});

step("an accepted word is no mistake any more", async () => {
  await goTo(3, 10);
  await fix("Nhận “kiẻng” trong dự án (morat.toml)");
  await underlined(0);
  await counts("morat");
  assert.equal(read("bài/morat.toml"), '# của tòa soạn\nwords = ["kiẻng", "vìa"]\n');
});

step("the word that is typed is left alone until it is left", async () => {
  await goTo(3, 99);
  await page.keyboard.insertText(" Họ kiẻm");
  await page.waitForTimeout(700);
  assert.equal(await squiggles(), 0);
  await page.keyboard.insertText(" ");
  await underlined(1);
});

step("saving makes the safe fixes", async () => {
  await page.keyboard.insertText("tra , và nổ lực.");
  await underlined(3);
  await page.keyboard.press("Control+S");
  await until("it is saved", () => read("bài/bai.md").includes("kiẻm tra, và nỗ lực.") || read("bài/bai.md"));
  await underlined(1);
});

step("the command makes the safe fixes", async () => {
  await page.keyboard.insertText(" Cả tổ nổ lực.");
  await underlined(2);
  await command("morat: Make All Safe Fixes");
  await says("Cả tổ nỗ lực.");
  await underlined(1);
});

step("the rule at the cursor is explained", async () => {
  await goTo(3, 20);
  await command("morat: Explain the Rule at the Cursor");
  const tab = page.locator(".tab.active").filter({ hasText: "am-tiet.md" });
  await tab.waitFor();
  const text = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
  await until("the page has the rule", async () => {
    const seen = await text.innerText().catch(() => "");
    return (seen.includes("chinh-ta/am-tiet") && seen.includes("✗")) || seen;
  });
  await shot("explained");
  await close("am-tiet.md");
});

step("all texts of the folder are checked", async () => {
  await command("morat: Check All Texts of the Folder");
  const row = page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "hai.txt" });
  await until("the list of files counts", async () => {
    const label = (await row.getAttribute("aria-label")) + (await row.locator(".monaco-icon-label").getAttribute("aria-label"));
    return label.includes("1 problem") || label;
  });
});

step("the settings in force are opened, and mistakes in them underlined", async () => {
  await open("bai.md");
  await command("morat: Open the Settings File");
  await page.locator('.tab.active[data-resource-name="morat.toml"]').waitFor();
  await goTo(3, 1);
  await page.keyboard.insertText("strickt = true\n");
  await page.keyboard.press("Control+S");
  await underlined(1);
  await shot("settings");
  await goTo(3, 1);
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+S");
  await underlined(0);
});

step("without the program there is a kind word, and it is found when the setting is right", async () => {
  await open("bai.md");
  await setPath("/nowhere/morat");
  const word = page.locator(".notifications-toasts").getByText("Không tìm thấy chương trình “/nowhere/morat”");
  await word.waitFor();
  await underlined(0);
  await shot("missing");
  await page.getByRole("button", { name: "Cách cài" }).click();
  await close("guide.md");
  // An old one knows no such command.
  write("morat-1", "#!/bin/sh\necho 'morat: không có lệnh lsp' >&2\nexit 2\n", 0o755);
  await setPath(at("morat-1"));
  await page.locator(".notifications-toasts").getByText("morat không khởi động được").waitFor();
  await shot("old");
  await setPath(MORAT);
  await set({ "morat.lang": "en" });
  await open("bai.md");
  await underlined(1);
  await goTo(3, 20);
  await fix("Ignore on this line (comment)");
  await underlined(0);
});

step("morat can be switched off and on", async () => {
  await set({ "morat.enable": false });
  await open("bai.md");
  await goTo(1, 1);
  await page.keyboard.insertText("Cả tổ nổ lực. ");
  await page.waitForTimeout(1000);
  assert.equal(await squiggles(), 0);
  await set({});
  await open("bai.md");
  await underlined(1);
  await command("morat: Restart");
  await underlined(1);
  assert.equal(existsSync(at("ran")), false);
});

step("a server that has died is started again", async () => {
  const isOurs = (process) => {
    try {
      const words = readFileSync(`/proc/${process}/cmdline`, "utf8").split("\0");
      return words[1] === "lsp" && readlinkSync(`/proc/${process}/cwd`) === at("bài");
    } catch {
      return false;
    }
  };
  const servers = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isOurs(name));
  assert.equal(servers.length, 1);
  process.kill(Number(servers[0]), "SIGKILL");
  await goTo(1, 1);
  await page.keyboard.insertText("Họ nổ lực. ");
  await underlined(2);
});
