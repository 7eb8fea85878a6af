import { operator } from "../../spec/actor.ts";
import type { RequestRow } from "../../spec/request-log.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../exit.ts";
import { withKeeper } from "../with-keeper.ts";
import { writeOut } from "../write-out.ts";
import { type FilterOptions, filterOf } from "./filter.ts";

interface ExportOptions extends FilterOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

export async function exportRequestRows(context: CliContext, options: ExportOptions): Promise<void> {
  if (options.json === true && options.csv === true)
    throw new UsageError("Choose --json or --csv, not both.");
  const [{ systemClock }, { exportRequests }, { presentRow, rowFields }, { csvLine }, { jsonLine }] =
    await Promise.all([
      import("../../lib/clock.ts"),
      import("../../admin/activity/requests.ts"),
      import("./present.ts"),
      import("../../lib/csv.ts"),
      import("../printable.ts"),
    ]);
  const filter = filterOf(options, systemClock.now());
  const line = (row: RequestRow): string => {
    const shown = presentRow(row);
    return options.csv === true ? csvLine(rowFields.map((name) => shown[name])) : jsonLine(shown);
  };
  if (options.csv === true) await writeOut(context, csvLine(rowFields));
  await withKeeper(
    context,
    async ({ keys }) => {
      for await (const rows of exportRequests(keys, operator, filter)) {
        if (!(await writeOut(context, rows.map(line).join("")))) return;
      }
    },
    async () => undefined,
  );
}
