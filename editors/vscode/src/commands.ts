/** What the command palette and the status item offer. */

import * as vscode from "vscode";
import { pick } from "./language";
import type { Server } from "./server";
import { firstFolder } from "./settings";
import { findings } from "./status";

/** The scheme of pages about rules, which the server writes. */
const PAGE = "morat-rule";

/** Makes the commands. */
export function registerCommands(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  const commands: Record<string, () => void | Promise<void>> = {
    fixAllSafe: () => fixAllSafe(server),
    explainRule: () => explainRule(),
    openSettings: () => openSettings(server),
    checkAll: () => server.ask("morat.checkWorkspace"),
    restart: () => server.restart(),
    showOutput: () => {
      server.output.show();
    },
    install: () => preview(vscode.Uri.joinPath(context.extensionUri, "dist", "guide.md")),
    associateSchema: () => associateSchema(context),
    showMenu: () => showMenu(),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`morat.${name}`, async () => {
      try {
        await run();
      } catch (error) {
        void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
      }
    }),
  );
  const pages = vscode.workspace.registerTextDocumentContentProvider(PAGE, {
    provideTextDocumentContent: async (uri) => {
      return (await server.ask<string | null>("morat.explain", { rule: ruleOf(uri) })) ?? "";
    },
  });
  return vscode.Disposable.from(pages, ...registered);
}

function activeUri(): vscode.Uri {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) {
    throw new Error(pick("hãy mở một bài trước", "open a text first"));
  }
  return uri;
}

async function fixAllSafe(server: Server): Promise<void> {
  await server.ask("morat.fixAll", { uri: activeUri().toString() });
}

/** The page of a rule. Its last part is the title of the tab. */
const pageOf = (rule: string): vscode.Uri => vscode.Uri.from({ scheme: PAGE, path: `/${rule}.md` });
const ruleOf = (uri: vscode.Uri): string => uri.path.slice(1).replace(/\.md$/, "");

async function explainRule(): Promise<void> {
  const uri = activeUri();
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const here = findings(uri).filter((one) => cursor !== undefined && one.range.contains(cursor));
  const names = here.map(({ code }) => (typeof code === "object" ? String(code.value) : String(code)));
  const rules = [...new Set(names)].filter((name) => name.includes("/"));
  const rule = rules.length > 1 ? await vscode.window.showQuickPick(rules) : rules[0];
  if (rule !== undefined) {
    await preview(pageOf(rule));
  } else if (rules.length === 0) {
    void vscode.window.showInformationMessage(
      pick("Con trỏ không ở chỗ nào được gạch chân.", "The cursor is at no underlined place."),
    );
  }
}

async function preview(page: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("markdown.showPreview", page);
}

/** Opens the settings in force for the text; where there are none yet, a new file that is not saved. */
async function openSettings(server: Server): Promise<void> {
  const folder = firstFolder();
  const active = vscode.window.activeTextEditor?.document.uri;
  const uri = active ?? (folder === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(folder), "morat.toml"));
  const file = uri && (await server.ask<string | null>("morat.settingsFile", { uri: uri.toString() }));
  if (!file) {
    throw new Error(
      pick(
        "Bài này không nằm trong thư mục nào đang mở; hãy mở thư mục của nó.",
        "This text lies in no folder that is open; open its folder.",
      ),
    );
  }
  const settings = vscode.Uri.file(file);
  const exists = await vscode.workspace.fs.stat(settings).then(
    () => true,
    () => false,
  );
  await vscode.window.showTextDocument(exists ? settings : settings.with({ scheme: "untitled" }));
}

/** Has another extension, which knows TOML, use the schema. Its settings are the user's, so that this is done on request only. */
async function associateSchema(context: vscode.ExtensionContext): Promise<void> {
  if (vscode.extensions.getExtension("tamasfe.even-better-toml") === undefined) {
    throw new Error(
      pick(
        "Chưa cài phần mở rộng Even Better TOML. Không có nó, morat vẫn gợi ý và báo lỗi trong morat.toml.",
        "The extension Even Better TOML is not installed. morat completes keys and shows errors in morat.toml without it, too.",
      ),
    );
  }
  // The folder of the extension is another one with each version.
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  const schema = vscode.Uri.joinPath(context.globalStorageUri, "morat.schema.json");
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, "dist", "morat.schema.json"), schema, { overwrite: true });
  const theirs = vscode.workspace.getConfiguration("evenBetterToml.schema");
  const known = theirs.get<Record<string, string>>("associations", {});
  const all = { ...known, "^(.*[/\\\\])?morat\\.toml$": schema.toString() };
  await theirs.update("associations", all, vscode.ConfigurationTarget.Global);
}

async function showMenu(): Promise<void> {
  const item = (label: string, command: string): vscode.QuickPickItem & { command: string } => ({ label, command });
  const chosen = await vscode.window.showQuickPick(
    [
      item(pick("$(wand) Sửa mọi chỗ sửa an toàn được", "$(wand) Make all safe fixes"), "morat.fixAllSafe"),
      item(pick("$(list-unordered) Xem các chỗ được báo", "$(list-unordered) Show the findings"), "workbench.actions.view.problems"),
      item(pick("$(question) Giải thích quy tắc ở con trỏ", "$(question) Explain the rule at the cursor"), "morat.explainRule"),
      item(pick("$(files) Soát mọi bài trong thư mục", "$(files) Check all texts of the folder"), "morat.checkAll"),
      item(pick("$(gear) Mở tệp thiết lập", "$(gear) Open the settings file"), "morat.openSettings"),
      item(pick("$(debug-restart) Khởi động lại", "$(debug-restart) Restart"), "morat.restart"),
      item(pick("$(output) Xem nhật ký", "$(output) Show output"), "morat.showOutput"),
      item(pick("$(desktop-download) Cách cài chương trình", "$(desktop-download) How to install the program"), "morat.install"),
    ],
    { title: "morat" },
  );
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
