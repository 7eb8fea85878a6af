import type { TokenTable } from "./token-table.ts";

/**
 * UTF-16 units that the pattern sees at once. A greedy class over millions of units overflows the
 * stack of V8's pattern machine (seen at 8,000,000 CJK characters), and merging one piece cannot be
 * interrupted: it takes up to 1 µs a byte, so that a window keeps others waiting for some 50 ms at most.
 */
const WINDOW = 1 << 15;

/** A match that ends this close to a window's end might grow with more text, by `'re` and the like. */
const MARGIN = 4;

/** What can change a match from afar: the pattern reads such a run to its end, and may go back from there. */
const FAR_READ = [/^\s$/u, /^[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]$/u];

/** Scratch space for usual pieces, in bytes of text; one byte of text takes 37 of space. */
const USUAL_BYTES = 1024;

/** Scratch space above this is given back after the piece that needed it. */
const KEPT_BYTES = 64 * 1024;

/** A heap entry is `rank * POSITIONS + position`: exact in a double, since ranks stay below 2^18. */
const POSITIONS = 2 ** 21;

/**
 * Byte pair encoding in O(n log n), with the ids that OpenAI's tokenizer gives.
 *
 * Every text is ordinary text, `<|endoftext|>` too. Lone surrogates count as U+FFFD.
 * Only a run of more than 32,768 UTF-16 units without any break is cut, and its figure may
 * then differ by about one token for each cut.
 */
export class BytePairEncoder {
  readonly #table: TokenTable;
  readonly #pattern: RegExp;
  readonly #window: number;
  readonly #utf8 = new TextEncoder();
  readonly #ids: number[] = [];
  /** Scratch space for one piece, grown on demand and kept: links between parts, and the best merges. */
  #bytes = new Uint8Array(0);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  /** Rank of the token that part `i` and its successor would form; −1 for none. */
  #ranks = new Int32Array(0);
  #heap = new Float64Array(0);
  #heapSize = 0;

  /**
   * @param pattern The encoding's split pattern, with the flags `g` and `u`.
   * @param window Longest piece in UTF-16 units, at least 8; smaller for tests only.
   */
  constructor(table: TokenTable, pattern: RegExp, window = WINDOW) {
    this.#table = table;
    this.#pattern = new RegExp(pattern.source, "gu");
    this.#window = window;
    this.#grow(USUAL_BYTES);
  }

  /** Number of tokens of a text. */
  count(text: string): number {
    return this.encode(text).length;
  }

  /** Token ids of a text. The array is used again by the next call: copy what is to be kept. */
  encode(text: string): readonly number[] {
    this.#ids.length = 0;
    let start = 0;
    while (start < text.length) start = this.#encodeWindow(text, start);
    return this.#ids;
  }

  /**
   * Encodes the next slice of a text, 32,768 UTF-16 units at most, so that other work gets its turn.
   * The slices together have the ids of the whole text.
   *
   * @param start 0, then `end` of the slice before, until it is the text's length.
   * @returns Its ids, to be copied before the next call, and where it ends.
   */
  encodeSlice(text: string, start: number): { readonly ids: readonly number[]; readonly end: number } {
    this.#ids.length = 0;
    const end = this.#encodeWindow(text, start);
    return { ids: this.#ids, end };
  }

  /** Encodes from `start` as far as the pieces are certain, and gives the place where they end. */
  #encodeWindow(text: string, start: number): number {
    let end = Math.min(start + this.#window, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    const window = text.slice(start, end).toWellFormed();
    const certain = end === text.length ? window.length : certainEnd(window);
    const pattern = this.#pattern;
    pattern.lastIndex = 0;
    let done = 0;
    for (let match = pattern.exec(window); match !== null; match = pattern.exec(window)) {
      if (pattern.lastIndex > certain && done > 0) break;
      this.#encodePiece(match[0]);
      done = pattern.lastIndex;
    }
    return start + done;
  }

  #encodePiece(piece: string): void {
    if (piece.length * 3 > this.#bytes.length) this.#grow(piece.length * 3);
    const length = this.#utf8.encodeInto(piece, this.#bytes).written;
    const id = this.#table.find(this.#bytes, 0, length);
    if (id === -1) this.#merge(length);
    else this.#ids.push(id);
    if (this.#bytes.length > KEPT_BYTES) this.#grow(USUAL_BYTES);
  }

  /** Joins neighbours, the lowest rank first and the leftmost among equals, until none can be joined. */
  #merge(length: number): void {
    const next = this.#next;
    const previous = this.#previous;
    const ranks = this.#ranks;
    this.#heapSize = 0;
    for (let index = 0; index < length; index++) {
      next[index] = index + 1;
      previous[index] = index - 1;
    }
    for (let index = 0; index < length; index++) this.#rank(index, length);
    while (this.#heapSize > 0) {
      const entry = this.#pop();
      const part = entry % POSITIONS;
      if (ranks[part] !== (entry - part) / POSITIONS) continue;
      const eaten = next[part]!;
      const after = next[eaten]!;
      ranks[eaten] = -1;
      next[part] = after;
      if (after < length) previous[after] = part;
      this.#rank(part, length);
      const before = previous[part]!;
      if (before >= 0) this.#rank(before, length);
    }
    for (let part = 0; part < length; part = next[part]!) {
      this.#ids.push(this.#table.find(this.#bytes, part, next[part]!));
    }
  }

  /** Looks up what `part` and its successor would form. */
  #rank(part: number, length: number): void {
    const successor = this.#next[part]!;
    const rank = successor < length ? this.#table.find(this.#bytes, part, this.#next[successor]!) : -1;
    this.#ranks[part] = rank;
    if (rank !== -1) this.#push(rank * POSITIONS + part);
  }

  #push(entry: number): void {
    const heap = this.#heap;
    let hole = this.#heapSize++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (heap[parent]! <= entry) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = entry;
  }

  #pop(): number {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap[--this.#heapSize]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#heapSize) break;
      if (child + 1 < this.#heapSize && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= last) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = last;
    return top;
  }

  #grow(bytes: number): void {
    this.#bytes = new Uint8Array(bytes);
    this.#next = new Int32Array(bytes);
    this.#previous = new Int32Array(bytes);
    this.#ranks = new Int32Array(bytes);
    // One entry for each pair at the start, and at most two more for each merge.
    this.#heap = new Float64Array(3 * bytes);
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Where matches in a window end at the latest that more text after it could not change. */
function certainEnd(window: string): number {
  return Math.min(window.length - MARGIN, ...FAR_READ.map((read) => runStart(window, read)));
}

/** Where the run of characters of one kind begins that ends with the text. */
function runStart(text: string, kind: RegExp): number {
  let start = text.length;
  while (start > 0) {
    const low = text.charCodeAt(start - 1);
    const before = low >= 0xdc00 && low <= 0xdfff ? start - 2 : start - 1;
    if (!kind.test(text.slice(before, start))) break;
    start = before;
  }
  return start;
}
