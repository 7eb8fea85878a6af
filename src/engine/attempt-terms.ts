import { costBound } from "../lib/money.ts";
import type { Budget } from "../spec/budget.ts";
import type { Call, Task } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { AttemptBounds, Hold } from "../spec/ledger.ts";
import type { Price } from "../spec/price.ts";
import { choices, inputBound, outputBound, saturated } from "./bounds.ts";

/** What an attempt may cost at the most, and what is set aside for it. */
export interface Terms {
  readonly atMost: AttemptBounds;
  readonly holds: readonly Hold[];
  /** Tokens of each choice to which the upstream must be bound, because the caller set no bound and a budget needs one. */
  readonly outputTokens?: number;
}

/** The bound of an answer where nobody has set one and a budget needs it, in tokens. */
const usualOutput = 4_096;

/** A budget too small for an answer of so many tokens is taken for used up, where the caller set no bound. */
const leastOutput = 1_024;

export interface TermsDeps {
  readonly price: Price | undefined;
  /** The most tokens of one answer; `undefined` when unknown. */
  readonly modelOutputLimit: number | undefined;
  /** Tokens of input and output together; `undefined` when unknown. */
  readonly contextTokens: number | undefined;
  readonly budgets: readonly Budget[];
}

/** Throws `price_unknown` when a budget in money applies to something of which nobody knows the price. */
export function termsOf(call: Call, deps: TermsDeps): Terms {
  const { price, modelOutputLimit, budgets } = deps;
  const { task, source } = call;
  const asked = outputBound(task, source);
  const limit =
    modelOutputLimit === undefined ? undefined : saturated(modelOutputLimit * choices(task, source));
  const inputTokens = inputBound(task, source);
  const known = asked === undefined || limit === undefined ? (asked ?? limit) : Math.min(asked, limit);
  const atMost = boundsOf(price, inputTokens, known, imagesOf(task));
  if (budgets.length === 0) return { atMost, holds: [] };
  if (known !== undefined) return { atMost, holds: holdsOf(budgets, atMost) };
  const room = deps.contextTokens === undefined ? usualOutput : Math.ceil(deps.contextTokens / 2);
  const terms = bounded(call, price, budgets, inputTokens, Math.min(usualOutput, room));
  // A budget that only watches changes nothing of what is asked.
  return budgets.some(({ shadow }) => !shadow) ? terms : { atMost, holds: terms.holds };
}

/**
 * Narrower terms for a call whose caller set no bound, so that it fits into `room` of a budget, in the budget's unit;
 * `undefined` when there are none.
 */
export function narrower(
  call: Call,
  deps: TermsDeps,
  before: Terms,
  budgetId: string,
  room: number,
): Terms | undefined {
  const budget = deps.budgets.find(({ id }) => id === budgetId);
  if (budget === undefined || call.task.kind !== "generate") return undefined;
  if (outputBound(call.task, call.source) !== undefined) return undefined;
  const each = choices(call.task, call.source);
  const current = before.outputTokens ?? Math.floor((before.atMost.outputTokens ?? 0) / each);
  const inputTokens = before.atMost.inputTokens ?? 0;
  const affordable = Math.floor(affordableOutput(budget, deps.price, inputTokens, room) / each);
  const next = Math.max(leastOutput, affordable);
  return next < current ? bounded(call, deps.price, deps.budgets, inputTokens, next) : undefined;
}

function bounded(
  call: Call,
  price: Price | undefined,
  budgets: readonly Budget[],
  inputTokens: number,
  outputTokens: number,
): Terms {
  const atMost = boundsOf(price, inputTokens, saturated(outputTokens * choices(call.task, call.source)));
  return { atMost, holds: holdsOf(budgets, atMost), outputTokens };
}

function affordableOutput(
  budget: Budget,
  price: Price | undefined,
  inputTokens: number,
  room: number,
): number {
  if (budget.unit === "tokens") return room - inputTokens;
  const dearest = Math.max(price?.output ?? 0, price?.long?.output ?? 0);
  const rest = room - (costBound(price, inputTokens, 0) ?? 0);
  return dearest === 0 ? usualOutput : (rest * 1_000_000) / dearest;
}

function boundsOf(
  price: Price | undefined,
  inputTokens: number,
  outputTokens: number | undefined,
  images?: number,
): AttemptBounds {
  const costMicros = costBound(price, inputTokens, outputTokens, images);
  return {
    inputTokens,
    ...(outputTokens !== undefined && { outputTokens }),
    ...(costMicros !== undefined && { costMicros }),
  };
}

function imagesOf(task: Task): number | undefined {
  return task.kind === "relay" ? task.images : undefined;
}

function holdsOf(budgets: readonly Budget[], atMost: AttemptBounds): readonly Hold[] {
  const tokens = saturated((atMost.inputTokens ?? 0) + (atMost.outputTokens ?? 0));
  const holds: Hold[] = [];
  for (const { id: budgetId, unit, shadow } of budgets) {
    const amount = unit === "tokens" ? tokens : atMost.costMicros;
    if (amount !== undefined) holds.push({ budgetId, amount, unit });
    // What is unknown cannot be kept within bounds.
    else if (!shadow) throw new ParleyError("price_unknown");
  }
  return holds;
}
