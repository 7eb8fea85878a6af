/**
 * A table's own entry for a stranger's word; `undefined` where it has none. Indexing alone would find `constructor` and its
 * like in every object.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
