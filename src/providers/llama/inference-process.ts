import { type ChildProcess, fork } from "node:child_process";
import { ParleyError } from "../../spec/errors.ts";
import type { CheckOrder, LoadOrder, Order, Report, WireEvent } from "./inference/protocol.ts";
import { fromWire } from "./inference/wire-error.ts";

/** Told of everything that happens to a call. */
export type Sink = (event: WireEvent) => void;

/** Also right after `tsc` has turned both files into `.js`. */
const program = new URL(
  import.meta.url.endsWith(".ts") ? "./inference/main.ts" : "./inference/main.js",
  import.meta.url,
);

/** What is kept of the last words of a process, in characters: llama.cpp says there why it aborts. */
const lastWords = 2_000;

/** The process that holds one model. A crash of it fails the calls it had, and nothing else. */
export class InferenceProcess {
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, Sink>();
  #nextId = 1;
  #stderr = "";
  #gone: ParleyError | undefined;
  #settleLoading: ((error?: ParleyError) => void) | undefined;
  /** Resolves when the model is loaded; fails with an error that names its file. */
  readonly loaded: Promise<void>;
  /** Resolves when the process is gone, with its last words unless it was asked to go. */
  readonly ended: Promise<string | undefined>;

  constructor(order: LoadOrder | CheckOrder, env: Readonly<Record<string, string>>) {
    this.#child = fork(program, [], {
      serialization: "advanced",
      env: { ...env },
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.on("data", (piece: Buffer) => {
      this.#stderr = (this.#stderr + piece.toString()).slice(-lastWords);
    });
    this.loaded = new Promise((resolve, reject) => {
      this.#settleLoading = (error) => (error === undefined ? resolve() : reject(error));
    });
    this.loaded.catch(() => undefined); // told to those who wait
    this.ended = new Promise((resolve) => {
      const end = (why: string): void => {
        const asked = this.#gone !== undefined;
        this.#lose(order.shownName, why);
        resolve(asked ? undefined : `${why}\n${this.#stderr}`);
      };
      this.#child.once("error", (error) => end(error.message));
      this.#child.once("exit", (code, signal) => end(`the inference process ended with ${signal ?? code}`));
    });
    this.#child.on("message", (report: Report) => this.#receive(report));
    void this.loaded.then(
      () => this.#hold(),
      () => undefined,
    );
    this.#tell(order);
  }

  /** Process id, for tests and the log; absent when it could not start. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#gone === undefined;
  }

  /** Begins a call. Its events come until one of them is `end` or `error`. Returns what ends it early. */
  begin(order: (id: number) => Order, sink: Sink): () => void {
    if (this.#gone !== undefined) throw this.#gone;
    const id = this.#nextId++;
    const told = order(id);
    this.#calls.set(id, sink);
    this.#hold();
    this.#tell(told);
    return () => {
      if (this.#calls.delete(id)) this.#tell({ kind: "abort", id });
      this.#hold();
    };
  }

  /** Ends the process; what it still has to do fails. */
  close(): void {
    this.#gone ??= new ParleyError("shutting_down");
    this.#child.ref(); // its end is waited for
    this.#child.kill("SIGKILL"); // it holds nothing that could be lost
  }

  #tell(order: Order): void {
    if (this.#child.connected) this.#child.send(order, () => undefined); // a process that is gone says so by itself
  }

  #receive(report: Report): void {
    if (report.kind === "loaded") return this.#settleLoading?.();
    if (report.kind === "failed") return this.#settleLoading?.(fromWire(report.error));
    for (const [id, event] of report.events) {
      const sink = this.#calls.get(id);
      if (event.type === "end" || event.type === "error") this.#calls.delete(id);
      sink?.(event);
    }
    this.#hold();
  }

  /** A model that waits for calls keeps no program alive that has nothing else to do. */
  #hold(): void {
    const how = this.#calls.size > 0 ? "ref" : "unref";
    this.#child[how]();
    this.#child.channel?.[how]();
    const stderr: (Partial<Pick<ChildProcess, "ref" | "unref">> & object) | null = this.#child.stderr; // a socket
    stderr?.[how]?.();
  }

  #lose(shownName: string, why: string): void {
    this.#gone ??= new ParleyError("upstream_failed", {
      message: `The process that ran the model ${shownName} ended unexpectedly. Please try again.`,
      cause: new Error(`${why}\n${this.#stderr}`),
    });
    this.#settleLoading?.(
      new ParleyError("upstream_failed", {
        message: `The process that was to load the model file ${shownName} ended unexpectedly; the file may be broken or too large.`,
        cause: this.#gone.cause,
      }),
    );
    const { code, message } = this.#gone;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const sink of calls) sink({ type: "error", code, message, cause: why });
  }
}
