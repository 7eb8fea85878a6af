import { formatMicros } from "../../lib/money.ts";
import type { Call, Task } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Price } from "../../spec/price.ts";
import type { Ability } from "../../spec/provider.ts";
import { warningsFor } from "../parameters.ts";
import type { Needs } from "./needs.ts";
import type { Plan } from "./plan.ts";
import type { Conditions, Target } from "./target.ts";

export interface FitnessFacts {
  readonly call: Pick<Call, "task" | "source" | "region">;
  readonly needs: Needs;
  readonly maxPrice: Plan["maxPrice"];
  readonly price: Price | undefined;
}

/** Why a target cannot take a call. */
export interface Unfit {
  /** A few words of ASCII, without what the caller wrote. */
  readonly why: string;
  /** What the caller is told when this is the only reason there is. */
  readonly error?: ParleyError;
}

/** The first condition that a target does not meet; `undefined` when it can take the call. */
export function unfitness(target: Target, facts: FitnessFacts): Unfit | undefined {
  const { call, needs, maxPrice, price } = facts;
  const why =
    outOfRegion(target, call.region) ??
    otherwiseMeant(target.when, needs) ??
    unable(target, needs, call.task) ??
    tooLong(target, needs) ??
    tooDear(maxPrice, price);
  if (why !== undefined) return typeof why === "string" ? { why } : why;
  try {
    warningsFor(call, target.provider, target.model);
    return undefined;
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return { why: error.param === undefined ? "cannot be asked that" : `no ${wordOf(error.param)}`, error };
  }
}

/** The parameter that a path leads to, without what the caller wrote beside it. */
function wordOf(param: string): string {
  return /^[a-z_]{1,40}/.exec(param)?.[0] ?? "such parameter";
}

function outOfRegion({ region }: Target, wanted: string | undefined): string | undefined {
  if (wanted === undefined || region === wanted) return undefined;
  return region === undefined ? "no region known" : `in region ${region}`;
}

const kinds = [
  ["images", "images", "images"],
  ["audio", "audio", "audio"],
  ["files", "files", "files"],
  ["tools", "tools", "tools"],
  ["jsonSchema", "json-schema", "JSON schema"],
] as const satisfies readonly (readonly [keyof Needs & keyof Conditions, Ability, string])[];

const conditions = [...kinds, ["reasoning", "reasoning", "reasoning"]] as const;

function otherwiseMeant(when: Conditions | undefined, needs: Needs): string | undefined {
  if (when === undefined) return undefined;
  for (const [member, , word] of conditions) {
    const wanted = when[member];
    if (wanted !== undefined && wanted !== needs[member]) return wanted ? `only with ${word}` : `no ${word}`;
  }
  const tokens = needs.inputTokens + (needs.outputTokens ?? 0);
  const { minTokens = 0, maxTokens = Infinity } = when;
  if (tokens < minTokens) return `only from ${minTokens} tokens`;
  return tokens > maxTokens ? `only up to ${maxTokens} tokens` : undefined;
}

function unable(target: Target, needs: Needs, task: Task): string | undefined {
  if (task.kind === "relay") return target.provider.relay === undefined ? `no ${task.path}` : undefined;
  const abilities = target.abilities ?? target.endpoint.find(target.model)?.abilities;
  if (abilities === undefined || task.kind === "embed") return undefined;
  for (const [member, ability, word] of kinds) {
    if (needs[member] && !abilities.includes(ability)) return `no ${word}`;
  }
  return undefined;
}

function tooLong(target: Target, needs: Needs): Unfit | undefined {
  const held = target.contextTokens ?? target.endpoint.find(target.model)?.contextTokens;
  const tokens = needs.inputTokens + (needs.outputTokens ?? 0);
  if (held === undefined || tokens <= held) return undefined;
  const why = `holds ${held} tokens of about ${tokens}`;
  return { why, error: new ParleyError("context_length_exceeded") };
}

function tooDear(most: Plan["maxPrice"], price: Price | undefined): string | undefined {
  if (most === undefined) return undefined;
  for (const member of ["input", "output"] as const) {
    const bound = most[member];
    if (bound === undefined) continue;
    const asked = price?.[member];
    if (asked === undefined) return "price unknown";
    if (asked > bound) return `${member} above ${formatMicros(bound)}`;
  }
  return undefined;
}
