import type { Command } from "commander";
import type { Settings } from "../server/settings/settings.ts";
import type { RunningServer } from "../server/start.ts";
import { type CliContext, readSettings } from "./context.ts";
import { UsageError } from "./exit.ts";
import { jsonLine } from "./printable.ts";

interface StartOptions {
  readonly host?: string;
  readonly port?: string;
  readonly json?: boolean;
}

export function startCommand(program: Command, context: CliContext): void {
  program
    .command("start")
    .description("Start the server.")
    .option("--host <host>", "listen on this address instead of the settings' one")
    .option("--port <port>", "listen on this port instead of the settings' one; 0 takes any free one")
    .option("--json", "print the address and the first key as one JSON line")
    .addHelpText(
      "after",
      "\nExamples:\n  parley start\n  parley start --host 0.0.0.0 --port 8080\n  PARLEY_DATA=/var/lib/parley parley start",
    )
    .action((options: StartOptions) => start(context, options));
}

async function start(context: CliContext, options: StartOptions): Promise<void> {
  const settings = await readStartSettings(context, options);
  const [{ startServer }, { createLogger }, { shrinkHeapLater }] = await Promise.all([
    import("../server/start.ts"),
    import("../server/logger.ts"),
    import("../server/shrink-heap.ts"),
  ]);
  const logger = createLogger(settings.log.level);
  const server = await startServer(settings, logger, context.env);
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    // A fault in one call must not end the others (ASVS 5.0, 16.5.4). It is logged, and is a bug.
    process.on(event, (error: unknown) => logger.fatal({ error }, event));
  }
  stopOnSignals(server, context);
  // Last, because whoever reads it may send a signal at once.
  context.stdout.write(options.json === true ? jsonBanner(server, settings) : banner(server, settings));
  shrinkHeapLater();
}

/** Where an option stands for an environment variable, it is checked by the same rule, and blamed by its own name. */
const variables = { host: "PARLEY_HOST", port: "PARLEY_PORT" } as const;

async function readStartSettings(context: CliContext, options: StartOptions): Promise<Settings> {
  const given = (["host", "port"] as const).filter((name) => options[name] !== undefined);
  for (const name of given)
    if (options[name] === "") throw new UsageError(`After --${name} a value is missing.`);
  const overlay = Object.fromEntries(given.map((name) => [variables[name], options[name]]));
  try {
    const { env, cwd, stderr } = context;
    return await readSettings({ env: { ...env, ...overlay }, cwd, stderr });
  } catch (error) {
    const { SettingsError } = await import("../server/settings/fault.ts");
    if (!(error instanceof SettingsError)) throw error;
    const named = new Map<string, string>(given.map((name) => [variables[name], `--${name}`]));
    const faults = error.faults.map((fault) => ({ ...fault, path: named.get(fault.path) ?? fault.path }));
    const wrong = faults.find(({ path }) => path.startsWith("--"));
    throw wrong === undefined ? error : new UsageError(`${wrong.path}: ${wrong.message}`);
  }
}

/**
 * Ctrl-C reaches every process of the terminal, and npm hands its own on as well: what comes this soon after the
 * first signal is the same wish. In milliseconds.
 */
const sameWish = 500;

/** The first signal ends in order, another one at once. */
function stopOnSignals(server: RunningServer, context: CliContext): void {
  let stoppingSince: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    context.onSignal(signal, () => {
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
    });
  }
}

function jsonBanner(server: RunningServer, settings: Settings): string {
  return jsonLine({
    url: server.url,
    key: server.firstKey?.reveal() ?? null,
    model: settings.defaultModel,
    data: settings.data,
  });
}

function banner(server: RunningServer, settings: Settings): string {
  const key = server.firstKey?.reveal();
  const lines = [`Parley listens on ${server.url}`, ""];
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
  if (!isRehearsed(settings)) return [`Answers come from the model \`${settings.defaultModel}\`.`, ""];
  return [
    "Answers come from `rehearsal`, a scripted stand-in that needs no key and no network and knows nothing.",
    "For a real model, start with OPENAI_API_KEY in the environment, or fetch one with `npx parley pull`.",
    "",
  ];
}

/** Whether callers who name no model are answered by the scripted stand-in. */
function isRehearsed({ defaultModel, models, providers }: Settings): boolean {
  const rehearsals = providers.filter(({ type }) => type === "rehearsal").map(({ name }) => name);
  const alias = models.find(({ name }) => name === defaultModel);
  const provider = alias?.targets[0]?.provider ?? defaultModel.split("/", 1)[0] ?? "";
  return rehearsals.includes(provider) || (alias === undefined && defaultModel.startsWith("rehearsal"));
}
