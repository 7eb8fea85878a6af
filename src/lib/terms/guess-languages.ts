import { bitOf, type Language, languages } from "./languages.ts";
import { stopWords } from "./stop-words.ts";

/** Letters that few languages have: they decide where common words do not. */
const letters: readonly (readonly [pattern: RegExp, language: Language])[] = [
  [/[а-яё]/iu, "ru"],
  [/ß/u, "de"],
  [/[ğış]/iu, "tr"],
  [/[łąęśżź]/iu, "pl"],
  [/[ñ¿¡]/iu, "es"],
  [/[ãõ]/iu, "pt"],
  [/[åø]/iu, "sv"],
  [/[êèœ]/iu, "fr"],
  [/[üö]/iu, "de"],
];

/** What they count beside a common word's 1. */
const lettersCount = 0.5;

/**
 * The language of a text by its stop words, and a second one where that leaves a doubt; English where nothing says
 * anything. `words` are folded.
 */
export function guessLanguages(text: string, words: readonly string[]): readonly Language[] {
  const counts = Array.from(languages, () => 0);
  for (const word of words) {
    let bits = stopWords.get(word) ?? 0;
    for (let place = 0; bits !== 0; place++, bits >>= 1) {
      if ((bits & 1) === 1) counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const written = letters.find(([pattern]) => pattern.test(text))?.[1];
  if (written !== undefined) {
    const place = languages.indexOf(written);
    counts[place] = (counts[place] ?? 0) + lettersCount;
  }
  let best = 0;
  for (let place = 1; place < counts.length; place++) {
    if ((counts[place] ?? 0) > (counts[best] ?? 0)) best = place;
  }
  const most = counts[best] ?? 0;
  if (most === 0) return ["en"];
  const next = counts.findIndex((count, place) => place !== best && count === most);
  return [languages[best], next < 0 ? undefined : languages[next]].filter((one) => one !== undefined);
}

/** Whether a folded word is a stop word in any of the languages. */
export function isStopWord(word: string, of: readonly Language[]): boolean {
  const bits = stopWords.get(word);
  return bits !== undefined && of.some((language) => (bits & bitOf(language)) !== 0);
}
