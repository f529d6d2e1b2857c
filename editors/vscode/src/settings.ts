/** The settings of the extension, and what of them the server is told. */

import * as vscode from "vscode";
import type { DocumentFilter } from "vscode-languageclient/node";
import { resolved } from "./locate";

/** Where texts lie that are checked: on disk, nowhere yet, and in repositories that the editor reads over the network. */
const SCHEMES = ["file", "untitled", "vscode-vfs"];

/** The settings of the server itself, in which it completes keys. */
const SETTINGS_FILE = "**/morat.toml";

/** What the server is told: `initializationOptions`, and the answer when it asks for the section `morat`. */
export interface Options {
  lang?: string;
  config: string[];
}

export interface Settings {
  enable: boolean;
  path: string;
  arguments: string[];
  statusBar: boolean;
  /** What is checked. */
  selector: DocumentFilter[];
  /** What of it is prose, and not the settings file. */
  prose: DocumentFilter[];
  options: Options;
}

/** The first open folder on disk. */
export function firstFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file")?.uri.fsPath;
}

/** The settings as they are now. */
export function read(): Settings {
  const said = vscode.workspace.getConfiguration("morat");
  const config = said.get<string[]>("config", []).map((line) => (line.includes("=") ? line : resolved(line, firstFolder())));
  if (said.get<boolean>("strict", false)) {
    config.push("strict = true");
  }
  const lang = said.get<string>("lang", "vi");
  const languages = said.get<string[]>("languages", []);
  const patterns = said.get<string[]>("files", []);
  const prose = SCHEMES.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...patterns.map((pattern) => ({ scheme, pattern })),
  ]);
  return {
    enable: said.get<boolean>("enable", true),
    path: said.get<string>("path", "").trim() || "morat",
    arguments: said.get<string[]>("arguments", []),
    statusBar: said.get<boolean>("statusBar", true),
    prose,
    selector: [...prose, { scheme: "file", pattern: SETTINGS_FILE }],
    options: { ...(lang === "auto" ? {} : { lang }), config },
  };
}

/** Whether a change of settings asks for another process or for other documents. */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return ["enable", "path", "arguments", "languages", "files"].some((name) => change.affectsConfiguration(`morat.${name}`));
}
