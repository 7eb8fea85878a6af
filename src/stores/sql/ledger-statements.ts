import { type Kysely, sql } from "kysely";

import type { AttemptState } from "../../spec/ledger.ts";
import { endingRow, openingRow } from "./attempt-rows.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** Literals, because each parameter of the hot path costs. */
const dispatched = sql.lit("dispatched" satisfies AttemptState);
const streaming = sql.lit("streaming" satisfies AttemptState);
/** Closed by somebody else. */
const givenUp = (["interrupted", "recovered"] as const satisfies readonly AttemptState[]).map((state) =>
  sql.lit(state),
);

/**
 * The statements of the hot path are compiled once, so that a call pays for no query building. The order of their
 * parameters is the order of the members in `openingRow` and `endingRow`.
 */
export function compileLedgerStatements(db: Kysely<Schema>, words: SqlWords) {
  const row = { ...openingRow(exampleOpening), holds: "", state: dispatched, estimated: sql.lit(0) };
  const insertion = db.insertInto("attempts").values(row);
  const insert = insertion.compile().sql;
  const claim = insertion.onConflict((conflict) => conflict.doNothing()).compile().sql;
  const end = db
    .updateTable("attempts")
    .set(endingRow(exampleEnding))
    .where("call_id", "=", "")
    .where("attempt", "=", 1);
  const endOpen = end.where("ended_at", "is", null).compile().sql;
  const endEstimate = end.where("estimated", "=", sql.lit(1)).compile().sql;
  const endGivenUp = end
    .where(({ or, eb }) => or([eb("estimated", "=", sql.lit(1)), eb("state", "in", givenUp)]))
    .compile().sql;
  const ofAttempt = db
    .selectFrom("attempts")
    .select("holds")
    .where("call_id", "=", "")
    .where("attempt", "=", 1);
  const holdsOf = ofAttempt.compile().sql;
  const holdsOfOpen = ofAttempt.where("ended_at", "is", null).compile().sql;
  // Never waits for a row: whoever has it settles it, and then there is nothing to note any more. Otherwise this, which
  // takes many rows, and settlements, which take one row and then budgets, could wait for each other in a circle.
  const note = sql`
    update attempts set state = ${streaming}, forwarded_bytes = ${0}, forwarded_pieces = ${0}
    where (call_id, attempt) in (
      select call_id, attempt from attempts
      where call_id = ${""} and attempt = ${0} and ended_at is null ${words.skipLocked}
    )`.compile(db).sql;
  return { insert, claim, endOpen, endEstimate, endGivenUp, holdsOf, holdsOfOpen, note };
}

const exampleOpening = {
  callId: "",
  attempt: 1,
  instanceId: "",
  projectId: "",
  kind: "generate",
  provider: "",
  model: "",
  settingsVersion: "",
  atMost: {},
  openedAt: 0,
} as const;

const exampleEnding = {
  state: "settled",
  outcome: "ended",
  forwarded: { bytes: 0, pieces: 0 },
  endedAt: 0,
  charges: [],
} as const;
