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
  /** What the call has, and may not have; absent where that is not the reason. */
  readonly lacks?: Need;
  /** Tokens that it takes, and that are too few. */
  readonly holds?: number;
  /** What the provider's table of parameters says. */
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
    return { why: refusalWords(error), error };
  }
}

/**
 * What a target does not obey, in a few words: the parameter that a path leads to, or the place of a part of the
 * conversation, without what the caller wrote beside it.
 */
export function refusalWords({ param }: ParleyError): string {
  if (param === undefined) return "cannot be asked that";
  const place = /^(?:messages|input)\[\d{1,6}\](?:\.(?:content|output)\[\d{1,6}\])?/.exec(param)?.[0];
  if (place !== undefined) return `does not take ${place}`;
  return `no ${/^[a-z_]{1,40}/.exec(param)?.[0] ?? "such parameter"}`;
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

/** What a call may have and not every target takes. */
export type Need = (typeof conditions)[number][0];

function otherwiseMeant(when: Conditions | undefined, needs: Needs): string | Unfit | undefined {
  if (when === undefined) return undefined;
  for (const [member, , word] of conditions) {
    const wanted = when[member];
    if (wanted === undefined || wanted === needs[member]) continue;
    return wanted ? `only with ${word}` : { why: `no ${word}`, lacks: member };
  }
  const tokens = tokensOf(needs);
  const { minTokens = 0, maxTokens = Infinity } = when;
  if (tokens < minTokens) return `only from ${minTokens} tokens`;
  return tokens > maxTokens ? { why: `only up to ${maxTokens} tokens`, holds: maxTokens } : undefined;
}

/** Input and wanted output together. */
function tokensOf({ inputTokens, outputTokens = 0 }: Needs): number {
  return inputTokens + outputTokens;
}

function unable(target: Target, needs: Needs, task: Task): string | Unfit | undefined {
  if (task.kind === "relay")
    return target.provider.relay === undefined
      ? { why: `no ${task.path}`, error: cannotRelay(task.path) }
      : undefined;
  const abilities = target.abilities ?? target.endpoint.find(target.model)?.abilities;
  if (abilities === undefined || task.kind === "embed") return undefined;
  for (const [member, ability, word] of kinds) {
    if (needs[member] && !abilities.includes(ability)) return { why: `no ${word}`, lacks: member };
  }
  return undefined;
}

function tooLong(target: Target, needs: Needs): Unfit | undefined {
  const held = target.contextTokens ?? target.endpoint.find(target.model)?.contextTokens;
  const tokens = tokensOf(needs);
  if (held === undefined || tokens <= held) return undefined;
  return { why: `holds ${held} tokens of about ${tokens}`, holds: held };
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

export function cannotRelay(path: string): ParleyError {
  return new ParleyError("unsupported_by_provider", {
    message: `The model's provider has no ${path}.`,
    param: "model",
  });
}
