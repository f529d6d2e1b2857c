/** Finds the program. */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

/** A path with `~` and `${workspaceFolder}` put in, made absolute from a folder. */
export function resolved(written: string, folder: string | undefined): string {
  const base = folder ?? homedir();
  const home = written.replace(/^~(?=$|[\\/])/, () => homedir());
  return path.resolve(base, home.replaceAll("${workspaceFolder}", () => base));
}

/**
 * The absolute path of a program; undefined if there is none.
 *
 * The search through `PATH` is made here and not left to the system: Windows looks into the working folder first, and a folder with
 * texts from elsewhere would bring its own program.
 */
export async function locate(command: string, folder: string | undefined): Promise<string | undefined> {
  const endings = process.platform === "win32" ? ["", ".exe"] : [""];
  const isName = !/[\\/~]/.test(command) && !command.includes("${");
  const places = isName
    ? (process.env.PATH ?? "").split(path.delimiter).filter((place) => path.isAbsolute(place))
    : [undefined];
  for (const place of places) {
    for (const ending of endings) {
      const file = (place === undefined ? resolved(command, folder) : path.join(place, command)) + ending;
      if (await isProgram(file)) {
        return file;
      }
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
