import { type Kysely, sql } from "kysely";

import type {
  AttemptEnding,
  AttemptOpening,
  AttemptProgress,
  AttemptState,
  Charge,
  Opened,
} from "../../spec/ledger.ts";
import { endingRow, openingRow } from "./attempt-rows.ts";
import type { BudgetScripts } from "./budget-scripts.ts";
import { readHolds, writeHolds } from "./holds.ts";
import type { Schema } from "./schema.ts";
import { type Script, type SqlValue, statement, type StatementResult } from "./script.ts";
import type { SqlWords } from "./words.ts";

export interface LedgerScripts {
  open(opening: AttemptOpening): Script<Opened>;
  progress(attempts: readonly AttemptProgress[]): Script<void>;
  /** Throws `TypeError` for an attempt that cannot be settled (any more). */
  settle(ending: AttemptEnding): Script<void>;
  /**
   * Makes sure that an opening of which nobody knows whether it took place has no effect: a row that is there is ended
   * as never sent, and one that is still under way finds its place taken.
   */
  withdraw(opening: AttemptOpening): Script<void>;
}

/** Literals, because each parameter of the hot path costs. */
const dispatched = sql.lit("dispatched" satisfies AttemptState);
const streaming = sql.lit("streaming" satisfies AttemptState);

/** What an attempt without budgets gets: nothing needs to be made for it. */
const openedFreely: Opened = { opened: true, holds: [], exceeded: [] };

/**
 * The statements of the hot path are compiled once, so that a call pays for no query building. The order of their
 * parameters is the order of the members in `openingRow` and `endingRow`.
 */
export function createLedgerScripts(
  db: Kysely<Schema>,
  budgets: BudgetScripts,
  words: SqlWords,
): LedgerScripts {
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
  const holdsOf = db
    .selectFrom("attempts")
    .select("holds")
    .where("call_id", "=", "")
    .where("attempt", "=", 1);
  const holdsOfOpen = holdsOf.where("ended_at", "is", null).compile().sql;
  const holdsOfEstimate = holdsOf.where("estimated", "=", sql.lit(1)).compile().sql;
  // Never waits for a row: whoever has it settles it, and then there is nothing to note any more. Otherwise this, which
  // takes many rows, and settlements, which take one row and then budgets, could wait for each other in a circle.
  const note = sql`
    update attempts set state = ${streaming}, forwarded_bytes = ${0}, forwarded_pieces = ${0}
    where (call_id, attempt) in (
      select call_id, attempt from attempts
      where call_id = ${""} and attempt = ${0} and ended_at is null ${words.skipLocked}
    )`.compile(db).sql;

  return {
    *open(opening) {
      if (opening.holds.length === 0) {
        yield statement(insert, ...openingValues(opening), null);
        return openedFreely;
      }
      const reserved = yield* budgets.reserve(opening.holds);
      if (!reserved.done) {
        const { budgetId, exhausted, left } = reserved;
        return { opened: false, budgetId, exhausted, left };
      }
      yield statement(insert, ...openingValues(opening), writeHolds(reserved.holds));
      return { opened: true, holds: reserved.holds, exceeded: reserved.exceeded };
    },

    *progress(attempts) {
      for (const { forwarded, callId, attempt } of attempts) {
        yield statement(note, forwarded.bytes, forwarded.pieces, callId, attempt);
      }
    },

    settle,

    *withdraw(opening) {
      yield statement(claim, ...openingValues(opening), null);
      const { rows } = yield statement(holdsOfOpen, opening.callId, opening.attempt);
      if (rows[0] === undefined) return;
      yield* settle({
        callId: opening.callId,
        attempt: opening.attempt,
        state: "never_sent",
        outcome: "failed",
        forwarded: { bytes: 0, pieces: 0 },
        errorCode: "storage_unavailable",
        endedAt: opening.openedAt,
        charges: chargesIn(rows[0]).map((charge) => ({ ...charge, spent: 0 })),
      });
    },
  };

  function* settle(ending: AttemptEnding): Script<void> {
    const values = [...Object.values(endingRow(ending)), ending.callId, ending.attempt] as SqlValue[];
    const { changes } = yield statement(endOpen, ...values);
    if (changes === 1) {
      if (ending.charges.length > 0) yield* budgets.charge(ending.charges);
      return;
    }
    // Given up as an estimate by somebody else, or by ourselves; now the truth is known.
    const { rows } = yield statement(holdsOfEstimate, ending.callId, ending.attempt);
    if (rows[0] === undefined || ending.estimate !== undefined) throw notOpen(ending);
    // Whoever else tells the truth at the same moment was first, and has corrected the charges.
    if ((yield statement(endEstimate, ...values)).changes === 0) throw notOpen(ending);
    yield* correct(chargesIn(rows[0]), ending.charges);
  }

  function* correct(charged: readonly Charge[], charges: readonly Charge[]): Script<void> {
    for (const { budgetId, window, spent } of charges) {
      const before = charged.find((charge) => charge.budgetId === budgetId && charge.window === window);
      yield* budgets.correct(budgetId, window, spent - (before?.spent ?? 0));
    }
  }
}

function chargesIn(row: StatementResult["rows"][number]): readonly Charge[] {
  return readHolds((row["holds"] ?? null) as string | null);
}

function openingValues(opening: AttemptOpening): SqlValue[] {
  return Object.values(openingRow(opening));
}

function notOpen({ callId, attempt }: AttemptEnding): TypeError {
  return new TypeError(
    `Attempt ${attempt} of ${callId} is not open: it was settled before, or never opened.`,
  );
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
