import { type Command, Option } from "commander";
import type { RehearsedDialect, RehearsedName } from "../server/rehearse/dialects.ts";
import type { MockServer } from "../server/rehearse/start-mock.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { jsonLine } from "./printable.ts";

interface RehearseOptions {
  readonly as: string;
  readonly host: string;
  readonly port: string;
  readonly json?: boolean;
}

/** Beside the server's own 4242. */
const defaultPort = "4243";

export function rehearseCommand(program: Command, context: CliContext): void {
  program
    .command("rehearse")
    .description("Play a provider: a server that speaks its dialect, with scripted models and without keys.")
    .addOption(new Option("--as <dialect>", "what to speak, such as anthropic").makeOptionMandatory())
    .option("--host <host>", "listen on this address", "127.0.0.1")
    .option("--port <port>", "listen on this port; 0 takes any free one", defaultPort)
    .option("--json", "print the address as one JSON line")
    .addHelpText(
      "after",
      "\nAny key is good, and none is needed. `rehearsal` answers to every name of a model; names such as\n" +
        "rehearsal-rate-limited or rehearsal-breaks-midway fail as they say.\n\n" +
        "Examples:\n  parley rehearse --as openai\n  parley rehearse --as anthropic --port 8080",
    )
    .action((options: RehearseOptions) => rehearse(context, options));
}

async function rehearse(context: CliContext, options: RehearseOptions): Promise<void> {
  const { rehearsedDialects } = await import("../server/rehearse/dialects.ts");
  const names = Object.keys(rehearsedDialects) as RehearsedName[];
  const name = names.find((candidate) => candidate === options.as);
  if (name === undefined) {
    throw new UsageError(`--as must be one of ${names.join(", ")}, not ${options.as}.`);
  }
  const port = portOf(options.port);
  if (options.host === "") throw new UsageError("After --host a value is missing.");
  const { startRehearsed } = await import("../server/rehearse/start-rehearsed.ts");
  const server = await startRehearsed(name, { host: options.host, port });
  stopOnSignals(server, context);
  const played = rehearsedDialects[name];
  const { clientPath, basePath } = played;
  const urls = { url: server.url, client_url: server.url + clientPath, base_url: server.url + basePath };
  // Last, because whoever reads it may send a signal at once.
  if (options.json === true) context.stdout.write(jsonLine({ as: name, ...urls }));
  else context.stdout.write(banner(server.url, played));
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port must be a whole number from 0 to 65535, not ${text}.`);
}

function banner(url: string, { summary, example, clientPath, basePath, settings }: RehearsedDialect): string {
  return [
    `The rehearsal listens on ${url}`,
    "",
    `It speaks ${summary}.`,
    "Answers are scripted. Any key is good, and none is needed.",
    "",
    "Ask something:",
    "",
    `  curl ${url}${example.path} \\`,
    `    -H "Content-Type: application/json" \\`,
    `    -d '${JSON.stringify(example.body)}'`,
    "",
    `The official clients need the address ${url}${clientPath}, and Parley these settings:`,
    "",
    `  providers: { rehearsed: { ${settings}, baseUrl: "${url}${basePath}", apiKey: any } }`,
    "",
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}

/** Whatever is going on ends with it: nobody's work is lost. */
function stopOnSignals(server: MockServer, context: CliContext): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    context.onSignal(signal, () => void server.close().then(() => context.exit(0)));
  }
}
