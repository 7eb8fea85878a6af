import { conceptsByLanguage } from "./concepts-by-language.ts";
import { concepts } from "./concepts.ts";
import { foldWord } from "./fold-word.ts";
import type { Language } from "./languages.ts";
import { stemWord } from "./stem-word.ts";
import { termsOf } from "./terms-of.ts";

/** Stands for a question whether something is a good idea: it leads to what may speak against things. */
export const adviceTerm = "?ok";

/** Languages that the common table is in. */
const tableLanguages: readonly Language[] = ["en", "de", "fr", "es"];

/** Terms that one question is widened by: each has to be looked up. */
const mostRelated = 64;

/** From a term to the lines that it leads to. */
type Table = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** By the language whose rules a question's words are stemmed by. Each is made when it is first needed. */
const tables = new Map<Language, Table>();

/**
 * Terms of the same things in other words: of `job` those of `hired`, `boss` and `Arbeit`. Without the terms themselves,
 * the nearest first: those that several of the terms lead to, and of each line its first words before the rest of any.
 * `spoken` are the languages that the terms were made in.
 */
export function relatedTerms(terms: readonly string[], spoken: readonly Language[]): readonly string[] {
  const asked = new Set(terms);
  const found = new Map<string, { count: number; place: number }>();
  for (const language of spoken) {
    const table = tables.get(language) ?? readTable(language);
    tables.set(language, table);
    for (const line of [...asked].flatMap((term) => table.get(term) ?? [])) {
      for (const [place, other] of [...line].entries()) {
        if (asked.has(other)) continue;
        const known = found.get(other);
        found.set(other, { count: (known?.count ?? 0) + 1, place: Math.min(known?.place ?? place, place) });
      }
    }
  }
  return [...found]
    .toSorted(([, one], [, other]) => other.count - one.count || one.place - other.place)
    .slice(0, mostRelated)
    .map(([term]) => term);
}

/** Words of all languages of the common table are stemmed as the question is: most have few endings. */
function readTable(language: Language): Table {
  const found = new Map<string, ReadonlySet<string>[]>();
  const read = (line: string, termsOfWords: (words: string) => ReadonlySet<string>): void => {
    const [head = "", members = ""] = line.split(":").map((part) => part.trim());
    const heads = termsOfWords(head);
    const all = new Set([...heads, ...termsOfWords(members)]);
    for (const term of all) found.set(term, [...(found.get(term) ?? []), heads.has(term) ? all : heads]);
  };
  const own: Readonly<Partial<Record<Language, readonly string[]>>> = conceptsByLanguage;
  for (const line of own[language] ?? []) read(line, (words) => stems(words, language));
  if (tableLanguages.includes(language))
    for (const line of concepts) read(line, (words) => stems(words, language));
  for (const line of [...conceptsByLanguage.ja, ...conceptsByLanguage.zh]) read(line, pairs);
  return found;
}

function stems(words: string, language: Language): ReadonlySet<string> {
  const all = words.split(/\s+/).filter((word) => word !== "");
  return new Set(all.map((word) => stemWord(foldWord(word), language)));
}

/** Words that are found by pairs of their signs. */
function pairs(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).flatMap((word) => termsOf(word)));
}
