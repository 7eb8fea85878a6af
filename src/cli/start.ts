import type { Command } from "commander";
import { readFileSync } from "node:fs";
import type { WorkersOptions } from "../server/cluster/primary.ts";
import { logFaults } from "../server/log-faults.ts";
import { demoModelName } from "../server/settings/demo-alias.ts";
import type { Settings } from "../server/settings/settings.ts";
import type { CliContext } from "./context.ts";
import { describeFailure } from "./failure.ts";
import { type ChangeableServer, keepSettings } from "./keep-settings.ts";
import { jsonLine } from "./printable.ts";
import { readStartSettings, type StartOptions } from "./start-settings.ts";
import { terminalIsGone } from "./terminal-is-gone.ts";

export function startCommand(program: Command, context: CliContext): void {
  program
    .command("start")
    .description("Start the server.")
    .option("--host <host>", "listen on this address instead of the settings' one")
    .option("--port <port>", "listen on this port instead of the settings' one; 0 takes any free one")
    .option("--workers <count>", "answer calls in this many processes, 1 to 64; auto is one for each core")
    .option("--json", "print the address and the first key as one JSON line")
    .addHelpText(
      "after",
      "\nExamples:\n  parley start\n  parley start --port 8080\n  parley start --workers 4\n" +
        "  PARLEY_DATA=/var/lib/parley parley start",
    )
    .action((options: StartOptions) => start(context, options));
}

async function start(context: CliContext, options: StartOptions): Promise<void> {
  // Only a worker has somebody to talk to; everybody else is spared the loading.
  if (process.connected === true) {
    const [{ isWorker, openChannel }, { serveWorker }] = await Promise.all([
      import("../server/cluster/worker.ts"),
      import("./serve-worker.ts"),
    ]);
    if (isWorker()) return serveWorker(context, options, openChannel());
  }
  const files = new Map<string, string>();
  const { env, cwd, stderr } = context;
  const readFile = remembering(files);
  const settings = await readStartSettings({ env, cwd, stderr, readFile }, options);
  const [{ createLogger }, { shrinkHeapLater }, { workerCount }] = await Promise.all([
    import("../server/logger.ts"),
    import("../server/shrink-heap.ts"),
    import("../server/cluster/worker-count.ts"),
  ]);
  const logger = createLogger(settings.log.level);
  const count = workerCount(settings);
  const server: ChangeableServer = await (count === 1
    ? startAlone(settings, logger, context)
    : startMany(settings, {
        count,
        files: new Map(files),
        logger,
        gaveUp: (error) => giveUp(error, context),
      }));
  logFaults(logger);
  const stop = stopOnSignals(server, context);
  const changes = await keepSettings(server, {
    settings,
    logger,
    source: { env, cwd },
    async read(overlay) {
      files.clear();
      const read = await readStartSettings({ env: { ...env, ...overlay }, cwd, readFile }, options);
      return { settings: read, files: new Map(files) };
    },
  });
  context.onSignal("SIGHUP", () => (terminalIsGone(context.stdin) ? stop() : changes.reload()));
  context.onSignal("SIGUSR2", () => changes.roll());
  // Last, because whoever reads it may send a signal at once.
  context.stdout.write(
    options.json === true ? jsonBanner(server, settings) : banner(server, settings, count),
  );
  shrinkHeapLater();
}

/** Reads files and keeps what was in them, for the workers. */
function remembering(files: Map<string, string>): (path: string) => string {
  return (path) => {
    const text = readFileSync(path, "utf8");
    files.set(path, text);
    return text;
  };
}

async function startAlone(
  settings: Settings,
  logger: WorkersOptions["logger"],
  context: CliContext,
): Promise<ChangeableServer> {
  const { startServer } = await import("../server/start.ts");
  return startServer(settings, logger, context.env);
}

async function startMany(settings: Settings, options: WorkersOptions): Promise<ChangeableServer> {
  const { startWorkers } = await import("../server/cluster/primary.ts");
  return startWorkers(settings, options);
}

function giveUp(error: unknown, context: CliContext): void {
  context.stderr.write(`${describeFailure(error)}\n`);
  context.exit(1);
}

/**
 * Ctrl-C reaches every process of the terminal, and npm hands its own on as well: what comes this soon after the
 * first signal is the same wish. In milliseconds.
 */
const sameWish = 500;

/** The first signal ends in order, another one at once; so does the function that is returned. */
function stopOnSignals(server: ChangeableServer, context: CliContext): () => void {
  let stoppingSince: number | undefined;
  function stop(): void {
    if (stoppingSince !== undefined) {
      if (context.now() - stoppingSince >= sameWish) context.exit(1);
      return;
    }
    stoppingSince = context.now();
    context.stderr.write("Stopping. Open answers may finish; Ctrl-C once more ends at once.\n");
    server.stop().then(
      () => context.exit(0),
      (error: unknown) => {
        context.stderr.write(`The shutdown failed: ${String(error)}\n`);
        context.exit(1);
      },
    );
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) context.onSignal(signal, stop);
  return stop;
}

function jsonBanner(server: ChangeableServer, settings: Settings): string {
  return jsonLine({
    url: server.url,
    key: server.firstKey?.reveal() ?? null,
    model: settings.defaultModel,
    data: settings.data,
  });
}

function banner(server: ChangeableServer, settings: Settings, count: number): string {
  const key = server.firstKey?.reveal();
  const lines = [
    `Parley listens on ${server.url}`,
    "",
    "In a browser that address is the console; for programs it is the API.",
    "",
  ];
  if (count > 1) lines.push(`${count} worker processes answer.`, "");
  if (key === undefined) {
    lines.push("Your keys are the ones you have. `npx parley keys create` makes another one.", "");
  } else {
    lines.push("Your first API key. It is shown this once and stored only as a hash:", "", `  ${key}`, "");
  }
  lines.push(
    "Ask something:",
    "",
    `  curl ${server.url}/v1/chat \\`,
    `    -H "Authorization: Bearer ${key ?? "$PARLEY_API_KEY"}" \\`,
    `    -H "Content-Type: application/json" \\`,
    `    -d '{"prompt": "Hello, world!", "max_tokens": 50}'`,
    "",
    ...modelLines(settings),
    "Programs written for OpenAI need this address and the key:",
    "",
    `  OPENAI_BASE_URL=${server.url}/v1`,
    "",
    "Ctrl-C stops the server.",
    "",
  );
  return lines.join("\n");
}

function modelLines(settings: Settings): string[] {
  if (settings.defaultModel === demoModelName) {
    return [
      `Answers come from \`${demoModelName}\`, a small demo model that runs right here and knows next to nothing.`,
      ...realModel,
      "",
    ];
  }
  if (!isRehearsed(settings)) return [`Answers come from the model \`${settings.defaultModel}\`.`, ""];
  return [
    "Answers come from `rehearsal`, a scripted stand-in that needs no key and no network and knows nothing.",
    ...realModel,
    "",
  ];
}

const realModel = [
  "For a real model, start with OPENAI_API_KEY in the environment, or fetch one with `npx parley pull`.",
];

/** Whether callers who name no model are answered by the scripted stand-in. */
function isRehearsed({ defaultModel, models, providers }: Settings): boolean {
  const rehearsals = providers.filter(({ type }) => type === "rehearsal").map(({ name }) => name);
  const alias = models.find(({ name }) => name === defaultModel);
  const provider = alias?.targets[0]?.provider ?? defaultModel.split("/", 1)[0] ?? "";
  return rehearsals.includes(provider) || (alias === undefined && defaultModel.startsWith("rehearsal"));
}
