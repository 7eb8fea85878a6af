import type { Usage } from "../../spec/usage.ts";
import { count, isObject, type Json, known } from "../upstream/json.ts";

/**
 * Figures come in several events, each of which says the whole: what a later one says replaces what was said before.
 * A 0 that is followed by `null` was no figure: a server in between, which does not know it, must begin with a number.
 */
export function mergeUsage(before: Json, value: unknown): Json {
  if (!isObject(value)) return before;
  const said = Object.entries(value).filter(([, member]) => member !== null);
  const kept = Object.entries(before).filter(([name, member]) => member !== 0 || value[name] !== null);
  return Object.fromEntries([...kept, ...said]);
}

/**
 * Reads a `usage`. There `input_tokens` is only what was neither read from the prompt cache nor written to it: our
 * input is the sum of the three.
 */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const fresh = count(value["input_tokens"]);
  const cached = count(value["cache_read_input_tokens"]);
  const written = count(value["cache_creation_input_tokens"]);
  const details = isObject(value["output_tokens_details"]) ? value["output_tokens_details"] : {};
  const usage = known<Usage>({
    inputTokens: fresh === undefined ? undefined : count(fresh + (cached ?? 0) + (written ?? 0)),
    cachedTokens: cached,
    cacheWriteTokens: written,
    outputTokens: count(value["output_tokens"]),
    reasoningTokens: count(details["thinking_tokens"]),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
