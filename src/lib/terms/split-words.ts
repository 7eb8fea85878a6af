/** Runs of letters and figures, with what joins them in names of things: `A-1234`, `x@example.org`, `3.5`, `don't`. */
const pattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[._@:+/#%&'’,-]{1,3}[\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?/gu;

export interface FoundWord {
  readonly text: string;
  /** A sentence begins with it, so that a capital says nothing. */
  readonly first: boolean;
}

/** Longer runs are no words, and are cut. */
const longest = 200;

/** The words of a text as they stand there. */
export function splitWords(text: string): readonly FoundWord[] {
  const words: FoundWord[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    const between = text.slice(end, match.index);
    const first = end === 0 || /[.!?:\n"„“»«(*-]/.test(between);
    end = match.index + found.length;
    words.push({ text: found.length > longest ? found.slice(0, longest) : found, first });
  }
  return words;
}
