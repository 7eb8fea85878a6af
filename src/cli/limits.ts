import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import type { Limit, LimitKind } from "../spec/limit.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { type ModelOptions, subjectOrModel, wholeNumber } from "./subject-options.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface SetOptions extends ModelOptions, JsonOption {
  readonly requestsPerMinute?: string;
  readonly tokensPerMinute?: string;
  readonly concurrentCalls?: string;
  readonly concurrentStreams?: string;
}

const kinds = [
  ["requestsPerMinute", "requests_per_minute", "--requests-per-minute"],
  ["tokensPerMinute", "tokens_per_minute", "--tokens-per-minute"],
  ["concurrentCalls", "concurrent_calls", "--concurrent-calls"],
  ["concurrentStreams", "concurrent_streams", "--concurrent-streams"],
] as const satisfies readonly (readonly [keyof SetOptions, LimitKind, string])[];

export function limitsCommand(program: Command, context: CliContext): void {
  const limits = program.command("limits").description("Say how much may happen at a time.");
  limits
    .command("set")
    .description("Set limits, or change those for the same calls. Others of these calls stay.")
    .option("--installation", "for all calls together")
    .option("--project <id>", "for the calls of a project")
    .option("--key <id>", "for the calls of an API key")
    .option("--model <name>", "for the calls of a model, as callers name it")
    .option("--requests-per-minute <number>", "calls that may begin in a minute")
    .option("--tokens-per-minute <number>", "input and output tokens of the calls of a minute")
    .option("--concurrent-calls <number>", "calls at the same time")
    .option("--concurrent-streams <number>", "streamed answers at the same time")
    .option("--json", "print the limits as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley limits set --installation --concurrent-calls 200\n  parley limits set --model gpt-5 --requests-per-minute 60 --tokens-per-minute 100000",
    )
    .action((options: SetOptions) => set(context, options));
  limits
    .command("list")
    .description("List all limits.")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley limits list")
    .action((options: JsonOption) => list(context, options));
  limits
    .command("remove")
    .description("Remove a limit. Running servers forget it within a second.")
    .argument("<id>", "its id, as `parley limits list` shows it")
    .option("--json", "print the limit as it was, as one JSON object")
    .addHelpText("after", "\nExample:\n  parley limits remove lim_0123456789abcdef0123456789abcdef")
    .action((id: string, options: JsonOption) => remove(context, id, options));
}

async function set(context: CliContext, options: SetOptions): Promise<void> {
  const subject = subjectOrModel(options);
  const given = kinds.flatMap(([name, kind, option]) => {
    const text = options[name];
    return text === undefined ? [] : [[kind, wholeNumber(option, text)] as const];
  });
  if (given.length === 0) {
    throw new UsageError(
      `Say how much, with at least one of ${kinds.map(([, , option]) => option).join(", ")}.`,
    );
  }
  const { setLimits } = await import("../admin/limits.ts");
  await withKeeper(context, async ({ keys }) => {
    const limits = await setLimits(keys, operator, { subject, amounts: Object.fromEntries(given) });
    if (options.json === true) context.stdout.write(jsonLine({ limits: limits.map(presentLimit) }));
    else for (const limit of limits) context.stdout.write(`${sentence(limit, "is set")}\n`);
  });
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listLimits } = await import("../admin/limits.ts");
  const limits = await withKeeper(
    context,
    ({ keys }) => listLimits(keys, operator),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ limits: limits.map(presentLimit) }));
  } else if (limits.length === 0) {
    context.stderr.write("There are no limits. `parley limits set --help` says how to make one.\n");
  } else {
    const rows = limits.map((limit) => [
      limit.id,
      subjectText(limit),
      words(limit.kind),
      String(limit.amount),
    ]);
    context.stdout.write(table(["ID", "FOR", "OF", "AMOUNT"], rows));
  }
}

async function remove(context: CliContext, id: string, { json }: JsonOption): Promise<void> {
  const { removeLimit } = await import("../admin/limits.ts");
  await withKeeper(context, async ({ keys }) => {
    const limit = await removeLimit(keys, operator, { id });
    context.stdout.write(
      json === true ? jsonLine(presentLimit(limit)) : `${sentence(limit, "is removed")}\n`,
    );
  });
}

function sentence(limit: Limit, done: string): string {
  return printable(
    `The limit ${limit.id} of ${limit.amount} ${words(limit.kind)}, for ${subjectText(limit)}, ${done}.`,
  );
}

function words(kind: LimitKind): string {
  return kind.replaceAll("_", " ");
}

function subjectText({ subject }: Limit): string {
  return subject.type === "installation" ? "the installation" : `${subject.type} ${subject.id}`;
}

function presentLimit({ id, subject, kind, amount, createdAt }: Limit) {
  return {
    id,
    subject: subject.type,
    subject_id: subject.type === "installation" ? null : subject.id,
    kind,
    amount,
    created_at: isoTime(createdAt),
  };
}
