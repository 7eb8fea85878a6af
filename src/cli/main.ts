import { Command, CommanderError } from "commander";
import type { CliContext } from "./context.ts";
import { Exit, UsageError } from "./exit.ts";
import { describeFailure } from "./failure.ts";
import { processContext } from "./process-context.ts";
import { programVersion } from "./version.ts";

/** Adds a command to the program. */
type AddCommand = (program: Command, context: CliContext) => void;

/** All commands, in the order of the help. Each is loaded when it is asked for; the help, and a mistake, ask for all. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import("./start.ts")).startCommand,
  chat: async () => (await import("./chat/command.ts")).chatCommand,
  keys: async () => (await import("./keys/command.ts")).keysCommand,
  accounts: async () => (await import("./accounts.ts")).accountsCommand,
  projects: async () => (await import("./projects.ts")).projectsCommand,
  "service-accounts": async () => (await import("./service-accounts.ts")).serviceAccountsCommand,
  models: async () => (await import("./models.ts")).modelsCommand,
  providers: async () => (await import("./providers.ts")).providersCommand,
  pull: async () => (await import("./pull.ts")).pullCommand,
  rm: async () => (await import("./rm.ts")).rmCommand,
  rehearse: async () => (await import("./rehearse.ts")).rehearseCommand,
  usage: async () => (await import("./usage.ts")).usageCommand,
  budgets: async () => (await import("./budgets.ts")).budgetsCommand,
  limits: async () => (await import("./limits.ts")).limitsCommand,
  memory: async () => (await import("./memory.ts")).memoryCommand,
  ledger: async () => (await import("./ledger.ts")).ledgerCommand,
  requests: async () => (await import("./requests/command.ts")).requestsCommand,
  anomalies: async () => (await import("./anomalies.ts")).anomaliesCommand,
  audit: async () => (await import("./audit/command.ts")).auditCommand,
  migrate: async () => (await import("./migrate.ts")).migrateCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  security: async () => (await import("./security.ts")).securityCommand,
};

/** Those of the commands that these words need. */
function needed([name = ""]: readonly string[]): readonly (() => Promise<AddCommand>)[] {
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return named === undefined ? Object.values(commands) : [named];
}

/** Runs the command line of this process. */
export async function main(words: readonly string[]): Promise<void> {
  const code = await run(words, processContext());
  // Writing may have failed meanwhile, and that has said so.
  if (code !== 0) process.exitCode = code;
}

/**
 * Runs a command line. Gives the exit code: 0, 1 for a failure, 2 for words that make no sense,
 * and what a shell expects after a signal. `start` gives it when the server is up.
 */
export async function run(words: readonly string[], context: CliContext): Promise<number> {
  try {
    const program = await createProgram(words, context);
    await program.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.stderr.write(`${describeFailure(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function createProgram(words: readonly string[], context: CliContext): Promise<Command> {
  const program = new Command("parley")
    .description("A ChatGPT API that you run yourself.")
    .version(programVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `
Examples:
  parley start                    start the server
  parley chat "Hello, world!"     ask something, without a server
  parley pull qwen3-0.6b          fetch an open model that runs on this machine
  parley keys create --name ann   make an API key
  parley usage --by model         say what was used and what it cost
  parley migrate                  bring the database to this version's schema
  parley doctor                   say what is wrong and what to do
  parley security audit           say what could be safer

Settings come from parley.yaml and from PARLEY_PORT, PARLEY_HOST, PARLEY_DATA, PARLEY_DATABASE,
PARLEY_SECRET, PARLEY_CONFIG, PARLEY_WORKERS, PARLEY_ALLOW_INSECURE and PARLEY_LOG_LEVEL. Without any, everything has a default.`,
    );
  const added = await Promise.all(needed(words).map((load) => load()));
  for (const add of added) add(program, context);
  pointToHelp(program, "parley");
  return program;
}

/** After an error each command names its own help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`\`${path} --help\` says more.`);
  for (const inner of command.commands) pointToHelp(inner, `${path} ${inner.name()}`);
}
