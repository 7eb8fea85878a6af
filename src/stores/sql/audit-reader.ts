import type { Kysely } from "kysely";

import type { AuditQuery, AuditStore } from "../../spec/audit.ts";
import { entryOfRow, recordOfRow } from "./audit-rows.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

export function createAuditReader(
  db: Kysely<Schema>,
): Pick<AuditStore, "list" | "find" | "records" | "prunable"> {
  return {
    list: (query) => guarded(() => list(db, query)),

    find: (id) =>
      guarded(async () => {
        const row = await db.selectFrom("audit_entries").selectAll().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : entryOfRow(row);
      }),

    records: (after, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("audit_entries")
          .selectAll()
          .where("sequence", ">", after)
          .orderBy("sequence")
          .limit(limit)
          .execute();
        return rows.map(recordOfRow);
      }),

    prunable: (before, limit) =>
      guarded(async () => {
        const oldest = await db
          .selectFrom("audit_entries")
          .select(["sequence", "hash", "at"])
          .orderBy("sequence")
          .limit(limit)
          .execute();
        const first = oldest.findIndex(({ at }) => Number(at) >= before);
        const last = oldest.at(first < 0 ? oldest.length - 1 : first - 1);
        if (first === 0 || last === undefined) return undefined;
        return { sequence: Number(last.sequence), hash: last.hash };
      }),
  };
}

async function list(db: Kysely<Schema>, query: AuditQuery) {
  const { actorIds, actions, subjectIds, projectIds, from, until, before, after, limit } = query;
  let rows = db.selectFrom("audit_entries").selectAll();
  if (actorIds !== undefined) rows = rows.where("actor_id", "in", actorIds);
  if (actions !== undefined) rows = rows.where("action", "in", actions);
  if (subjectIds !== undefined) rows = rows.where("subject_id", "in", subjectIds);
  if (projectIds !== undefined) rows = rows.where("project_id", "in", projectIds);
  if (from !== undefined) rows = rows.where("at", ">=", from);
  if (until !== undefined) rows = rows.where("at", "<", until);
  if (before !== undefined) rows = rows.where("sequence", "<", before);
  if (after !== undefined) rows = rows.where("sequence", ">", after);
  // The page that follows `after` most closely is told newest first as well.
  const found = await rows
    .orderBy("sequence", after === undefined ? "desc" : "asc")
    .limit(limit)
    .execute();
  const entries = found.map(entryOfRow);
  return after === undefined ? entries : entries.toReversed();
}
