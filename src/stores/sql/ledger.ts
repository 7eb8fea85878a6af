import type { Kysely } from "kysely";

import type { LedgerStore } from "../../spec/ledger.ts";
import { attemptColumns, toAttempt } from "./attempt-rows.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { AttemptsTable, Schema } from "./schema.ts";

/** Reading the ledger; writing it is for scripts. */
export function createLedgerReader(db: Kysely<Schema>): Pick<LedgerStore, "list"> {
  return {
    list: ({ callId, after, limit }) =>
      guarded(async () => {
        // The order of the key: the ledger is read from its end, and nothing is sorted.
        let query = db
          .selectFrom("attempts")
          .select(attemptColumns)
          .$castTo<AttemptsTable>()
          .orderBy("call_id", "desc")
          .orderBy("attempt", "desc")
          .limit(rowLimit(limit));
        if (callId !== undefined) query = query.where("call_id", "=", callId);
        if (after !== undefined) {
          query = query.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("call_id", "attempt"), "<", tuple(after.callId, after.attempt)),
          );
        }
        return (await query.execute()).map(toAttempt);
      }),
  };
}
