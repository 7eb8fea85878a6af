import type { Kysely } from "kysely";

import type { AuditStore } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { nowMillis } from "./audit-scripts.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** The one row of the table `audit_head`. */
const headId = 1;

/** Where the log ends, and who writes its next checkpoint. */
export function createAuditHead(
  db: Kysely<Schema>,
  words: SqlWords,
): Pick<AuditStore, "head" | "claimCheckpoint" | "endClaim"> {
  const now = nowMillis(words);
  return {
    head: () =>
      guarded(async () => {
        const row = await db
          .selectFrom("audit_head")
          .select(["sequence", "hash", now.as("now")])
          .where("id", "=", headId)
          .executeTakeFirst();
        if (row === undefined) throw new ParleyError("storage_unavailable");
        return { sequence: Number(row.sequence), hash: row.hash, now: Math.floor(Number(row.now)) };
      }),

    claimCheckpoint: (every) =>
      guarded(async () => {
        const row = await db
          .updateTable("audit_head")
          .set({ claimed_at: now })
          .where("id", "=", headId)
          .whereRef("sequence", ">", "checkpoint")
          // Or in the future: by a clock that was set back since.
          .where((head) =>
            head.or([head(now, ">=", head("claimed_at", "+", every)), head("claimed_at", ">", now)]),
          )
          .returning(["sequence", "hash", "claimed_at"])
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return { sequence: Number(row.sequence), hash: row.hash, now: Math.floor(Number(row.claimed_at)) };
      }),

    endClaim: (size) =>
      guarded(async () => {
        const change = size === undefined ? { claimed_at: 0 } : { checkpoint: size };
        await db.updateTable("audit_head").set(change).where("id", "=", headId).execute();
      }),
  };
}
