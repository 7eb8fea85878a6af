import type { Model } from "../../api/models.ts";
import type { ResponseUsage } from "../../api/responses.ts";

const perTokens = 1_000_000;

/**
 * What tokens cost by a model's prices, in US dollars, as a text; nothing where a price is not known. It is for the eye:
 * the books are kept by the server, exactly.
 */
export function costOf(
  { input_tokens, output_tokens, input_tokens_details }: ResponseUsage,
  pricing: Model["pricing"],
): string | undefined {
  const { input, output, cached_input } = pricing ?? {};
  if (input === undefined || output === undefined) return undefined;
  const cached = cached_input === undefined ? 0 : (input_tokens_details?.cached_tokens ?? 0);
  const dollars =
    ((input_tokens - cached) * Number(input) +
      cached * Number(cached_input ?? 0) +
      output_tokens * Number(output)) /
    perTokens;
  return dollars.toLocaleString("en", { maximumSignificantDigits: 2 });
}
