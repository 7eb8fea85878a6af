import { Command, CommanderError } from "commander";
import { type CliContext, processContext } from "./context.ts";
import { describeFailure } from "./failure.ts";
import { startCommand } from "./start.ts";

/** Runs the command line. Sets the process's exit code: 0, 1 for a failure, 2 for a command that makes no sense. */
export async function main(words: readonly string[], context: CliContext = processContext()): Promise<void> {
  try {
    await createProgram(context).parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    context.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}

function createProgram(context: CliContext): Command {
  const program = new Command("parley")
    .description("A ChatGPT API that you run yourself.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("`parley --help` lists the commands.");
  startCommand(program, context);
  return program;
}
