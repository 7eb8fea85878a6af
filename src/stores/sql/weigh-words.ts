import type { SoughtTerms } from "../../spec/memory.ts";
import type { WeighedWord } from "./full-text.ts";

/** Terms of a question that are looked for: the rarest. */
const mostTerms = 32;

/** Places that one search may come across; the rarest terms have theirs first. */
const mostPlaces = 2_500;

/** What both databases take for one word. `termsOf` makes no others. */
const wellFormed = /^[\p{L}\p{N}\p{M}_.@:+/#%&-]{1,64}$/u;

export function isWord(term: string): boolean {
  return wellFormed.test(term);
}

/** Each conversation has words of its own, so that no other's are read, counted or weighed with them. */
export function ownWord(number: number, term: string): string {
  return `${number.toString(36)}_${term}`;
}

/** The words of the conversation with this number that are looked for, and what the question gives them. */
export function wantedWords(number: number, terms: SoughtTerms): ReadonlyMap<string, number> {
  const all: ReadonlyMap<string, number> = isWeighed(terms) ? terms : new Map(terms.map((term) => [term, 1]));
  const wanted = new Map<string, number>();
  for (const [term, weight] of all) {
    if (weight > 0 && isWord(term)) wanted.set(ownWord(number, term), weight);
  }
  return wanted;
}

function isWeighed(terms: SoughtTerms): terms is ReadonlyMap<string, number> {
  return !Array.isArray(terms);
}

/**
 * The rarer a word is, the more it weighs, times what the question gives it. The words that weigh most are looked for;
 * one that would lead to too many places is passed over. `counts` says in how many of the `items` each occurs.
 */
export function weighWords(
  counts: ReadonlyMap<string, number>,
  wanted: ReadonlyMap<string, number>,
  items: number,
): readonly WeighedWord[] {
  const heaviest = [...counts]
    .filter(([, count]) => count > 0)
    .map(([word, count]) => {
      const rarity = Math.log(1 + (Math.max(count, items) - count + 0.5) / (count + 0.5));
      return { word, count, weight: rarity * (wanted.get(word) ?? 0) };
    })
    .toSorted((one, other) => other.weight - one.weight);
  const weighed: WeighedWord[] = [];
  let places = 0;
  for (const { word, count, weight } of heaviest) {
    if (weighed.length === mostTerms) break;
    if (weighed.length > 0 && places + count > mostPlaces) continue;
    places += count;
    weighed.push({ word, weight });
  }
  return weighed;
}
