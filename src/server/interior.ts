import type { Catalogue } from "../engine/catalogue.ts";
import type { ConversationPolicy } from "../engine/conversation.ts";
import { createEngine, type Engine, type EngineDeps } from "../engine/engine.ts";
import type { Deed, Housekeeping } from "../engine/housekeeping.ts";
import type { Observer } from "../engine/observer.ts";
import type { PriceList } from "../spec/price.ts";
import type { KeyedWays } from "./keep-provider-keys.ts";
import { Lent } from "./lent.ts";

/**
 * What the settings decide of the house. It is built whole and swapped whole: each call has one from its beginning to its
 * end, and an old one is closed when the last of its calls has ended.
 */
export interface Interior extends KeyedWays {
  /** The settings' version, as the ledger has it. */
  readonly version: string;
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly prices: PriceList;
}

/** What is made from the settings alone. */
export interface Furnishings extends KeyedWays {
  readonly version: string;
  readonly conversations: ConversationPolicy;
  readonly catalogue: Catalogue;
  readonly prices: PriceList;
  close(): Promise<void>;
}

/** What stays when the settings change. */
export type Fixtures = Omit<
  EngineDeps,
  "catalogue" | "prices" | "settingsVersion" | keyof ConversationPolicy
>;

/** @param newest Takes the calls that come too late for this one. */
export function createInterior(
  furnishings: Furnishings,
  fixtures: Fixtures,
  newest: () => Interior,
): Lent<Interior> {
  const { version, conversations, catalogue, prices, places, keyed, close } = furnishings;
  const inner = createEngine({
    ...fixtures,
    ...conversations,
    catalogue,
    prices,
    settingsVersion: version,
    own: (call) => engine.run(call),
    // Every call that has begun ends with this; a wrapper around its stream would cost something for each piece.
    observer: observing(fixtures.observer, () => lent.giveBack()),
    housekeeping: holding(fixtures.housekeeping, () => lent),
  });
  const engine: Engine = {
    context: (wish) => inner.context(wish),
    run(call) {
      if (lent.over) return newest().engine.run(call);
      lent.borrow();
      try {
        return inner.run(call);
      } catch (error) {
        lent.giveBack();
        throw error;
      }
    },
  };
  const interior: Interior = { version, engine, catalogue, prices, places, keyed };
  const lent: Lent<Interior> = new Lent(interior, close);
  return lent;
}

function observing(observer: Observer, ended: () => void): Observer {
  return {
    attemptEnded: (report) => observer.attemptEnded(report),
    callEnded(report) {
      observer.callEnded(report);
      ended();
    },
    shadowExceeded: (call, budgetIds) => observer.shadowExceeded(call, budgetIds),
  };
}

/** What an upstream is asked after its call's end, it is asked through the same provider: that stays open for it. */
function holding(housekeeping: Housekeeping, lentNow: () => Lent<Interior>): Housekeeping {
  return {
    ...housekeeping,
    ask(deed) {
      const lent = lentNow();
      if (lent.over) return housekeeping.ask(deed);
      lent.borrow();
      const accepted = housekeeping.ask(untilDone(deed, () => lent.giveBack()));
      if (!accepted) lent.giveBack();
      return accepted;
    },
  };
}

function untilDone(deed: Deed, done: () => void): Deed {
  return async () => {
    let end: Awaited<ReturnType<Deed>> = "done";
    try {
      end = await deed();
      return end;
    } finally {
      if (end === "done") done();
    }
  };
}
