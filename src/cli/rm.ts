import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import { bytesText } from "./amounts.ts";
import { type CliContext, readSettings } from "./context.ts";
import { jsonLine, printable } from "./printable.ts";

export function rmCommand(program: Command, context: CliContext): void {
  program
    .command("rm")
    .description("Remove a model, or what a pull has left.")
    .argument(
      "<name>",
      "its name as `parley models --local` shows it, or the end of it where that is clear; or provider/model",
    )
    .option("--json", "print what was removed as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley rm qwen3-0.6b\n  parley rm Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q8_0\n  parley rm ollama/llama3.2",
    )
    .action((name: string, options: { readonly json?: boolean }) => remove(context, name, options));
}

async function remove(
  context: CliContext,
  name: string,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const settings = await readSettings(context);
  const { openModelKeeper } = await import("./open-model-keeper.ts");
  const keeper = await openModelKeeper(settings, context, name);
  try {
    const removed = await keeper.remove(name, context.unread, operator);
    if (json === true) return void context.stdout.write(jsonLine(removed));
    const { bytes } = removed;
    const freed = bytes === undefined ? "." : `: ${bytesText(bytes)} are free again.`;
    context.stdout.write(`${printable(removed.name)} is removed${freed}\n`);
  } finally {
    await keeper.close();
  }
}
