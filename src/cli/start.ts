import type { Command } from "commander";
import { createLogger } from "../server/logger.ts";
import type { Settings } from "../server/settings/settings.ts";
import type { RunningServer } from "../server/start.ts";
import { type CliContext, readSettings } from "./context.ts";

export function startCommand(program: Command, context: CliContext): void {
  program
    .command("start")
    .description("Start the server.")
    .option("--json", "print the address and the first key as one JSON line")
    .action(async (options: { json?: boolean }) => {
      const settings = readSettings(context);
      const { startServer } = await import("../server/start.ts");
      const logger = createLogger(settings.log.level);
      const server = await startServer(settings, logger);
      context.stdout.write(options.json === true ? jsonBanner(server, settings) : banner(server, settings));
      for (const event of ["uncaughtException", "unhandledRejection"] as const) {
        // A fault in one call must not end the others (ASVS 5.0, 16.5.4). It is logged, and is a bug.
        process.on(event, (error: unknown) => logger.fatal({ error }, event));
      }
      stopOnSignals(server, context);
    });
}

/** The first signal ends in order, the second at once. */
function stopOnSignals(server: RunningServer, context: CliContext): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      context.stderr.write("Stopping. Open answers may finish; once more ends at once.\n");
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          context.stderr.write(`The shutdown failed: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

function jsonBanner(server: RunningServer, settings: Settings): string {
  return `${JSON.stringify({
    url: server.url,
    key: server.firstKey?.reveal() ?? null,
    model: settings.defaultModel,
    data: settings.data,
  })}\n`;
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
  if (settings.providers.some((provider) => provider.type !== "rehearsal")) {
    return [`Answers come from the model \`${settings.defaultModel}\`.`, ""];
  }
  return [
    "Answers come from `rehearsal`, a scripted stand-in that needs no key and no network and knows nothing.",
    "For a real model, start with OPENAI_API_KEY in the environment, or see docs/settings.md.",
    "",
  ];
}
