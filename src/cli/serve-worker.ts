import type { Channel } from "../server/cluster/worker.ts";
import { DataError } from "../server/data-error.ts";
import type { Overlay } from "../server/reload/reloader.ts";
import { SettingsError } from "../server/settings/fault.ts";
import type { Settings } from "../server/settings/settings.ts";
import type { CliContext } from "./context.ts";
import { describeFailure } from "./failure.ts";
import { readStartSettings, type StartOptions } from "./start-settings.ts";

/**
 * `parley start` in a worker: it prints nothing, and tells the first process how it goes. The settings are those
 * that the first process has read, whatever is in the file by now.
 */
export async function serveWorker(
  context: CliContext,
  options: StartOptions,
  channel: Channel,
): Promise<void> {
  // Ctrl-C reaches every process of the terminal: the first one then says when to stop.
  context.onSignal("SIGINT", () => undefined);
  // So does the end of the terminal; and what is changed or replaced is for the first process to say.
  context.onSignal("SIGHUP", () => undefined);
  context.onSignal("SIGUSR2", () => undefined);
  const asked = new Promise<void>((resolve) => void context.onSignal("SIGTERM", resolve));
  const stopped = Promise.race([channel.stopped, asked]);
  const opened = serve(context, options, channel);
  const server = await Promise.race([opened, stopped]);
  // Nobody has been answered yet.
  if (server === undefined) return context.exit(0);
  const left = await Promise.race([stopped.then(() => false), channel.left.then(() => true)]);
  try {
    // Whoever leaves may still be told to stop.
    if (left) await Promise.race([server.leave(), stopped.then(() => server.stop())]);
    else await server.stop();
    context.exit(0);
  } catch (error) {
    context.stderr.write(`The shutdown failed: ${String(error)}\n`);
    context.exit(1);
  }
}

async function serve(context: CliContext, options: StartOptions, channel: Channel) {
  try {
    // While the first worker opens the data, the others load the program.
    const [{ startServer }, { createLogger }, { shrinkHeapLater }, { logFaults }, { Reloader }] =
      await Promise.all([
        import("../server/start.ts"),
        import("../server/logger.ts"),
        import("../server/shrink-heap.ts"),
        import("../server/log-faults.ts"),
        import("../server/reload/reloader.ts"),
      ]);
    const orders = await channel.orders;
    const { port } = orders;
    let { files } = orders;
    // What is probably a mistake was said by the first process.
    const read = async (overlay: Overlay): Promise<Settings> => {
      const source = { env: { ...context.env, ...overlay }, cwd: context.cwd, readFile: readerOf(files) };
      return { ...(await readStartSettings(source, options)), port };
    };
    const settings = await read({});
    const logger = createLogger(settings.log.level);
    const server = await startServer(settings, logger, context.env, channel);
    logFaults(logger);
    channel.onHandOver(() => server.sockets);
    const reloader = new Reloader({
      settings,
      read,
      apply: (next) => server.reload(next),
      // What the first process has said need not be said by each.
      log: {
        info: logger.debug.bind(logger),
        warn: logger.debug.bind(logger),
        error: logger.error.bind(logger),
      },
      later,
    });
    channel.onReload((newest) => {
      files = newest;
      void reloader.reload();
    });
    channel.ready(server.url, server.firstKey?.reveal());
    shrinkHeapLater();
    return server;
  } catch (error) {
    await channel.failed({ message: describeFailure(error), lasting: isLasting(error) });
    context.exit(1);
    throw error;
  }
}

/** Whether the operator has to change something before another start can succeed. */
function isLasting(error: unknown): boolean {
  return error instanceof DataError || error instanceof SettingsError;
}

function readerOf(files: ReadonlyMap<string, string>): (path: string) => string {
  return (path) => {
    const text = files.get(path);
    if (text === undefined) throw Object.assign(new Error(`there was no ${path}`), { code: "ENOENT" });
    return text;
  };
}

function later(ms: number, what: () => void): () => void {
  const timer = setTimeout(what, ms).unref();
  return () => clearTimeout(timer);
}
