import { concepts } from "./concepts.ts";
import { foldWord } from "./fold-word.ts";
import type { Language } from "./languages.ts";
import { stemWord } from "./stem-word.ts";

/** Words of the table are stemmed by the rules of each of its languages, as the texts are in which they occur. */
const tableLanguages: readonly Language[] = ["en", "de", "fr", "es"];

/** Terms that one question is widened by. */
const mostRelated = 96;

/** From a term to the lines that it leads to. Made when it is first needed. */
let table: ReadonlyMap<string, readonly ReadonlySet<string>[]> | undefined;

/**
 * Terms of the same things in other words: of `job` those of `hired`, `boss` and `Arbeit`. Without the terms themselves,
 * the nearest first.
 */
export function relatedTerms(terms: readonly string[]): readonly string[] {
  table ??= readTable();
  const asked = new Set(terms);
  const counts = new Map<string, number>();
  for (const term of asked) {
    for (const line of table.get(term) ?? []) {
      for (const other of line) if (!asked.has(other)) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostRelated)
    .map(([term]) => term);
}

function readTable(): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
  const found = new Map<string, ReadonlySet<string>[]>();
  for (const line of concepts) {
    const [head = "", members = ""] = line.split(":").map((part) => part.trim());
    const heads = stems(head);
    const all = new Set([...heads, ...stems(members)]);
    for (const term of all) found.set(term, [...(found.get(term) ?? []), heads.has(term) ? all : heads]);
  }
  return found;
}

function stems(words: string): ReadonlySet<string> {
  const folded = words
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(foldWord);
  return new Set(folded.flatMap((word) => tableLanguages.map((language) => stemWord(word, language))));
}
