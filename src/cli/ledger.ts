import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import type { AttemptRow } from "../spec/ledger.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { withKeeper } from "./with-keeper.ts";

interface Options {
  readonly call?: string;
  readonly since?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

export function ledgerCommand(program: Command, context: CliContext): void {
  const ledger = program.command("ledger").description("Export the books: all attempts at models.");
  ledger
    .command("export")
    .description("Print all rows, the newest call first: a JSON object a line, or comma-separated values.")
    .option("--call <id>", "only this call's: the request id, x-request-id")
    .option("--since <time>", "only calls since a date, days with today among them (7d), or a duration (12h)")
    .option("--json", "print a JSON object a line, as without any option")
    .option("--csv", "print comma-separated values, for spreadsheets")
    .addHelpText(
      "after",
      "\nExamples:\n  parley ledger export --json > ledger.jsonl\n  parley ledger export --json --since 1d | jq -c 'select(.estimated)'\n  parley ledger export --csv --since 2026-11-01 > ledger.csv",
    )
    .action((options: Options) => exportRows(context, options));
}

async function exportRows(context: CliContext, options: Options): Promise<void> {
  if (options.json === true && options.csv === true)
    throw new UsageError("Choose --json or --csv, not both.");
  const [
    { systemClock },
    { pointInTime },
    { exportLedger },
    { attemptFields, presentAttempt },
    { writeOut },
  ] = await Promise.all([
    import("../lib/clock.ts"),
    import("./points-in-time.ts"),
    import("../admin/ledger.ts"),
    import("./present-attempt.ts"),
    import("./write-out.ts"),
  ]);
  const [{ csvLine }, { jsonLine }] = await Promise.all([import("../lib/csv.ts"), import("./printable.ts")]);
  const line = (row: AttemptRow): string => {
    const shown = presentAttempt(row);
    return options.csv === true ? csvLine(attemptFields.map((name) => shown[name])) : jsonLine(shown);
  };
  const since =
    options.since === undefined ? undefined : pointInTime("--since", options.since, systemClock.now());
  if (options.csv === true) await writeOut(context, csvLine(attemptFields));
  await withKeeper(
    context,
    async ({ keys: { stores } }) => {
      const pages = exportLedger(stores, operator, {
        ...(options.call !== undefined && { callId: options.call }),
        ...(since !== undefined && { since }),
      });
      for await (const rows of pages) {
        if (!(await writeOut(context, rows.map(line).join("")))) return;
      }
    },
    async () => undefined,
  );
}
