import type { Model } from "../../api/models.ts";
import type { ResponseRequest } from "../../api/responses.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { costOf } from "./cost.ts";
import type { Turn } from "./talk.ts";
import { useTokenCount } from "./use-token-count.ts";

/** What the question that is being written has in tokens and costs before its answer, and what the talk took so far. */
export function useMeter(
  next: ResponseRequest | undefined,
  pricing: Model["pricing"],
  talks: readonly { readonly turns: readonly Turn[] }[],
): string | undefined {
  const texts = useTexts(playgroundTexts);
  const { language } = useLanguage();
  const count = useTokenCount(next === undefined ? undefined : counted(next));
  const number = (tokens: number): string => tokens.toLocaleString(language);
  const cost = count === undefined ? undefined : costOf({ input_tokens: count, output_tokens: 0 }, pricing);
  const used = talks.flatMap(({ turns }) => turns).flatMap(({ usage }) => usage ?? []);
  const all = used.reduce((sum, { input_tokens, output_tokens }) => sum + input_tokens + output_tokens, 0);
  const parts = [
    count !== undefined && texts.meter(number(count)),
    cost !== undefined && texts.meterCost(cost),
    all > 0 && texts.soFar(number(all)),
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : parts.join(" · ");
}

/** What of a call has tokens. */
function counted({
  model,
  input,
  instructions,
  previous_response_id: previous,
  tools,
  text,
}: ResponseRequest) {
  return {
    model,
    input,
    ...(instructions !== undefined && { instructions }),
    ...(previous !== undefined && { previous_response_id: previous }),
    ...(tools !== undefined && { tools }),
    ...(text !== undefined && { text }),
  };
}
