import { type Command, Option } from "commander";
import { operator } from "../spec/actor.ts";
import type { ProjectMemory } from "../spec/context-store.ts";
import type { MemoryPolicy } from "../spec/memory.ts";
import type { CliContext } from "./context.ts";
import { jsonLine, printable } from "./printable.ts";
import { wholeNumber } from "./subject-options.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

const policies: readonly MemoryPolicy[] = ["error", "truncate_oldest", "recall", "summarize"];

interface JsonOption {
  readonly json?: boolean;
}

interface SetOptions extends JsonOption {
  readonly project: string;
  readonly policy?: MemoryPolicy;
  readonly maxTokens?: string;
  readonly embeddingsModel?: string;
}

export function memoryCommand(program: Command, context: CliContext): void {
  const memory = program
    .command("memory")
    .description("Say how a project's conversations are cut that are longer than their context.");
  memory
    .command("set")
    .description("Set it for a project, as a whole: what is left out is as the settings say.")
    .requiredOption("--project <id>", "the project")
    .addOption(new Option("--policy <policy>", "what becomes of older turns").choices(policies))
    .option("--max-tokens <number>", "bound of everything that is sent to a model")
    .option("--embeddings-model <name>", "by whose vectors older turns are found as well; none for no model")
    .option("--json", "print it as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley memory set --project proj_default --policy summarize --max-tokens 8000\n  parley memory set --project proj_default",
    )
    .action((options: SetOptions) => set(context, options));
  memory
    .command("list")
    .description("List the projects that have something of their own.")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley memory list")
    .action((options: JsonOption) => list(context, options));
}

async function set(
  context: CliContext,
  { project, policy, maxTokens, embeddingsModel, json }: SetOptions,
): Promise<void> {
  const tokens = maxTokens === undefined ? undefined : wholeNumber("--max-tokens", maxTokens);
  const { setProjectMemory } = await import("../admin/project-memory.ts");
  await withKeeper(context, async ({ keys }) => {
    const made = await setProjectMemory(keys, operator, {
      projectId: project,
      ...(policy !== undefined && { policy }),
      ...(tokens !== undefined && { maxTokens: tokens }),
      ...(embeddingsModel !== undefined && { embeddingsModel }),
    });
    const text = `Conversations of ${made.projectId}: policy ${made.policy ?? "of the settings"}, at most ${made.maxTokens ?? "the settings'"} tokens, embeddings model ${made.embeddingsModel ?? "of the settings"}.`;
    context.stdout.write(json === true ? jsonLine(present(made)) : `${printable(text)}\n`);
  });
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listProjectMemory } = await import("../admin/project-memory.ts");
  const all = await withKeeper(
    context,
    ({ keys }) => listProjectMemory(keys, operator),
    async () => [],
  );
  if (json === true) context.stdout.write(jsonLine({ memory: all.map(present) }));
  else if (all.length === 0) context.stderr.write("All projects have what the settings say.\n");
  else context.stdout.write(table(["PROJECT", "POLICY", "MAX TOKENS", "EMBEDDINGS"], all.map(tableRow)));
}

function tableRow({ projectId, policy, maxTokens, embeddingsModel }: ProjectMemory): readonly string[] {
  return [
    projectId,
    policy ?? "-",
    maxTokens === undefined ? "-" : String(maxTokens),
    embeddingsModel ?? "-",
  ];
}

function present({ projectId, policy, maxTokens, embeddingsModel }: ProjectMemory) {
  return {
    project_id: projectId,
    policy: policy ?? null,
    max_tokens: maxTokens ?? null,
    embeddings_model: embeddingsModel ?? null,
  };
}
