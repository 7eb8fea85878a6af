import { type HiddenPiece, keptWord } from "./hide-secrets.ts";

/** An edited text with what was hidden of it in its place again. */
export interface RestoredFile {
  readonly source: string;
  /** Where in the edited text something is that stands at `offset` in the source: both in UTF-16 units. */
  shownOffset(offset: number): number;
}

/** Puts each hidden piece where its word stands. Words that stand for nothing stay. */
export function restoreSecrets(text: string, pieces: readonly HiddenPiece[]): RestoredFile {
  const known = new Map(pieces.map((piece) => [piece.word, piece.text]));
  const put: { readonly at: number; readonly word: number; readonly length: number }[] = [];
  let grown = 0;
  const source = text.replaceAll(keptWord, (word, _number, at: number) => {
    const kept = known.get(word);
    if (kept === undefined) return word;
    put.push({ at: at + grown, word: word.length, length: kept.length });
    grown += kept.length - word.length;
    return kept;
  });
  return {
    source,
    shownOffset(offset) {
      let shift = 0;
      for (const { at, word, length } of put) {
        if (offset <= at) break;
        // Inside of what is hidden there is no place: its beginning stands for it.
        if (offset < at + length) return at - shift;
        shift += length - word;
      }
      return offset - shift;
    },
  };
}
