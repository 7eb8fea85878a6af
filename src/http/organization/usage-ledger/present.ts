import type { UsagePage } from "../../../admin/usage.ts";
import { addFigures } from "../../../lib/add-figures.ts";
import { toldFigures } from "../../../lib/told-figures.ts";
import type { UsageRow } from "../../../spec/usage-report.ts";
import { presentPage } from "../usage/present.ts";
import type { UsageLedgerResult } from "./schema.ts";

export function presentUsageLedger(page: UsagePage): object {
  const rows = page.buckets.flatMap((bucket) => bucket.rows);
  const groups = Map.groupBy(rows, (row) => JSON.stringify(namesOf(row)));
  const totals = groups
    .values()
    .flatMap(([one, ...others]) =>
      one === undefined ? [] : [presentResult({ ...one, ...addFigures([one, ...others]) })],
    );
  return { ...presentPage(page, presentResult), totals: [...totals] };
}

/** The same figures by the same names as `parley usage --json`. */
function presentResult(row: UsageRow): UsageLedgerResult {
  return { object: "organization.usage.result", ...toldFigures(row), ...namesOf(row) };
}

function namesOf(row: UsageRow) {
  return {
    project_id: row.projectId ?? null,
    api_key_id: row.keyId ?? null,
    provider: row.provider ?? null,
    model: row.model ?? null,
  };
}
