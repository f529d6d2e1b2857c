/** The item in the status bar: how the server is, and how many findings the text has. */

import * as vscode from "vscode";
import { pick } from "./language";
import type { Server, State } from "./server";
import { read } from "./settings";

/** The name under which the server gives its findings. */
export const SOURCE = "morat";

/** The findings of a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => one.source === SOURCE);
}

/** Makes the item, and keeps it up to date. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("morat.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "morat";
  item.command = "morat.showMenu";
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const settings = read();
    const isProse = document !== undefined && vscode.languages.match(settings.prose as vscode.DocumentSelector, document) > 0;
    if (!settings.statusBar || !isProse) {
      item.hide();
      return;
    }
    const { text, tooltip, isBad } = look(server.state, findings(document.uri).length);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `morat: ${tooltip}` };
    item.backgroundColor = isBad ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    server.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeConfiguration(update),
  );
}

function look(state: State, count: number): { text: string; tooltip: string; isBad?: boolean } {
  switch (state) {
    case "off":
      return { text: "$(circle-slash) morat", tooltip: pick("đang tắt", "switched off") };
    case "idle":
    case "starting":
      return { text: "$(loading~spin) morat", tooltip: pick("đang khởi động", "starting") };
    case "missing":
      return { text: "$(warning) morat", tooltip: pick("không tìm thấy chương trình", "there is no program"), isBad: true };
    case "failed":
      return { text: "$(warning) morat", tooltip: pick("không chạy được", "does not run"), isBad: true };
    case "running":
      return count === 0
        ? { text: "$(check) morat", tooltip: pick("không có chỗ nào cần xem", "no findings") }
        : { text: `$(pencil) morat ${count}`, tooltip: pick(`${count} chỗ cần xem`, `findings: ${count}`) };
  }
}
