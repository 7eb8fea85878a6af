import { ParleyError } from "../../spec/errors.ts";
import type { TokenLogprob } from "../../spec/event.ts";
import { isObject } from "../upstream/json.ts";

/** Reads `logprobsResult`: the tokens that were chosen, and beside each those that were likely. */
export function readLogprobs(value: unknown): readonly TokenLogprob[] | undefined {
  if (!isObject(value) || !Array.isArray(value["chosenCandidates"])) return undefined;
  const chosen: readonly unknown[] = value["chosenCandidates"];
  const tops: readonly unknown[] = Array.isArray(value["topCandidates"]) ? value["topCandidates"] : [];
  return chosen.map((token, i) => {
    const top = tops[i];
    const likely: unknown = isObject(top) ? top["candidates"] : undefined;
    return { ...tokenOf(token), top: Array.isArray(likely) ? likely.map(tokenOf) : [] };
  });
}

/** Protobuf leaves out what is empty or 0. */
function tokenOf(value: unknown): Omit<TokenLogprob, "top"> {
  const { token = "", logProbability: logprob = 0 } = isObject(value) ? value : { token: undefined };
  if (!isObject(value) || typeof token !== "string" || typeof logprob !== "number") {
    throw new ParleyError("upstream_invalid");
  }
  return { token, logprob, bytes: [...Buffer.from(token)] };
}
