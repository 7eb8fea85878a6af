import { addressGroup } from "../../lib/address-group.ts";
import type { RequestFacts } from "./facts.ts";

/** How long refused requests of a kind are counted before their number is written, in milliseconds. */
const countFor = 60_000;

/**
 * Kinds that are told apart at a time: what was refused, why, and whom. Beyond, only why. So whatever a flood is made of,
 * a process writes at most this many rows at once, and as many and one for each error code in a minute.
 */
const mostKinds = 64;

interface Kind {
  /** The last one of them. */
  facts: RequestFacts;
  /** Not written yet. */
  count: number;
  /** Monotonic milliseconds. */
  since: number;
}

/** Requests that were refused: the first of a kind is told at once, the others as one row a minute. */
export class Repeats {
  readonly #kinds = new Map<string, Kind>();
  readonly #overflow = new Map<string, Kind>();

  /** Says whether the request is to have a row of its own. Otherwise it is counted. */
  isFirst(facts: RequestFacts, now: number): boolean {
    const name = nameOf(facts);
    const kind = this.#kinds.get(name);
    if (kind !== undefined) {
      count(kind, facts);
      return false;
    }
    if (this.#kinds.size < mostKinds) {
      this.#kinds.set(name, { facts, count: 0, since: now });
      return true;
    }
    const { errorCode = "" } = facts;
    const others = this.#overflow.get(errorCode);
    if (others === undefined)
      this.#overflow.set(errorCode, { facts: anonymous(facts), count: 1, since: now });
    else count(others, anonymous(facts));
    return false;
  }

  /** Gives what was counted long enough; with `all`, everything. */
  take(now: number, all: boolean): readonly { readonly facts: RequestFacts; readonly repeats: number }[] {
    const due: { facts: RequestFacts; repeats: number }[] = [];
    for (const kinds of [this.#kinds, this.#overflow]) {
      for (const [name, kind] of kinds) {
        if (!all && now - kind.since < countFor) continue;
        if (kind.count > 0) due.push({ facts: kind.facts, repeats: kind.count });
        if (kind.count === 0 || kinds === this.#overflow) kinds.delete(name);
        kind.count = 0;
        kind.since = now;
      }
    }
    return due;
  }
}

function count(kind: Kind, facts: RequestFacts): void {
  kind.facts = facts;
  kind.count++;
}

function nameOf({ endpoint, status, errorCode, keyId, address = "" }: RequestFacts): string {
  return JSON.stringify([endpoint, status, errorCode, keyId ?? addressGroup(address)]);
}

/** It stands for requests of several. */
function anonymous({
  id,
  at,
  endpoint,
  method,
  status,
  outcome,
  errorCode,
  durationMs,
}: RequestFacts): RequestFacts {
  return { id, at, endpoint, method, status, outcome, errorCode, durationMs };
}
