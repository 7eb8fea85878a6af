import { foldWord } from "./fold-word.ts";
import { languages } from "./languages.ts";
import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";
import { termsOf } from "./terms-of.ts";

/** Words of a search that are looked at. */
const mostGroups = 8;

const oneWord = /^\p{L}+$/u;

/**
 * The words of a search, each as the terms that it may be kept as: a text fits where it has, of every group, at least one
 * term. In which language a single word was said nobody can guess, so that it has the stems of all. Words that say
 * nothing are left out unless there is nothing else. Scripts without spaces give a group for each pair of signs. At most
 * eight groups: what is behind them is not looked for.
 */
export function wordGroupsOf(search: string): readonly (readonly string[])[] {
  const telling = new Set(termsOf(search));
  const groups = splitWords(search).flatMap(({ text }) => groupsOf(text));
  const fitting = groups.filter((group) => group.some((term) => telling.has(term)));
  return (fitting.length > 0 ? fitting : groups).filter((group) => group.length > 0).slice(0, mostGroups);
}

function groupsOf(word: string): readonly (readonly string[])[] {
  const terms = [...new Set(termsOf(word))];
  if (terms.length > 1 && terms.every((term) => [...term].length <= 2)) return terms.map((term) => [term]);
  const stems = oneWord.test(word) ? languages.map((language) => stemWord(foldWord(word), language)) : [];
  return [[...new Set([...terms, ...stems])]];
}
