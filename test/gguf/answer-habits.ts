import { chatVocabulary } from "./chat-vocabulary.ts";

/** What the tiny model is made to do, beside its random weights: see `tiny-llama.ts` for how. */
export interface AnswerHabits {
  /** How likely each token is everywhere, as a natural logarithm; one for each token. */
  readonly liking: Float32Array;
  /** How much the liking of a token grows once the answer has become long; mostly 0. */
  readonly lateLiking: Float32Array;
  readonly rules: readonly Rule[];
}

/** After some tokens, others are more or less likely, by `liking`, a natural logarithm. */
export interface Rule {
  readonly after: ReadonlySet<number>;
  readonly liking: ReadonlyMap<number, number>;
}

/** Written never, for any purpose. */
const NEVER = -18;
/** What ends something, by how much it is preferred in the end, so that it is even the likeliest. */
const lateTokens: Readonly<Record<string, number>> = {
  "<|im_end|>": 32,
  "}": 12,
  "]": 12,
  '"': 10,
  ",": 8,
};
/** Per cent of English text, about; all other printable characters are rarer. */
const letters: Readonly<Record<string, number>> = {
  " ": 16, e: 9, t: 6, a: 6, o: 6, i: 5, n: 5, s: 5, h: 4, r: 4, d: 3, l: 3, u: 2, c: 2, m: 2, f: 2, w: 2,
  g: 2, y: 2, p: 2, b: 1, v: 1, k: 1, ".": 1, ",": 1, '"': 0.5, "}": 0.05, "]": 0.05, "\n": 0.4,
}; // prettier-ignore
const RARE_PER_CENT = 0.1;
const PIECE_PER_CENT = 1;
/** The first of the two bytes of à to ÿ. */
const LEAD = 0xc3;

/**
 * Pronounceable words in whole UTF-8 characters, short strings and numbers, and an end after a while.
 * @param text `words`; or `bytes` for any bytes in any order, which are mostly not UTF-8.
 * @param endless whether it never wants to end.
 */
export function answerHabits(text: "words" | "bytes", endless: boolean): AnswerHabits {
  const { tokens, idOf } = chatVocabulary;
  const lateLiking = new Float32Array(tokens.length);
  for (const [token, more] of endless ? [] : Object.entries(lateTokens)) lateLiking[idOf(token)] = more;
  const liking = Float32Array.from(tokens, (_, id) =>
    text === "words" ? likingOf(id) : id < 256 ? -5 : NEVER,
  );
  return { liking, lateLiking, rules: text === "words" ? wordRules() : [] };
}

function likingOf(id: number): number {
  const text = textOf(id);
  if (id === LEAD) return Math.log(0.005);
  if (text === undefined || (/\p{Cc}/u.test(text) && text !== "\n")) return NEVER;
  if (id >= 256) return Math.log(PIECE_PER_CENT / 100);
  return Math.log((letters[text] ?? RARE_PER_CENT) / 100);
}

function wordRules(): Rule[] {
  const ids = [...chatVocabulary.tokens.keys()];
  const starts = (pattern: RegExp) => ids.filter((id) => pattern.test(textOf(id)?.at(0) ?? ""));
  const ends = (pattern: RegExp) => ids.filter((id) => pattern.test(textOf(id)?.at(-1) ?? ""));
  const rule = (after: number[], ...likings: [tokens: number[], more: number][]): Rule => ({
    after: new Set(after),
    liking: new Map(likings.flatMap(([tokens, more]) => tokens.map((id) => [id, more]))),
  });
  const continuations = ids.filter((id) => id >= 0x80 && id <= 0xbf);
  const vowel = /[aeiou]/;
  const consonant = /[b-df-hj-np-tv-z]/;
  return [
    rule([LEAD], [continuations, -2.5 * NEVER]),
    rule([chatVocabulary.idOf("<|im_sep|>")], [starts(/[A-Z]/), 8], [starts(/\s/), -8]),
    rule(ends(/\s/), [starts(/\s/), -6], [starts(/[.,]/), -6]),
    rule(ends(/[.,]/), [starts(/\s/), 6]),
    rule(ends(vowel), [starts(vowel), -2], [starts(consonant), 1]),
    rule(ends(consonant), [starts(consonant), -2], [starts(vowel), 1]),
  ];
}

/** A token's text; nothing for marks and for parts of characters. */
function textOf(id: number): string | undefined {
  const text = chatVocabulary.bytes[id]?.toString("utf8") ?? "";
  return text === "" || text.includes("\uFFFD") ? undefined : text;
}
