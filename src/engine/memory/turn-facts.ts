import { tellingShare } from "../../lib/terms/telling-share.ts";
import { termsOf } from "../../lib/terms/terms-of.ts";
import { isTold, searchedText } from "../../lib/terms/terms-of-item.ts";
import type { Item } from "../../spec/item.ts";

/** Words of a turn that are compared with those of others. */
const mostWords = 200;

/** A turn that says next to nothing, in signs. */
const briefLength = 30;

/** What only asks at its end is an assistant's answer for the most part. */
const mostlyTelling = 0.6;

/** What a turn says by itself, whatever is asked. What takes long is looked for when it is first wanted. */
export class TurnFacts {
  /** See `searchedText`. */
  readonly text: string;
  readonly isBrief: boolean;
  readonly #item: Item;
  #telling: number | undefined;
  #isTold: boolean | undefined;
  #words: readonly number[] | undefined;
  #terms: readonly number[] | undefined;

  constructor(item: Item) {
    this.#item = item;
    this.text = searchedText(item);
    this.isBrief = this.text.trimEnd().length < briefLength;
  }

  /** The share of it that tells something, 0 to 1. */
  get telling(): number {
    return (this.#telling ??= tellingOf(this.#item, this.text.trimEnd()));
  }

  get isTold(): boolean {
    return (this.#isTold ??= isTold(this.#item, this.text.trimEnd(), this.telling));
  }

  /** Its longer words, each once, as numbers. */
  get words(): readonly number[] {
    return (this.#words ??= wordsOf(this.text));
  }

  /** Whether one of the terms by which it is found has this number. */
  has(term: number): boolean {
    this.#terms ??= [...new Set(termsOf(this.text))].map(numberOf);
    return this.#terms.includes(term);
  }
}

/** By item: the store hands out the same one again as long as it remembers it. */
const known = new WeakMap<Item, TurnFacts>();

export function factsOf(item: Item): TurnFacts {
  let facts = known.get(item);
  if (facts === undefined) known.set(item, (facts = new TurnFacts(item)));
  return facts;
}

/** A number for a word. Two words in four thousand million have the same one. */
export function numberOf(word: string): number {
  let number = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) number = Math.imul(number ^ word.charCodeAt(at), 0x01000193);
  return number;
}

/** An assistant's turn is looked at less closely: what it says besides is still an answer. */
function tellingOf(item: Item, text: string): number {
  if (item.type === "message" && (item.role === "user" || item.name !== undefined)) return tellingShare(text);
  return text.endsWith("?") ? mostlyTelling : 1;
}

/** Longer words, figures, and single signs of scripts without spaces. */
const longWords =
  /\p{N}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|\p{L}{4,}/gu;

function wordsOf(text: string): readonly number[] {
  const found = new Set<number>();
  for (const word of text.toLowerCase().match(longWords) ?? []) {
    found.add(numberOf(word));
    if (found.size === mostWords) break;
  }
  return [...found];
}
