/** Listens to a child's output: for a line that is awaited, for its whole answer, and for its last words. */
import type { ChildProcess } from "node:child_process";

/** How much of the output is kept while someone may still ask for it. */
const KEPT_CHARACTERS = 1_000_000;

/** How much of it an error message shows. */
const SHOWN_CHARACTERS = 3_000;

export interface ChildOutput {
  /**
   * Resolves with the first match of each pattern in stdout, in the order of `patterns`.
   * Afterwards the output is only drained: a server's log must not cost the benchmark anything.
   */
  find(patterns: readonly RegExp[], limitMs: number): Promise<string[]>;
  /** Resolves with all of stdout when the child has ended with 0; rejects with its last words otherwise. */
  finished(limitMs: number): Promise<string>;
  /** How it ended, with its last words, keys left out; `undefined` while it runs. */
  epitaph(): string | undefined;
}

export function createOutput(child: ChildProcess, name: string): ChildOutput {
  let stdout = "";
  let listening = true;
  let lastChunk: Buffer = Buffer.alloc(0);
  let onText: () => void = () => undefined;

  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  let end: string | undefined;
  ended.then((code) => (end = failure(`it ended with ${code}`).message));
  child.stdin?.on("error", () => undefined); // the child may close its input first
  child.stderr?.on("data", (chunk: Buffer) => (lastChunk = chunk));
  child.stdout?.on("data", (chunk: Buffer) => {
    lastChunk = chunk;
    if (!listening || stdout.length > KEPT_CHARACTERS) return;
    stdout += chunk.toString("utf8");
    onText();
  });

  function failure(reason: string): Error {
    const words = `${stdout.slice(-SHOWN_CHARACTERS)}\n${lastChunk.toString("utf8").slice(-SHOWN_CHARACTERS)}`;
    // The first key stands in a server's output: it must not reach an error message.
    return new Error(`${name}: ${reason}\n${words.replace(/sk-[A-Za-z0-9-]+/g, "sk-…").trim()}`);
  }

  async function within<T>(awaited: Promise<T>, limitMs: number): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(failure(`nothing within ${limitMs} ms`)), limitMs);
    try {
      return await Promise.race([awaited, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function find(patterns: readonly RegExp[], limitMs: number): Promise<string[]> {
    const complete = Promise.withResolvers<string[]>();
    onText = () => {
      const wholeLines = stdout.slice(0, stdout.lastIndexOf("\n") + 1);
      const matches = patterns.flatMap((pattern) => pattern.exec(wholeLines)?.[0] ?? []);
      if (matches.length === patterns.length) complete.resolve(matches);
    };
    onText();
    ended.then((code) => complete.reject(failure(`it ended with ${code}`)));
    try {
      return await within(complete.promise, limitMs);
    } finally {
      onText = () => undefined;
      listening = false;
      stdout = "";
    }
  }

  async function finished(limitMs: number): Promise<string> {
    const code = await within(ended, limitMs);
    if (code !== 0) throw failure(`it ended with ${code}`);
    return stdout;
  }

  return { find, finished, epitaph: () => end };
}
