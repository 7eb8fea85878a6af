import { englishStem } from "./english-stem.ts";
import type { Language } from "./languages.ts";
import { suffixSteps } from "./suffix-rules.ts";

interface Step {
  readonly left: number;
  readonly longest: number;
  readonly endings: ReadonlySet<string>;
}

const steps: ReadonlyMap<Language, readonly Step[]> = new Map(
  Object.entries(suffixSteps).map(([language, list]): [Language, Step[]] => [
    language as Language,
    list.map(({ left, endings }) => {
      const all = endings.split(" ");
      return { left, longest: Math.max(...all.map(({ length }) => length)), endings: new Set(all) };
    }),
  ]),
);

/** What the forms of a word have in common. Takes a folded word; gives at least two of its letters, or all of them. */
export function stemWord(word: string, language: Language): string {
  const own = steps.get(language);
  if (own === undefined) return englishStem(word);
  let stem = word;
  for (const step of own) stem = without(stem, step);
  return stem;
}

function without(word: string, { left, longest, endings }: Step): string {
  for (let length = Math.min(longest, word.length - left); length > 0; length--) {
    if (endings.has(word.slice(-length))) return word.slice(0, -length);
  }
  return word;
}
