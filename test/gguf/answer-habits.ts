import { chatVocabulary } from "./chat-vocabulary.ts";

/** What the tiny chat model does although its weights are random; `tiny-llama.ts` builds it in. */
export interface AnswerHabits {
  /** How likely each token is everywhere, as a natural logarithm; one for each token. */
  readonly liking: Float32Array;
  readonly rules: readonly Rule[];
  readonly watches: readonly Watch[];
}

/** More or less liking, as a natural logarithm, by token. */
type Likings = ReadonlyMap<number, number>;

/** Right after some tokens, others are more or less likely. */
interface Rule {
  readonly after: ReadonlySet<number>;
  readonly liking: Likings;
}

/** For some distance behind some tokens, others are more or less likely. */
export interface Watch {
  /** The last of these decides, whether it is among `starts`. */
  readonly marks: ReadonlySet<number>;
  readonly starts: ReadonlySet<number>;
  /** In tokens; there the effect is half gone, and a quarter further it is gone. */
  readonly distance: number;
  readonly liking: Likings;
}

export interface Temper {
  /** `words`; or `bytes` for any bytes in any order, which are mostly not UTF-8. */
  readonly text: "words" | "bytes";
  /** Tokens after which an answer, or a thought, wants to end; `Infinity` for never. */
  readonly length: number;
  /** Whether each answer begins with a thought between `<think>` and `</think>`. */
  readonly thinks: boolean;
  /** Whether each answer is a tool call, except soon after one. */
  readonly callsTools: boolean;
}

/** Written never, for any purpose. */
const NEVER = -18;
/** What ends something, by how much it is liked once the answer is long. */
const endings = { "<|im_end|>": 36, "</think>": 36, '"': 16, "}": 14, "]": 14, ",": 8 } as const;
/** More than everything else together. */
const CERTAIN = 40;
/** Of a model that never ends: any will do. */
const SOME_LENGTH = 100;
/** Per cent of the text, about as in English; all other printable characters are rarer. */
const frequencies: readonly (readonly [percent: number, characters: string])[] = [
  [16, " "],
  [9, "e"],
  [5.5, "taoins"],
  [3.5, "hrdl"],
  [2, "ucmfwgyp"],
  [1, "bvk.,"],
  [0.5, '"\n'],
  [0.05, "}]"],
];
const RARE_PER_CENT = 0.1;
const PIECE_PER_CENT = 1;
/** The first of the two bytes of à to ÿ. */
const LEAD = 0xc3;

const CALL = '<tool_call>{"name": "';

const { tokens, bytes, pairs, idOf } = chatVocabulary;
const ids = [...tokens.keys()];

/** Pronounceable words in whole UTF-8 characters, short strings and numbers, and an end after a while. */
export function answerHabits({ text, length, thinks, callsTools }: Temper): AnswerHabits {
  const liking = Float32Array.from(ids, text === "words" ? likingOfWords : likingOfBytes);
  const rules = text === "words" ? wordRules() : [];
  const watches: Watch[] = [];
  const ends = Object.entries(endings).map(([token, more]) => [idOf(token), more] as const);
  liking[idOf("</think>")] = NEVER - CERTAIN;
  if (Number.isFinite(length)) watches.push(lateness(ends, liking, length));
  if (thinks) {
    rules.push(always("<|im_sep|>", "<think>"));
    watches.push(thinking(Number.isFinite(length) ? length : SOME_LENGTH));
  }
  if (callsTools) {
    rules.push(always(thinks ? "</think>" : "<|im_sep|>", CALL), always("</tool_call>", "<|im_end|>"));
    watches.push(notAgain(CALL, marks("</tool_call>")));
  }
  return { liking, rules, watches };
}

/** Makes endings likelier everywhere, and takes that back near the beginning of an answer. */
function lateness(
  ends: readonly (readonly [number, number])[],
  liking: Float32Array,
  distance: number,
): Watch {
  for (const [id, more] of ends) liking[id] = (liking[id] ?? 0) + more;
  const beginnings = marks("<|endoftext|>", "<|im_sep|>", "<think>", "</think>");
  return {
    marks: beginnings,
    starts: beginnings,
    distance,
    liking: new Map(ends.map(([id, more]) => [id, -more])),
  };
}

/** Moves the wish to end from the answer to the thought, as long as there is one. */
function thinking(length: number): Watch {
  const [close, end] = [idOf("</think>"), idOf("<|im_end|>")];
  const likings = new Map([[close, CERTAIN]]).set(end, -CERTAIN);
  return {
    marks: marks("<think>", "</think>"),
    starts: marks("<think>"),
    distance: 2.5 * length,
    liking: likings,
  };
}

function always(after: string, next: string): Rule {
  return { after: marks(after), liking: new Map([[idOf(next), 2 * CERTAIN]]) };
}

function notAgain(token: string, since: ReadonlySet<number>): Watch {
  const liking = new Map([[idOf(token), -3 * CERTAIN]]);
  return { marks: since, starts: since, distance: 4 * SOME_LENGTH, liking };
}

function likingOfBytes(id: number): number {
  return id < 256 ? Math.log(1 / 256) : NEVER;
}

function likingOfWords(id: number): number {
  const text = textOf(id);
  if (id === LEAD) return Math.log(0.005);
  if (text === undefined || (/\p{Cc}/u.test(text) && text !== "\n")) return NEVER;
  if (text === "'") return NEVER; // the tokenizer splits words like "'th" at another place
  const [percent] = frequencies.find(([, characters]) => characters.includes(text)) ?? [];
  return Math.log((percent ?? (id < 256 ? RARE_PER_CENT : PIECE_PER_CENT)) / 100);
}

function wordRules(): Rule[] {
  const starts = (pattern: RegExp) => ids.filter((id) => pattern.test(textOf(id)?.at(0) ?? ""));
  const ends = (pattern: RegExp) => ids.filter((id) => pattern.test(textOf(id)?.at(-1) ?? ""));
  const rule = (after: Iterable<number>, ...likings: (readonly [of: number[], more: number])[]): Rule => ({
    after: new Set(after),
    liking: new Map(likings.flatMap(([of, more]) => of.map((id) => [id, more]))),
  });
  const vowel = /[aeiou]/;
  const consonant = /[b-df-hj-np-tv-z]/;
  return [
    rule([LEAD], [ids.filter((id) => id >= 0x80 && id <= 0xbf), CERTAIN]),
    rule(marks("<|im_sep|>", "<think>", "</think>"), [starts(/[A-Z]/), 8], [starts(/\s/), -8]),
    rule(ends(/\s/), [starts(/[\s.,]/), -6]),
    rule(ends(/[.,]/), [starts(/\s/), 6]),
    rule(ends(vowel), [starts(vowel), -2], [starts(consonant), 1]),
    rule(ends(consonant), [starts(consonant), -2], [starts(vowel), 1]),
    ...pairs
      .filter(([left]) => likingOfWords(left) !== NEVER)
      .map(([left, right]) => rule([left], [[right], -2 * CERTAIN])),
  ];
}

function marks(...names: string[]): ReadonlySet<number> {
  return new Set(names.map(idOf));
}

/** A token's text; nothing for marks and for parts of characters. */
function textOf(id: number): string | undefined {
  const text = bytes[id]?.toString("utf8") ?? "";
  return text === "" || text.includes("\uFFFD") ? undefined : text;
}
