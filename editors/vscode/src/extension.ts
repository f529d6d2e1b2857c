/** morat in VS Code: starts the language server, and shows how it is. What is found and what can be done about it the server knows. */

import type * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { showStatus } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server();
  context.subscriptions.push(server, showStatus(server), registerCommands(context, server));
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
