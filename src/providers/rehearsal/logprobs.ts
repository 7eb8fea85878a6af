import { hashText } from "../../lib/seeded-random.ts";
import type { Token } from "../../lib/tokenizer.ts";
import type { TokenLogprob } from "../../spec/event.ts";

/** What a real model might have said instead: frequent texts that are one token each (a test counts them). */
export const alternatives: readonly string[] =
  " the| a| of| to| and| in| is| for| on| that| with| as| it| you| this| be| are| I| not| or|.|,|\n".split(
    "|",
  );

/** Share of the remaining probability that goes to the next alternative. */
const SHARE = 0.6;

/**
 * Log probabilities for one token of a text that was never in doubt: made up, but of the right form.
 * The chosen token is always the likeliest, all of them add up to less than 1, and the same token at the
 * same place has the same values.
 *
 * @param top Number of alternatives to show, 0 to 20.
 */
export function tokenLogprob(token: Token, place: number, top: number): TokenLogprob {
  const certain = 0.5 + (0.499 * hashText(`${token.id}:${place}`)) / 2 ** 32;
  const own = { ...shown(token.bytes), logprob: rounded(certain) };
  if (top === 0) return { ...own, top: [] };
  const others: TokenLogprob["top"][number][] = [];
  // A little less than what remains, so that rounding cannot take the sum above 1.
  let rest = (1 - certain) * 0.99;
  for (let index = 0; others.length < top - 1 && index < alternatives.length; index++) {
    const text = alternatives[(hashText(String(token.id)) + index) % alternatives.length]!;
    const bytes = Buffer.from(text);
    if (bytes.equals(token.bytes)) continue;
    others.push({ ...shown(bytes), logprob: rounded(rest * SHARE) });
    rest *= 1 - SHARE;
  }
  return { ...own, top: [own, ...others] };
}

const rounded = (probability: number): number => Number(Math.log(probability).toFixed(6));

/** A token that is no whole character is shown by its bytes, as OpenAI does it. */
function shown(bytes: Uint8Array): { token: string; bytes: readonly number[] } {
  const text = Buffer.from(bytes).toString("utf8");
  const whole = Buffer.from(text).equals(bytes);
  const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, "0")}`;
  return { token: whole ? text : `bytes:${[...bytes].map(hex).join("")}`, bytes: [...bytes] };
}
