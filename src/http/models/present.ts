import type { ListedModel } from "../../engine/catalogue.ts";
import { formatMicros } from "../../lib/money.ts";
import type { Price } from "../../spec/price.ts";

/**
 * A model in OpenAI's protocol. What is not known is not there. `context_length` and `pricing` have the names that most
 * other gateways use.
 *
 * @param since Unix seconds: the protocol demands a time for each model, also where nobody knows it.
 */
export function presentModel(listed: ListedModel, since: number): object {
  const { contextTokens, outputTokens, price, abilities } = listed;
  const pricing = price === undefined ? {} : presentPrice(price);
  return {
    id: listed.id,
    object: "model",
    created: listed.created ?? since,
    owned_by: listed.ownedBy,
    ...(contextTokens !== undefined && { context_length: contextTokens }),
    ...(outputTokens !== undefined && { max_output_tokens: outputTokens }),
    ...(Object.keys(pricing).length > 0 && { pricing }),
    ...(abilities !== undefined && { abilities }),
  };
}

const names = [
  ["input", "input"],
  ["cached", "cached_input"],
  ["cacheWrite", "cache_write"],
  ["output", "output"],
  ["image", "image"],
] as const satisfies readonly (readonly [keyof Price, string])[];

/** US dollars for a million tokens, and for one image; as decimals in texts, since a float would not be exact. */
function presentPrice(price: Price): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const [member, name] of names) {
    const micros = price[member];
    if (micros !== undefined) shown[name] = formatMicros(micros).slice(1);
  }
  return shown;
}
