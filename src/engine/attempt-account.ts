import { costOf } from "../lib/money.ts";
import type { Task } from "../spec/call.ts";
import type { ParleyError } from "../spec/errors.ts";
import type { AttemptBounds, AttemptEstimate, Charge, Forwarded, PlacedHold } from "../spec/ledger.ts";
import type { Price } from "../spec/price.ts";
import type { LookedUp } from "../spec/provider.ts";
import type { Usage } from "../spec/usage.ts";
import { estimateDocument, estimateInput, saturated } from "./bounds.ts";

/** What an attempt used and cost, as far as that is known. */
export interface Account {
  readonly usage?: Usage;
  readonly costMicros?: number;
  /** Present when that is an estimate. */
  readonly estimate?: AttemptEstimate;
}

export interface AttemptFacts {
  readonly kind: Task["kind"];
  readonly price: Price | undefined;
  readonly atMost: AttemptBounds;
  readonly forwarded: Forwarded;
  /** Whether the answer came piece by piece; unknown after a crash, and then it is taken for streamed. */
  readonly streamed: boolean;
  /** How many answers were asked for; unknown after a crash. */
  readonly choices?: number;
}

/** Nothing was used: the upstream never heard of it, or refused it. */
export const freeOfCharge: Account = { costMicros: 0 };

/** The account of an attempt of which the upstream told the usage; an estimate where it told too little. */
export function accountOf(facts: AttemptFacts, usage: Usage | undefined): Account {
  if (facts.kind === "relay") return relayed(facts, usage);
  if (usage?.inputTokens === undefined) return estimated(facts);
  if (facts.kind === "embed") return priced(facts.price, { ...usage, outputTokens: usage.outputTokens ?? 0 });
  return usage.outputTokens === undefined ? estimated(facts) : priced(facts.price, usage);
}

/** Of sounds and pictures nothing can be told from their bytes: what the upstream does not say stays unknown. */
function relayed({ price, atMost }: AttemptFacts, usage: Usage | undefined): Account {
  if (usage !== undefined) return priced(price, usage);
  const { outputTokens, costMicros } = atMost;
  return {
    estimate: {
      outputTokensMin: 0,
      ...(outputTokens !== undefined && { outputTokensMax: outputTokens }),
      ...(costMicros !== undefined && { costMicrosMin: 0, costMicrosMax: costMicros }),
    },
  };
}

function priced(price: Price | undefined, usage: Usage): Account {
  const costMicros = costOf(price, usage);
  return costMicros === undefined ? { usage } : { usage, costMicros };
}

/**
 * The account of an attempt of which nobody knows the truth: what was handed on is the least, what was set aside is
 * the most, and what is charged lies between them.
 */
export function estimated(facts: AttemptFacts): Account {
  const { kind, price, atMost, forwarded, streamed, choices = 1 } = facts;
  if (kind === "relay") return relayed(facts, undefined);
  const most = kind === "embed" ? 0 : atMost.outputTokens;
  const whole = streamed ? forwarded.pieces : Math.max(forwarded.pieces, estimateDocument(forwarded.bytes));
  const outputTokens = kind === "embed" ? 0 : Math.min(whole, most ?? whole);
  const inputTokens = Math.min(estimateInput(atMost.inputTokens ?? 0), atMost.inputTokens ?? 0);
  // Some pieces have no token in them: how each choice begins and ends, and what was used.
  const empty = 2 * choices + 2;
  const outputTokensMin = Math.min(outputTokens, Math.max(0, streamed ? forwarded.pieces - empty : 0));
  const costMicros = costOf(price, { inputTokens, outputTokens });
  const costMicrosMin = costOf(price, { inputTokens: 0, outputTokens: outputTokensMin });
  return {
    usage: { inputTokens, outputTokens },
    ...(costMicros !== undefined && { costMicros }),
    estimate: {
      outputTokensMin,
      ...(most !== undefined && { outputTokensMax: most }),
      ...(costMicrosMin !== undefined && { costMicrosMin }),
      ...(atMost.costMicros !== undefined && { costMicrosMax: atMost.costMicros }),
    },
  };
}

/** Whether an upstream that failed like this has certainly not worked: it said so before it began. */
export function wasRefused(error: ParleyError): boolean {
  const status = error.raw?.status;
  return (
    status !== undefined &&
    ((status >= 400 && status < 500 && status !== 408) || status === 503 || status === 529)
  );
}

/**
 * The truth, where what the upstream says afterwards can be that; `undefined` otherwise. An upstream that does not know
 * the request may only be late (unless this is the `last` time), and it is wrong where text of its own was handed on.
 */
export function truthOf(
  facts: AttemptFacts,
  found: LookedUp | undefined,
  last: boolean,
): Account | undefined {
  if (found === undefined) return undefined;
  if (!found.known) return last && facts.forwarded.bytes === 0 ? freeOfCharge : undefined;
  const account = accountOf(facts, found.usage);
  if (account.estimate !== undefined) return undefined;
  const least = estimated(facts).estimate?.outputTokensMin ?? 0;
  return (account.usage?.outputTokens ?? 0) < least ? undefined : account;
}

/** What each hold turns into. What cannot be told costs all that was set aside. */
export function chargesFor(holds: readonly PlacedHold[], { usage, costMicros }: Account): readonly Charge[] {
  if (holds.length === 0) return noCharges;
  // Without usage nothing was used, which costs nothing; or nothing is known.
  const tokens = usage === undefined ? costMicros : (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  return holds.map((hold) => {
    const spent = hold.unit === "tokens" ? tokens : costMicros;
    return { ...hold, spent: spent === undefined ? hold.amount : saturated(spent) };
  });
}

const noCharges: readonly Charge[] = [];
