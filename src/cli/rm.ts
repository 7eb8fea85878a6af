import type { Command } from "commander";
import { bytesText } from "./amounts.ts";
import { type CliContext, readSettings } from "./context.ts";
import { jsonLine, printable } from "./printable.ts";

export function rmCommand(program: Command, context: CliContext): void {
  program
    .command("rm")
    .description("Remove a local model, or what an interrupted pull has left.")
    .argument("<name>", "its name as `parley models --local` shows it, or the end of it where that is clear")
    .option("--json", "print what was removed as one JSON object")
    .addHelpText("after", "\nExamples:\n  parley rm qwen3-0.6b\n  parley rm Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q8_0")
    .action((name: string, options: { readonly json?: boolean }) => remove(context, name, options));
}

async function remove(
  context: CliContext,
  name: string,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const settings = await readSettings(context);
  const [{ openLocalModels }, { removeModel }] = await Promise.all([
    import("../server/local-models/local-models.ts"),
    import("../admin/local-models/remove.ts"),
  ]);
  const removed = await removeModel(openLocalModels(settings.data, context.env), name);
  if (json === true) context.stdout.write(jsonLine(removed));
  else
    context.stdout.write(
      `${printable(removed.name)} is removed: ${bytesText(removed.bytes)} are free again.\n`,
    );
}
