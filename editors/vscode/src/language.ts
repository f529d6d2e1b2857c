/** The language in which the extension speaks: that of `morat.lang`, as the server. What stands in package.nls is VS Code's to choose. */

import * as vscode from "vscode";

/** `vi` or `en`. */
export function language(): "vi" | "en" {
  const chosen = vscode.workspace.getConfiguration("morat").get<string>("lang", "vi");
  const locale = chosen === "auto" ? vscode.env.language : chosen;
  return locale.startsWith("vi") ? "vi" : "en";
}

/** The text in the language of the user. */
export function pick(vi: string, en: string): string {
  return language() === "vi" ? vi : en;
}
