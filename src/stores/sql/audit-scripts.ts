import { type Kysely, sql } from "kysely";

import { type NewAuditEntry, noHash } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { auditColumns, auditRecord, auditValues } from "./audit-rows.ts";
import type { Schema } from "./schema.ts";
import { type Script, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";

export interface AuditScripts {
  append(entries: readonly NewAuditEntry[]): Script<void>;
  /** Gives how many entries were forgotten; where there were none, nothing is written. */
  prune(through: number, entry: NewAuditEntry): Script<number>;
}

/** Milliseconds by the database's clock. */
export function nowMillis(words: SqlWords) {
  return sql<number>`(${words.nowMicros} / 1000)`;
}

/**
 * Entries are numbered and chained by whoever has locked the head, so their order is the same for everybody: the head's
 * row is changed first and kept locked until the transaction ends. The time is asked for afterwards; a statement that
 * waited for the lock would tell when it began to wait.
 */
export function createAuditScripts(db: Kysely<Schema>, words: SqlWords): AuditScripts {
  const compiled = (query: ReturnType<typeof sql>): string => query.compile(db).sql;
  const take = compiled(sql`
    update audit_head set sequence = sequence + ${0} where id = 1 returning sequence, hash`);
  const now = compiled(sql`select ${nowMillis(words)} as now`);
  const columns = sql.join(auditColumns.map((name) => sql.ref(name)));
  const insert = compiled(
    sql`insert into audit_entries (${columns}) values (${sql.join(auditColumns.map(() => sql`${""}`))})`,
  );
  const advance = compiled(sql`update audit_head set hash = ${""} where id = 1`);
  const forget = compiled(sql`delete from audit_entries where sequence <= ${0}`);

  function* append(entries: readonly NewAuditEntry[]): Script<void> {
    if (entries.length === 0) return;
    const [head] = (yield statement(take, entries.length)).rows;
    if (head === undefined) throw headless();
    const at = Math.floor(Number((yield statement(now)).rows[0]?.["now"]));
    let sequence = Number(head["sequence"]) - entries.length;
    let previous = String(head["hash"] ?? noHash);
    for (const entry of entries) {
      const record = auditRecord(entry, { sequence: ++sequence, at, previous });
      yield statement(insert, ...auditValues(record));
      previous = record.hash;
    }
    yield statement(advance, previous);
  }

  return {
    append,
    *prune(through, entry) {
      const { changes } = yield statement(forget, through);
      if (changes > 0) yield* append([entry]);
      return changes;
    },
  };
}

/** Somebody has removed it. Without it nothing can be written down, and so nothing may be done. */
function headless(): ParleyError {
  return new ParleyError("storage_unavailable", {
    cause: new Error("The head of the audit log is missing: `parley audit verify` says more."),
  });
}
