import type { Kysely } from "kysely";

import type { AttemptEnding, AttemptOpening, AttemptProgress, Charge, Opened } from "../../spec/ledger.ts";
import { endingRow, openingRow } from "./attempt-rows.ts";
import type { BudgetScripts } from "./budget-scripts.ts";
import { exact } from "./exact.ts";
import { readHolds, writeHolds } from "./holds.ts";
import { compileLedgerStatements } from "./ledger-statements.ts";
import type { Schema } from "./schema.ts";
import { type Script, type SqlValue, statement, type StatementResult } from "./script.ts";
import type { SqlWords } from "./words.ts";

export interface LedgerScripts {
  open(opening: AttemptOpening): Script<Opened>;
  progress(attempts: readonly AttemptProgress[]): Script<void>;
  /** Throws `TypeError` for an attempt that was never opened. */
  settle(ending: AttemptEnding): Script<"settled" | "late">;
  /**
   * Makes sure that an opening of which nobody knows whether it took place has no effect: a row that is there is ended
   * as never sent, and one that is still under way finds its place taken.
   */
  withdraw(opening: AttemptOpening): Script<void>;
}

/** What an attempt without budgets gets: nothing needs to be made for it. */
const openedFreely: Opened = { opened: true, holds: [], exceeded: [] };

/** Every change of the ledger, with what it does to budgets. */
export function createLedgerScripts(
  db: Kysely<Schema>,
  budgets: BudgetScripts,
  words: SqlWords,
): LedgerScripts {
  const text = compileLedgerStatements(db, words);

  return {
    *open(opening) {
      if (opening.holds.length === 0) {
        yield statement(text.insert, ...openingValues(opening), null);
        return openedFreely;
      }
      const reserved = yield* budgets.reserve(opening.holds);
      if (!reserved.done) {
        const { budgetId, exhausted, unspent, left } = reserved;
        return { opened: false, budgetId, exhausted, unspent, left };
      }
      yield statement(text.insert, ...openingValues(opening), writeHolds(reserved.holds));
      return { opened: true, holds: reserved.holds, exceeded: reserved.exceeded };
    },

    *progress(attempts) {
      for (const { forwarded, callId, attempt } of attempts) {
        yield statement(text.note, exact(forwarded.bytes), exact(forwarded.pieces), callId, attempt);
      }
    },

    settle,

    *withdraw(opening) {
      yield statement(text.claim, ...openingValues(opening), null);
      const { rows } = yield statement(text.holdsOfOpen, opening.callId, opening.attempt);
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

  function* settle(ending: AttemptEnding): Script<"settled" | "late"> {
    const values = [...Object.values(endingRow(ending)), ending.callId, ending.attempt] as SqlValue[];
    const { changes } = yield statement(text.endOpen, ...values);
    if (changes === 1) {
      if (ending.charges.length > 0) yield* budgets.charge(ending.charges);
      return "settled";
    }
    const { rows } = yield statement(text.holdsOf, ending.callId, ending.attempt);
    if (rows[0] === undefined) throw neverOpened(ending);
    // Given up as an estimate by somebody else, or by ourselves; now the truth is known.
    if (ending.estimate !== undefined) return "late";
    const witnessed = ending.outcome === "ended" && ending.usage !== undefined;
    const end = witnessed && ending.state === "settled" ? text.endGivenUp : text.endEstimate;
    // Whoever else tells the truth at the same moment was first, and has corrected the charges. Endings that have
    // charges wait for each other before they read anything, so what was charged is still what was read.
    if ((yield statement(end, ...values)).changes === 0) return "late";
    yield* correct(chargesIn(rows[0]), ending.charges);
    return "settled";
  }

  function* correct(charged: readonly Charge[], charges: readonly Charge[]): Script<void> {
    for (const { budgetId, window, spent } of charges) {
      const before = charged.find((charge) => charge.budgetId === budgetId && charge.window === window);
      yield* budgets.correct(budgetId, window, exact(spent) - (before?.spent ?? 0));
    }
  }
}

function chargesIn(row: StatementResult["rows"][number]): readonly Charge[] {
  return readHolds((row["holds"] ?? null) as string | null);
}

function openingValues(opening: AttemptOpening): SqlValue[] {
  return Object.values(openingRow(opening));
}

function neverOpened({ callId, attempt }: AttemptEnding): TypeError {
  return new TypeError(`Attempt ${attempt} of ${callId} was never opened.`);
}
