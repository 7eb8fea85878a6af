import { irregularEnglish } from "./irregular-english.ts";

const vowel = /[aeiouy]/;
/** Endings that make one kind of word from another, the longest first, with how much must be left. */
const endings: readonly (readonly [ending: string, instead: string, left: number])[] = [
  ["fulness", "", 3],
  ["ousness", "ous", 3],
  ["ational", "at", 3],
  ["ization", "iz", 3],
  ["isation", "iz", 3],
  ["iveness", "iv", 3],
  ["ational", "at", 3],
  ["ically", "ic", 3],
  ["ional", "", 4],
  ["ation", "at", 3],
  ["ition", "it", 3],
  ["ement", "", 4],
  ["ingly", "", 4],
  ["ness", "", 3],
  ["ment", "", 4],
  ["able", "", 4],
  ["ible", "", 4],
  ["ally", "al", 3],
  ["ical", "ic", 3],
  ["tion", "t", 3],
  ["sion", "s", 3],
  ["ance", "", 4],
  ["ence", "", 4],
  ["ity", "", 4],
  ["ful", "", 3],
  ["ist", "", 4],
  ["ian", "", 4],
  ["ive", "", 4],
  ["ize", "iz", 3],
  ["ise", "iz", 4],
  ["ly", "", 3],
  ["er", "", 4],
  ["or", "", 4],
  ["al", "", 4],
];

/** What English words of one family have in common: `hiking`, `hiked` and `hiker` become `hik`. Takes folded words. */
export function englishStem(word: string): string {
  const known = irregularEnglish.get(word);
  if (known !== undefined) return finish(known);
  if (word.length < 4) return word;
  const single = singular(word);
  const known2 = irregularEnglish.get(single);
  if (known2 !== undefined) return finish(known2);
  return finish(unmade(verb(single)));
}

function singular(word: string): string {
  if (!word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) return word;
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ch|sh|ss|x|zz|o)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function verb(word: string): string {
  const ending = word.endsWith("ing") ? 3 : word.endsWith("ed") && !word.endsWith("eed") ? 2 : 0;
  if (ending === 0) return word;
  const rest = word.slice(0, -ending);
  if (rest.length < 2 || !vowel.test(rest)) return word;
  // `running` has doubled its letter, `calling` has not.
  const last = rest.at(-1);
  return last !== undefined && last === rest.at(-2) && !"lsz".includes(last) ? rest.slice(0, -1) : rest;
}

function unmade(word: string): string {
  for (const [ending, instead, left] of endings) {
    if (word.length - ending.length >= left && word.endsWith(ending))
      return word.slice(0, -ending.length) + instead;
  }
  return word;
}

/** A last `e` comes and goes, and a last `y` is an `i` elsewhere. */
function finish(word: string): string {
  if (word.length > 3 && word.endsWith("e")) return word.slice(0, -1);
  return word.length > 2 && word.endsWith("y") ? `${word.slice(0, -1)}i` : word;
}
