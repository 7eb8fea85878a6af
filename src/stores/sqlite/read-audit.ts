import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

import type { AuditHead, AuditRecord } from "../../spec/audit.ts";
import { recordOfRow } from "../sql/audit-rows.ts";
import type { AuditEntriesTable } from "../sql/schema.ts";

export interface AuditFile {
  /** All entries, oldest first, exactly as they are. */
  records(): Generator<AuditRecord>;
  /** Absent where somebody has removed it. */
  readonly head?: Pick<AuditHead, "sequence" | "hash">;
  close(): void;
}

/**
 * Opens the audit log of a database file, which may be a copy, and changes nothing. `undefined` where the file has no
 * audit log. Throws whatever SQLite throws when it cannot be opened or is no database.
 */
export function readAuditFile(path: string): AuditFile | undefined {
  const database = open(path);
  const [table] = database.prepare("select name from sqlite_schema where name = 'audit_entries'").all();
  if (table === undefined) {
    database.close();
    return undefined;
  }
  const head = database.prepare("select sequence, hash from audit_head where id = 1").get();
  return {
    *records() {
      const rows = database.prepare("select * from audit_entries order by sequence").iterate();
      for (const row of rows) yield recordOfRow(row as unknown as AuditEntriesTable);
    },
    ...(head !== undefined && { head: { sequence: Number(head["sequence"]), hash: String(head["hash"]) } }),
    close: () => database.close(),
  };
}

/** As `inspectSqlite` does: a file that nobody has open is taken for unchanging, so that nothing is left beside it. */
function open(path: string): DatabaseSync {
  if (existsSync(`${path}-wal`)) return new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  const unchanging = pathToFileURL(path);
  unchanging.searchParams.set("immutable", "1");
  return new DatabaseSync(unchanging, { readOnly: true });
}
