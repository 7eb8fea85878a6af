import { type Document, isScalar, parseAllDocuments, visit } from "yaml";
import { hideVariables } from "../settings/yaml-syntax.ts";
import { keptWord } from "./hide-secrets.ts";

/**
 * Lines of an edited text, from 1, with a word for a secret where it would not be recognised as one again: a second time,
 * or in a comment that was written anew. What is in values, `boundaryFaults` looks after; here it is what is around them.
 */
export function strayWords(before: string, after: string): readonly number[] {
  const inValues = wordsInValues(after);
  const lines = after.split("\n");
  const oldLines = new Map<string, string>();
  for (const line of before.split("\n"))
    for (const [word] of line.matchAll(keptWord)) oldLines.set(word, line);
  const oldValues = wordsInValues(before);
  const seen = new Set<string>();
  const stray: number[] = [];
  for (const [at, line] of lines.entries()) {
    for (const [word] of line.matchAll(keptWord)) {
      const isComment = !inValues.has(word);
      const isSame = oldLines.get(word)?.trim() === line.trim() && !oldValues.has(word);
      if (seen.has(word) || (isComment && !isSame)) stray.push(at + 1);
      seen.add(word);
    }
  }
  return stray;
}

function wordsInValues(text: string): ReadonlySet<string> {
  const documents = parseAllDocuments(hideVariables(text), {
    logLevel: "silent",
    schema: "core",
    uniqueKeys: false,
  });
  const words = new Set<string>();
  for (const document of Array.isArray(documents) ? (documents as readonly Document[]) : [])
    visit(document, {
      Scalar(_key, node) {
        const said = isScalar(node) ? String(node.value) : "";
        for (const [word] of said.matchAll(keptWord)) words.add(word);
      },
    });
  return words;
}
