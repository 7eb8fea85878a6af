import type { Clock } from "../lib/clock.ts";
import type { LedgerStore, OpenAttempt } from "../spec/ledger.ts";
import type { PriceList } from "../spec/price.ts";
import type { LookedUp, Provider } from "../spec/provider.ts";
import type { InstanceStore } from "../spec/stores.ts";
import { type Account, type AttemptFacts, chargesFor, estimated, truthOf } from "./attempt-account.ts";
import { askUpstreams, requestIdOf } from "./ask-upstream.ts";

export interface ReconcileDeps {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, "settle">;
  readonly instances: Pick<InstanceStore, "abandoned" | "bury">;
  /** Read anew for each round: the settings may have changed. */
  readonly providers: readonly Provider[];
  readonly prices: PriceList;
  readonly warn: (message: string, error?: unknown) => void;
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
export function createReconcile(deps: ReconcileDeps): (silentFor: number) => Promise<Reconciled> {
  /** Those that can be asked; endpoints of the same name stand for each other. */
  let providers = new Map<string, readonly Provider[]>();
  /** How often the upstream of an attempt was asked in vain. */
  let tries = new Map<string, number>();

  return async function reconcile(silentFor) {
    const open = await deps.instances.abandoned(silentFor, batch);
    providers = Map.groupBy(
      deps.providers.filter(({ lookUp }) => lookUp !== undefined),
      ({ name }) => name,
    );
    const ends: End[] = [];
    const before = tries;
    tries = new Map();
    const canAsk = ({ provider }: OpenAttempt): boolean => providers.has(provider);
    try {
      // What nobody can be asked about waits for nobody.
      for (const attempt of open) if (!canAsk(attempt)) ends.push(await end(attempt, undefined));
      const byProvider = Map.groupBy(open.filter(canAsk), ({ provider }) => provider);
      for (const closed of await Promise.all(
        [...byProvider].map(([name, all]) => askAbout(name, all, before)),
      )) {
        ends.push(...closed);
      }
    } finally {
      await deps.instances.bury(silentFor);
    }
    return {
      recovered: ends.filter((one) => one === "recovered").length,
      interrupted: ends.filter((one) => one === "interrupted").length,
    };
  };

  /** A few at a time; an upstream that does not answer is not asked about the rest of its attempts in this round. */
  async function askAbout(
    name: string,
    attempts: readonly OpenAttempt[],
    before: ReadonlyMap<string, number>,
  ): Promise<readonly End[]> {
    const ends: End[] = [];
    let silent = false;
    for (let from = 0; from < attempts.length; from += atOnce) {
      const some = attempts.slice(from, from + atOnce);
      const found = await Promise.all(some.map((attempt) => (silent ? undefined : ask(name, attempt))));
      silent ||= found.every((one) => one === undefined);
      for (const [position, attempt] of some.entries())
        ends.push(await judge(attempt, found[position], before));
    }
    return ends;
  }

  async function ask(name: string, attempt: OpenAttempt): Promise<LookedUp | undefined> {
    try {
      return await askUpstreams(providers.get(name) ?? [], attempt);
    } catch (error) {
      deps.warn("an upstream could not be asked about an attempt", error);
      return undefined;
    }
  }

  async function judge(
    attempt: OpenAttempt,
    found: LookedUp | undefined,
    before: ReadonlyMap<string, number>,
  ): Promise<End> {
    const tried = (before.get(requestIdOf(attempt)) ?? 0) + 1;
    const last = tried >= mostTries;
    const truth = truthOf(factsOf(deps.prices, attempt), found, last);
    if (truth === undefined && !last) {
      tries.set(requestIdOf(attempt), tried);
      return undefined;
    }
    return end(attempt, truth);
  }

  /**
   * What the process had handed on since its last note died with it, and the upstream may have gone on: a budget that
   * is never overshot is charged all that was set aside. The row says what is likely, and within which bounds.
   */
  async function end(attempt: OpenAttempt, truth: Account | undefined): Promise<End> {
    const account = withinAgreed(deps.prices, attempt, truth ?? estimated(factsOf(deps.prices, attempt)));
    const state = truth === undefined ? "interrupted" : "recovered";
    try {
      const written = await deps.ledger.settle({
        ...account,
        callId: attempt.callId,
        attempt: attempt.attempt,
        state,
        outcome: "failed",
        forwarded: attempt.forwarded ?? nothing,
        endedAt: deps.clock.now(),
        charges:
          truth === undefined
            ? attempt.holds.map((hold) => ({ ...hold, spent: hold.amount }))
            : chargesFor(attempt.holds, account),
      });
      // Another process may have been quicker.
      return written === "settled" ? state : undefined;
    } catch (error) {
      // This one row cannot be closed, and must not keep the others open.
      deps.warn("an abandoned attempt could not be closed", error);
      return undefined;
    }
  }
}

type End = "recovered" | "interrupted" | undefined;

const nothing = { bytes: 0, pieces: 0 };

function factsOf(prices: PriceList, attempt: OpenAttempt): AttemptFacts {
  return {
    kind: attempt.kind,
    price: prices.priceOf(attempt.provider, attempt.model),
    atMost: attempt.atMost,
    forwarded: attempt.forwarded ?? nothing,
    streamed: true,
  };
}

/** An attempt that was begun under other prices never costs more than was agreed then. */
function withinAgreed(prices: PriceList, attempt: OpenAttempt, account: Account): Account {
  const most = attempt.atMost.costMicros;
  const { costMicros, estimate } = account;
  if (attempt.priceVersion === prices.version || most === undefined || costMicros === undefined)
    return account;
  const least = estimate?.costMicrosMin;
  return {
    ...account,
    costMicros: Math.min(costMicros, most),
    ...(estimate !== undefined && {
      estimate: { ...estimate, ...(least !== undefined && { costMicrosMin: Math.min(least, most) }) },
    }),
  };
}
