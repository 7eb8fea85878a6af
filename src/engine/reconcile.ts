import type { Clock } from "../lib/clock.ts";
import type { AttemptEnding, LedgerStore, OpenAttempt } from "../spec/ledger.ts";
import type { PriceList } from "../spec/price.ts";
import type { LookedUp, Provider } from "../spec/provider.ts";
import type { InstanceStore } from "../spec/stores.ts";
import {
  type Account,
  accountOf,
  type AttemptFacts,
  chargesFor,
  estimated,
  freeOfCharge,
} from "./attempt-account.ts";
import { askUpstream } from "./ask-upstream.ts";
import type { Rules } from "./rules.ts";

export interface ReconcileDeps {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, "settle">;
  readonly instances: Pick<InstanceStore, "abandoned" | "bury">;
  readonly providers: readonly Provider[];
  readonly prices: PriceList;
  readonly rules: Rules;
}

/** How attempts that were left open came to their end. */
export interface Reconciled {
  /** The upstream told the truth. */
  readonly recovered: number;
  /** Bounded from what was handed on. */
  readonly interrupted: number;
}

/** Attempts that are looked at in one round. */
const batch = 500;

/** Rounds in which an upstream that does not answer, or does not know yet, is asked again. */
const mostTries = 3;

/** How many are asked at the same time. */
const atOnce = 16;

/**
 * Ends the attempts that dead processes left open: asks the upstream where it can be asked, and otherwise bounds what
 * they used. What they had set aside is given back in the same step. Several processes may do this at once: only one
 * of them settles an attempt.
 */
export function createReconcile(deps: ReconcileDeps): (deadline: number) => Promise<Reconciled> {
  const providers = new Map(deps.providers.map((provider) => [provider.name, provider]));
  const tries = new Map<string, number>();

  async function close(attempt: OpenAttempt): Promise<"recovered" | "interrupted" | undefined> {
    const name = `${attempt.callId}-${attempt.attempt}`;
    const provider = providers.get(attempt.provider);
    const found = provider?.lookUp === undefined ? undefined : await askUpstream(provider, name);
    if (found === undefined && provider?.lookUp !== undefined) {
      const tried = (tries.get(name) ?? 0) + 1;
      tries.set(name, tried);
      if (tried < mostTries) return undefined;
    }
    tries.delete(name);
    const state = found === undefined ? "interrupted" : "recovered";
    return (await settle(attempt, state, found)) ? state : undefined;
  }

  /**
   * What the process had handed on since its last note died with it, and the upstream may have gone on: a budget that
   * is never overshot is charged all that was set aside. The row says what is likely, and within which bounds.
   */
  async function settle(
    attempt: OpenAttempt,
    state: "recovered" | "interrupted",
    found: LookedUp | undefined,
  ): Promise<boolean> {
    const account = accountFor(deps.prices, attempt, found);
    const ending: AttemptEnding = {
      ...account,
      callId: attempt.callId,
      attempt: attempt.attempt,
      state,
      outcome: "failed",
      forwarded: attempt.forwarded ?? { bytes: 0, pieces: 0 },
      endedAt: deps.clock.now(),
      charges:
        found === undefined
          ? attempt.holds.map((hold) => ({ ...hold, spent: hold.amount }))
          : chargesFor(attempt.holds, account, (id) => deps.rules.budget(id)?.unit),
    };
    try {
      await deps.ledger.settle(ending);
      return true;
    } catch (error) {
      // Another process was quicker.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }

  return async function reconcile(deadline) {
    const open = await deps.instances.abandoned(deadline, batch);
    const ends: (string | undefined)[] = [];
    for (let from = 0; from < open.length; from += atOnce) {
      ends.push(...(await Promise.all(open.slice(from, from + atOnce).map(close))));
    }
    await deps.instances.bury(deadline);
    return {
      recovered: ends.filter((end) => end === "recovered").length,
      interrupted: ends.filter((end) => end === "interrupted").length,
    };
  };
}

function accountFor(prices: PriceList, attempt: OpenAttempt, found: LookedUp | undefined): Account {
  const facts: AttemptFacts = {
    kind: attempt.kind,
    price: prices.priceOf(attempt.provider, attempt.model),
    atMost: attempt.atMost,
    forwarded: attempt.forwarded ?? { bytes: 0, pieces: 0 },
    streamed: true,
  };
  if (found === undefined) return estimated(facts);
  return found.known ? accountOf(facts, found.usage) : freeOfCharge;
}
