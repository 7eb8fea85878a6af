import type { AuditRecord, AuditStore } from "../../spec/audit.ts";

/** Rows that are in memory at a time. */
const pageRows = 500;

/** All entries up to `until`, oldest first. */
export async function* recordsOf(
  audit: Pick<AuditStore, "records">,
  until = Infinity,
): AsyncGenerator<AuditRecord> {
  let last = 0;
  for (;;) {
    const page = await audit.records(last, pageRows);
    for (const record of page) {
      if (record.sequence > until) return;
      yield record;
    }
    const newest = page.at(-1);
    if (newest === undefined || page.length < pageRows) return;
    last = newest.sequence;
  }
}
