import type { Channel } from "../server/cluster/worker.ts";
import { DataError } from "../server/data-error.ts";
import { SettingsError } from "../server/settings/fault.ts";
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
  const asked = new Promise<void>((resolve) => void context.onSignal("SIGTERM", resolve));
  const stopped = Promise.race([channel.stopped, asked]);
  const opened = serve(context, options, channel);
  const server = await Promise.race([opened, stopped]);
  // Nobody has been answered yet.
  if (server === undefined) return context.exit(0);
  await stopped;
  try {
    await server.stop();
    context.exit(0);
  } catch (error) {
    context.stderr.write(`The shutdown failed: ${String(error)}\n`);
    context.exit(1);
  }
}

async function serve(context: CliContext, options: StartOptions, channel: Channel) {
  try {
    // While the first worker opens the data, the others load the program.
    const [{ startServer }, { createLogger }, { shrinkHeapLater }, { logFaults }] = await Promise.all([
      import("../server/start.ts"),
      import("../server/logger.ts"),
      import("../server/shrink-heap.ts"),
      import("../server/log-faults.ts"),
    ]);
    const { files, port } = await channel.orders;
    // What is probably a mistake was said by the first process.
    const source = { env: context.env, cwd: context.cwd, readFile: readerOf(files) };
    const settings = { ...(await readStartSettings(source, options)), port };
    const logger = createLogger(settings.log.level);
    const server = await startServer(settings, logger, context.env, channel);
    logFaults(logger);
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
