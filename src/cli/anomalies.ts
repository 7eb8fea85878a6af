import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import { type Anomaly, type AnomalyRule, anomalyRules } from "../spec/anomaly.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { isoTime, jsonLine } from "./printable.ts";
import { wholeNumber } from "./subject-options.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";
import { writeOut } from "./write-out.ts";

interface ListOptions {
  readonly project?: readonly string[];
  readonly rule?: readonly string[];
  readonly limit: string;
  readonly json?: boolean;
}

const mostListed = 1_000;

/** Options are given several times where several things are meant. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function anomaliesCommand(program: Command, context: CliContext): void {
  const anomalies = program.command("anomalies").description("Show what looked unusual in the requests.");
  anomalies
    .command("list")
    .description("List what the rules found, the newest first.")
    .option("--project <id>", "only of this project; may be given several times", several)
    .option("--rule <name>", `only what this rule found: ${anomalyRules.join(", ")}`, several)
    .option("--limit <number>", "how many, 1 to 1000", "50")
    .option("--json", "print a JSON object a line")
    .addHelpText(
      "after",
      "\nExamples:\n  parley anomalies list\n  parley anomalies list --rule retired_key --json | jq .api_key_id",
    )
    .action((options: ListOptions) => list(context, options));
}

async function list(context: CliContext, { project, rule, json, ...options }: ListOptions): Promise<void> {
  const { listAnomalies } = await import("../admin/activity/anomalies.ts");
  const limit = wholeNumber("--limit", options.limit);
  if (limit < 1 || limit > mostListed) throw new UsageError(`--limit must be 1 to ${mostListed}.`);
  const query = {
    limit,
    ...(project !== undefined && { projectIds: project }),
    ...(rule !== undefined && { rules: rule.map(ruleNamed) }),
  };
  const { anomalies, more } = await withKeeper(
    context,
    ({ keys }) => listAnomalies(keys, operator, query),
    async () => ({ anomalies: [], more: false }),
  );
  if (json === true) {
    await writeOut(context, anomalies.map((one) => jsonLine(present(one))).join(""));
    return;
  }
  context.stdout.write(
    table(["Time", "Rule", "Subject", "Project", "From", "Details"], anomalies.map(cellsOf)),
  );
  if (more) context.stderr.write("There are more: --limit.\n");
}

function ruleNamed(name: string): AnomalyRule {
  const rule = anomalyRules.find((one) => one === name);
  if (rule !== undefined) return rule;
  throw new UsageError(`There is no rule ${name}. There are: ${anomalyRules.join(", ")}.`);
}

function cellsOf({ at, rule, subject, projectId = "-", address = "-", details }: Anomaly): string[] {
  const figures = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  return [isoTime(at), rule, subject, projectId, address, figures.join(" ")];
}

/** As the API tells it, with the time as commands write times. */
function present({ id, at, rule, subject, projectId, keyId, address, details }: Anomaly): object {
  return {
    id,
    at: new Date(at).toISOString(),
    rule,
    subject,
    project_id: projectId ?? null,
    api_key_id: keyId ?? null,
    ip_address: address ?? null,
    details: { ...details },
  };
}
