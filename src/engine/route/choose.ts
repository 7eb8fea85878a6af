import { costOf } from "../../lib/money.ts";
import type { Call } from "../../spec/call.ts";
import type { PriceList } from "../../spec/price.ts";
import { type Candidate, decide } from "./decide.ts";
import { type Unfit, unfitness } from "./fitness.ts";
import { type Needs, needsOf } from "./needs.ts";
import { nobodyFits } from "./nobody-fits.ts";
import { outliers } from "./outliers.ts";
import type { Plan } from "./plan.ts";
import { coolingMs, type Target } from "./target.ts";
import type { Course } from "./trail.ts";

export interface ChooseDeps {
  /** Monotonic milliseconds. */
  readonly now: number;
  /** A number in `[0, 1)`, another one each time. */
  readonly random: () => number;
  readonly prices: PriceList;
}

/** The targets of a call in order, and why. */
export interface Choice {
  /** At least one. */
  readonly targets: readonly Target[];
  readonly course: Course;
}

/** An answer is taken to have so many tokens when prices are compared and the caller does not want fewer. */
const usualOutput = 500;

/** Whoever answers far worse than its siblings gets this part of its calls: enough to see when that is over. */
const outlierShare = 0.1;

/** Gathers the facts of a call and has it decided. Throws when no target can take the call; the error says why of each. */
export function choose(call: Call, plan: Plan, deps: ChooseDeps): Choice {
  const { targets, strategy, maxPrice } = plan;
  const needs = needsOf(call);
  const unfit: (Unfit | undefined)[] = [];
  const worse = outliersOf(targets, call, deps.now);
  const candidates = targets.map((target, position): Candidate => {
    const price = deps.prices.priceOf(target.provider.name, target.model);
    const reason = unfitness(target, { call, needs, maxPrice, price });
    unfit.push(reason);
    return {
      name: target.name,
      rank: target.rank,
      weight: worse.has(position) ? target.weight * outlierShare : target.weight,
      ...(reason !== undefined && { unfit: reason.why }),
      coolingMs: coolingMs(target, deps.now),
      load: 0,
      running: target.health.running,
      firstMs: target.health.times(call.stream).average(deps.now),
      costMicros: strategy === "cheapest" ? costOf(price, expected(call, needs)) : undefined,
    };
  });
  const stickyKey = stickyKeyOf(call, plan);
  const chances = stickyKey === undefined ? targets.map(deps.random) : [];
  const decision = decide({
    strategy,
    candidates: strategy === "least-busy" ? withLoads(candidates, targets) : candidates,
    chances,
    ...(stickyKey !== undefined && { stickyKey }),
  });
  const named = (position: number): string => targets[position]?.name ?? "";
  const course: Course = {
    strategy,
    sticky: decision.why.sticky,
    considered: decision.order.map(named),
    skipped: decision.why.skipped.map((position) => ({
      target: named(position),
      why: unfit[position]?.why ?? "",
    })),
    cooling: decision.why.cooling,
    ...(worse.size > 0 && { outliers: worse.size }),
  };
  if (decision.order.length === 0)
    throw nobodyFits(
      call,
      needs,
      course,
      unfit.filter((one) => one !== undefined),
    );
  return { targets: decision.order.flatMap((position) => targets[position] ?? []), course };
}

/** What runs at an endpoint runs for all of its models: those of them that can take the call bear it together. */
function withLoads(candidates: readonly Candidate[], targets: readonly Target[]): readonly Candidate[] {
  const weights = new Map<unknown, number>();
  for (const [position, { weight, unfit }] of candidates.entries()) {
    const endpoint = targets[position]?.endpoint;
    if (unfit === undefined) weights.set(endpoint, (weights.get(endpoint) ?? 0) + weight);
  }
  return candidates.map((candidate, position) => {
    const endpoint = targets[position]?.endpoint;
    return { ...candidate, load: (endpoint?.health.running ?? 0) / (weights.get(endpoint) ?? 1) };
  });
}

/** Where each target of the settings has one endpoint, nobody has siblings. */
function outliersOf(targets: readonly Target[], { stream }: Call, now: number): ReadonlySet<number> {
  if (targets.every(({ rank }, position) => targets[position - 1]?.rank !== rank)) return nobody;
  return outliers(
    targets.map(({ rank, health }) => ({
      rank,
      tally: health.breaker.tally(now),
      firstMs: health.times(stream).average(now),
    })),
  );
}

const nobody: ReadonlySet<number> = new Set();

function expected({ task }: Call, { inputTokens, outputTokens = usualOutput }: Needs) {
  return { inputTokens, outputTokens: task.kind !== "generate" ? 0 : Math.min(outputTokens, usualOutput) };
}

/** Projects share no prompt cache, and a key of one says nothing about a key of another. */
function stickyKeyOf({ principal, conversationId, task, source }: Call, plan: Plan): string | undefined {
  const { sticky } = plan;
  if (sticky === "off" || plan.targets.length === 1) return undefined;
  const key = sticky === "conversation" ? undefined : cacheKey(task, source);
  const chosen = key ?? (sticky === "cache-key" ? undefined : conversationId);
  return chosen === undefined ? undefined : `${principal.projectId}\0${chosen}`;
}

/** The body is at hand; options are made when somebody asks for them. */
function cacheKey(task: Call["task"], source: Call["source"]): string | undefined {
  if (task.kind !== "generate") return undefined;
  if (source?.dialect === "messages") return userOf(source.body["metadata"]);
  if (source?.dialect !== "chat") return task.options.cacheKey;
  const key = source.body["prompt_cache_key"];
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** Anthropic's protocol has no key for its cache; its clients name the user, or the session, there. */
function userOf(metadata: unknown): string | undefined {
  if (typeof metadata !== "object" || metadata === null || !("user_id" in metadata)) return undefined;
  return typeof metadata.user_id === "string" ? metadata.user_id : undefined;
}
