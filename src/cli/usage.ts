import { type Command, Option } from "commander";
import { operator } from "../spec/actor.ts";
import type { UsageFigures, UsageGroup } from "../spec/usage-report.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import type { NamedFigures } from "./usage-texts.ts";
import { withKeeper } from "./with-keeper.ts";

const ways = ["day", "model", "key", "project"] as const;

/** What usage can be told apart by. */
export type By = (typeof ways)[number];

const groupsOf: Readonly<Record<By, readonly UsageGroup[]>> = {
  day: [],
  model: ["provider", "model"],
  key: ["key"],
  project: ["project"],
};

interface Options {
  readonly by: By;
  readonly since: string;
  readonly until?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

export function usageCommand(program: Command, context: CliContext): void {
  program
    .command("usage")
    .description("Say what was used and what it cost.")
    .addOption(new Option("--by <what>", "a line for each of these").choices(ways).default("day"))
    .option("--since <time>", "a date, days with today among them (7d), or a duration (12h)", "7d")
    .option("--until <time>", "up to but without it; now unless given")
    .option("--json", "print one JSON object")
    .option("--csv", "print comma-separated values, for spreadsheets")
    .addHelpText(
      "after",
      "\nExamples:\n  parley usage --by model\n  parley usage --by key --since 2026-11-01 --until 2026-12-01 --csv > november.csv\n  parley usage --since 1d --json | jq .total.cost_micros",
    )
    .action((options: Options) => usage(context, options));
}

async function usage(context: CliContext, options: Options): Promise<void> {
  if (options.json === true && options.csv === true)
    throw new UsageError("Choose --json or --csv, not both.");
  const [{ systemClock }, { pointInTime }, { usageCsv, usageJson, usageNotes, usageTable }, { addFigures }] =
    await Promise.all([
      import("../lib/clock.ts"),
      import("./points-in-time.ts"),
      import("./usage-texts.ts"),
      import("../lib/add-figures.ts"),
    ]);
  const now = systemClock.now();
  const span = {
    from: pointInTime("--since", options.since, now),
    until: options.until === undefined ? now : pointInTime("--until", options.until, now),
  };
  if (span.from >= span.until) throw new UsageError("--since must be before --until.");
  const rows = await gather(context, options.by, span);
  const total: UsageFigures = addFigures(rows.map(({ figures }) => figures));
  const report = { by: options.by, span, rows, total };
  if (options.json === true) context.stdout.write(usageJson(report));
  else if (options.csv === true) context.stdout.write(usageCsv(report));
  else if (rows.length === 0) context.stderr.write("Nothing was asked of a model in this time.\n");
  else {
    context.stdout.write(usageTable(report));
    context.stderr.write(usageNotes(total));
  }
}

async function gather(
  context: CliContext,
  by: By,
  span: { readonly from: number; readonly until: number },
): Promise<readonly NamedFigures[]> {
  const { reportUsage } = await import("../admin/usage.ts");
  return withKeeper(
    context,
    async ({ keys: { stores } }) => {
      if (by === "day") {
        const days: NamedFigures[] = [];
        for (let from: number | undefined = span.from; from !== undefined;) {
          const page = await reportUsage(stores, operator, {
            span: { from, until: span.until },
            width: "1d",
            limit: daysAtATime,
            groupBy: [],
          });
          for (const { from: start, rows } of page.buckets) {
            const day = new Date(start).toISOString().slice(0, 10);
            days.push(...rows.map((figures) => ({ names: { day }, figures })));
          }
          from = page.next;
        }
        return days;
      }
      const rows = await stores.usage.report({ spans: [span], groupBy: groupsOf[by] });
      const projects = new Map((await stores.projects.list()).map(({ id, name }) => [id, name]));
      const keys = new Map((await stores.keys.list()).map(({ id, name }) => [id, name]));
      return rows.map((figures) => ({ names: namesOf(by, figures, keys, projects), figures }));
    },
    async () => [],
  );
}

/** A year, and small enough to let others at the database in between. */
const daysAtATime = 366;

/** A key or a project may be gone, and calls may come without a key: its name is then unknown. */
function namesOf(
  by: Exclude<By, "day">,
  row: {
    readonly projectId?: string;
    readonly keyId?: string;
    readonly provider?: string;
    readonly model?: string;
  },
  keys: ReadonlyMap<string, string>,
  projects: ReadonlyMap<string, string>,
): NamedFigures["names"] {
  const { projectId = null, keyId = null, provider = null, model = null } = row;
  if (by === "model") return { provider, model };
  if (by === "key") return { key: keyId, name: keyId === null ? null : (keys.get(keyId) ?? null) };
  return { project: projectId, name: projectId === null ? null : (projects.get(projectId) ?? null) };
}
