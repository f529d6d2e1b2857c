/** Starts and ends `morat lsp`. It starts with the first text that is to be checked, and not before. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State as ClientState,
} from "vscode-languageclient/node";
import { pick } from "./language";
import { locate } from "./locate";
import { firstFolder, needsRestart, read } from "./settings";

/** A server that ends by itself more often than this within three minutes is not started again. */
const MOST_CRASHES = 4;

/** How the server is. */
export type State =
  | "off" // by the settings
  | "idle" // no text to check yet
  | "starting"
  | "running"
  | "missing" // no program
  | "failed";

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("morat", { log: true });
  readonly #changed = new vscode.EventEmitter<State>();
  /** Told when the state changes. */
  readonly onDidChange = this.#changed.event;
  #client: LanguageClient | undefined;
  #state: State = "idle";
  /** Starting and ending happen one after the other. */
  #turn: Promise<void> = Promise.resolve();
  readonly #subscriptions = [
    this.output,
    this.#changed,
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (this.#state === "idle" && this.#isWanted(document)) {
        void this.start();
      }
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (needsRestart(change)) {
        void this.restart(false);
      } else if (change.affectsConfiguration("morat")) {
        // The server asks for what it needs.
        void this.#client?.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      }
    }),
    // Paths that an untrusted folder named count from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart(false)),
  ];

  get state(): State {
    return this.#state;
  }

  /** Starts the server if it is switched on and a text is open. */
  start(): Promise<void> {
    return this.#next(() => this.#start(false));
  }

  /** Ends the server, and starts it again; without a text that is open only if it is asked for. */
  restart(isAsked = true): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start(isAsked);
    });
  }

  /** Ends the server. */
  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  /** Has the server carry out a command, once it runs. Fails with a message for the user. */
  async ask<T>(command: string, argument?: unknown): Promise<T> {
    if (this.#state === "idle") {
      await this.#next(() => this.#start(true));
    }
    await this.#turn;
    if (this.#client === undefined || this.#state !== "running") {
      throw new Error(pick("morat chưa chạy", "morat is not running"));
    }
    const asked = { command, arguments: argument === undefined ? [] : [argument] };
    return (await this.#client.sendRequest(ExecuteCommandRequest.type, asked)) as T;
  }

  dispose(): void {
    void this.stop();
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(step).catch((error: unknown) => {
      this.output.error(error instanceof Error ? error : String(error));
    });
    return this.#turn;
  }

  #is(state: State): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#changed.fire(state);
    }
  }

  #isWanted(document: vscode.TextDocument): boolean {
    return vscode.languages.match(read().selector as vscode.DocumentSelector, document) > 0;
  }

  async #start(isAsked: boolean): Promise<void> {
    if (this.#client !== undefined) {
      return;
    }
    const settings = read();
    if (!settings.enable) {
      this.#is("off");
      return;
    }
    if (!isAsked && !vscode.workspace.textDocuments.some((document) => this.#isWanted(document))) {
      this.#is("idle");
      return;
    }
    this.#is("starting");
    const folder = firstFolder();
    const command = await locate(settings.path, folder);
    if (command === undefined) {
      this.#is("missing");
      this.output.warn(`${settings.path}: not found`);
      void this.#sayMissing(settings.path);
      return;
    }
    this.output.info(`${command} lsp`);
    // What is too old to have the command, or no morat at all, is told here; the client would say it in its own words.
    try {
      await promisify(execFile)(command, ["lsp", "--help"], { timeout: 10_000 });
    } catch (error) {
      this.#is("failed");
      void this.#sayFailed(error);
      return;
    }
    let crashes: number[] = [];
    const client = new LanguageClient(
      "morat",
      "morat",
      {
        command,
        args: ["lsp", ...settings.arguments],
        options: { ...(folder === undefined ? {} : { cwd: folder }) },
      },
      {
        documentSelector: settings.selector,
        diagnosticCollectionName: "morat",
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: settings.options,
        diagnosticPullOptions: { onChange: true, onSave: true },
        errorHandler: {
          error: (_error, _message, count) => ({
            action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
            handled: true,
          }),
          closed: () => {
            const now = Date.now();
            crashes = [...crashes.filter((time) => now - time < 180_000), now];
            if (crashes.length <= MOST_CRASHES) {
              return { action: CloseAction.Restart, handled: true };
            }
            void this.#sayFailed(`morat lsp ended by itself ${crashes.length} times in three minutes`);
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
        middleware: {
          workspace: {
            configuration: (params) =>
              params.items.map((item) => (item.section === "morat" ? read().options : null)),
          },
        },
      },
    );
    client.onDidChangeState(({ newState }) => {
      if (client === this.#client) {
        const states = { [ClientState.Stopped]: "failed", [ClientState.Starting]: "starting", [ClientState.Running]: "running" } as const;
        this.#is(newState in states ? states[newState as keyof typeof states] : "failed");
      }
    });
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      this.#client = undefined;
      this.#is("failed");
      void this.#sayFailed(error);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#is("idle");
    if (client?.isRunning()) {
      await client.stop();
    }
    await client?.dispose();
  }

  async #sayMissing(path: string): Promise<void> {
    const [how, choose] = [pick("Cách cài", "How to Install"), pick("Chọn chương trình…", "Choose the Program…")];
    const said = await vscode.window.showWarningMessage(
      pick(
        `Không tìm thấy chương trình “${path}”, nên bài chưa được soát. Hãy cài morat, hoặc chỉ cho biết nó nằm ở đâu.`,
        `There is no program “${path}”, so texts are not checked yet. Install morat, or say where it is.`,
      ),
      how,
      choose,
    );
    if (said === how) {
      await vscode.commands.executeCommand("morat.install");
    } else if (said === choose) {
      await this.#choose();
    }
  }

  async #choose(): Promise<void> {
    const [file] = (await vscode.window.showOpenDialog({ title: "morat", canSelectMany: false })) ?? [];
    if (file !== undefined) {
      await vscode.workspace.getConfiguration("morat").update("path", file.fsPath, vscode.ConfigurationTarget.Global);
    }
  }

  async #sayFailed(error: unknown): Promise<void> {
    const show = pick("Xem nhật ký", "Show Output");
    this.output.error(error instanceof Error ? error : String(error));
    const said = await vscode.window.showErrorMessage(
      pick(
        "morat không khởi động được, nên bài chưa được soát. Có thể nó cũ quá, chưa có `morat lsp`; nhật ký cho biết thêm.",
        "morat does not start, so texts are not checked. It may be too old to have `morat lsp`; the output says more.",
      ),
      show,
    );
    if (said === show) {
      this.output.show();
    }
  }
}
