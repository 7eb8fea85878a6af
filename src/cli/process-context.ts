import type { CliContext } from "./context.ts";

/** The reader of a pipe has gone (`| head`), or the terminal has. */
const goneCodes: ReadonlySet<unknown> = new Set(["EPIPE", "EIO", "ERR_STREAM_DESTROYED"]);

/** The real world. To be made once in a process. */
export function processContext(): CliContext {
  const unread = new AbortController();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!goneCodes.has(error.code)) {
      process.stderr.write(`The output cannot be written: ${error.message}\n`);
      process.exitCode = 1;
    }
    unread.abort();
  });
  // Whoever closes standard error does not want to hear of it.
  process.stderr.on("error", () => undefined);
  return {
    env: process.env,
    cwd: process.cwd(),
    // Asking for it opens it; most commands do not read.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    unread: unread.signal,
    onSignal(signal, handler) {
      process.on(signal, handler);
      return () => void process.off(signal, handler);
    },
    exit: (code) => process.exit(code),
    now: () => performance.now(),
  };
}
