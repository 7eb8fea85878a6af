import { Command, CommanderError } from "commander";
import { anomaliesCommand } from "./anomalies.ts";
import { auditCommand } from "./audit/command.ts";
import { accountsCommand } from "./accounts.ts";
import { budgetsCommand } from "./budgets.ts";
import { chatCommand } from "./chat/command.ts";
import type { CliContext } from "./context.ts";
import { doctorCommand } from "./doctor.ts";
import { Exit, UsageError } from "./exit.ts";
import { describeFailure } from "./failure.ts";
import { keysCommand } from "./keys/command.ts";
import { ledgerCommand } from "./ledger.ts";
import { limitsCommand } from "./limits.ts";
import { memoryCommand } from "./memory.ts";
import { migrateCommand } from "./migrate.ts";
import { modelsCommand } from "./models.ts";
import { processContext } from "./process-context.ts";
import { projectsCommand } from "./projects.ts";
import { providersCommand } from "./providers.ts";
import { pullCommand } from "./pull.ts";
import { requestsCommand } from "./requests/command.ts";
import { rehearseCommand } from "./rehearse.ts";
import { rmCommand } from "./rm.ts";
import { securityCommand } from "./security.ts";
import { serviceAccountsCommand } from "./service-accounts.ts";
import { startCommand } from "./start.ts";
import { usageCommand } from "./usage.ts";
import { programVersion } from "./version.ts";

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
    await createProgram(context).parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.stderr.write(`${describeFailure(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function createProgram(context: CliContext): Command {
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
  startCommand(program, context);
  chatCommand(program, context);
  keysCommand(program, context);
  accountsCommand(program, context);
  projectsCommand(program, context);
  serviceAccountsCommand(program, context);
  modelsCommand(program, context);
  providersCommand(program, context);
  pullCommand(program, context);
  rmCommand(program, context);
  rehearseCommand(program, context);
  usageCommand(program, context);
  budgetsCommand(program, context);
  limitsCommand(program, context);
  memoryCommand(program, context);
  ledgerCommand(program, context);
  requestsCommand(program, context);
  anomaliesCommand(program, context);
  auditCommand(program, context);
  migrateCommand(program, context);
  doctorCommand(program, context);
  securityCommand(program, context);
  pointToHelp(program, "parley");
  return program;
}

/** After an error each command names its own help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`\`${path} --help\` says more.`);
  for (const inner of command.commands) pointToHelp(inner, `${path} ${inner.name()}`);
}
