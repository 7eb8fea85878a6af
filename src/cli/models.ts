import type { Command } from "commander";
import { type CliContext, readSettings } from "./context.ts";
import { jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";

export function modelsCommand(program: Command, context: CliContext): void {
  program
    .command("models")
    .description("List the models that callers can ask for, as GET /v1/models does.")
    .option("--local", "list the model files on this machine instead")
    .option("--json", "print them as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley models --json | jq -r '.models[].id'\n  parley models --local",
    )
    .action(async (options: { json?: boolean; local?: boolean }) => {
      if (options.local !== true) return listModels(context, options);
      const { listLocal } = await import("./local-models.ts");
      return listLocal(context, options.json === true);
    });
}

async function listModels(context: CliContext, { json }: { json?: boolean }): Promise<void> {
  const settings = await readSettings(context);
  const [{ buildCatalogue }, { systemClock }] = await Promise.all([
    import("../server/build.ts"),
    import("../lib/clock.ts"),
  ]);
  const { catalogue, close } = await buildCatalogue(settings, systemClock);
  const targetsOf = (name: string) => catalogue.resolve(name) ?? [];
  const models = catalogue.list().map((model) => ({
    id: model.id,
    provider: targetsOf(model.id)[0]?.provider.name ?? model.ownedBy,
    targets: targetsOf(model.id).map((target) => `${target.provider.name}/${target.model}`),
    context_tokens: model.contextTokens ?? null,
  }));
  await close();
  if (json === true) {
    context.stdout.write(jsonLine({ default: settings.defaultModel, models }));
    return;
  }
  const rows = models.map((model) => [
    model.id,
    model.targets.join(", "),
    model.context_tokens?.toString() ?? "-",
  ]);
  context.stdout.write(table(["MODEL", "LEADS TO", "CONTEXT"], rows));
  context.stderr.write(`\nCalls that name no model go to ${printable(settings.defaultModel)}.\n`);
  for (const { provider, model } of settings.otherModels?.targets ?? []) {
    context.stderr.write(
      `Any other name leads to ${printable(model === undefined ? provider : `${provider}/${model}`)}.\n`,
    );
  }
}
