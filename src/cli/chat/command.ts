import type { Command } from "commander";
import { type CliContext, readSettings } from "../context.ts";

export interface ChatOptions {
  readonly model?: string;
  readonly system?: string;
  readonly session?: string;
  readonly json?: boolean;
}

export function chatCommand(program: Command, context: CliContext): void {
  program
    .command("chat")
    .description("Talk to a model in the terminal, or ask it once. Needs no running server.")
    .argument("[prompt...]", "ask this and print the answer; a - stands for standard input")
    .option("--model <name>", "the model to ask, as `parley models` lists them")
    .option("--system <text>", "how the model shall behave")
    .option("--session <token>", "continue this conversation")
    .option("--json", "print the answer as one JSON object; in a conversation, one line for each event")
    .addHelpText(
      "after",
      `
Without a prompt it is a conversation; /help in it says what you can do there.

Examples:
  parley chat
  parley chat "Hello, world!"
  git diff | parley chat "Write a commit message for this:" -
  parley chat --session sess_… "And in French?"`,
    )
    .action(async (words: string[], options: ChatOptions) => {
      const settings = await readSettings(context);
      const { chat } = await import("./chat.ts");
      await chat(context, settings, words, options);
    });
}
