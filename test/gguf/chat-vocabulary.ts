/**
 * The tokens of the tiny chat model: 256 bytes (token n is byte n), some common pieces that are merged from them,
 * and the marks of a conversation. A byte-level BPE as GPT-2's, so every text can be written.
 */
export interface ChatVocabulary {
  /** As the file spells them: one visible character stands for each byte. */
  readonly tokens: readonly string[];
  /** GGUF's `tokenizer.ggml.token_type`, one for each token. */
  readonly types: readonly number[];
  /** `left right` in the order in which they are merged. */
  readonly merges: readonly string[];
  /** The same as ids of tokens. */
  readonly pairs: readonly (readonly [left: number, right: number])[];
  /** The bytes of each token; empty for marks. */
  readonly bytes: readonly Buffer[];
  /** The id of a mark or a piece. */
  idOf(token: string): number;
}

/**
 * Two characters that are one token. No right one is also a left one: then a text in which they never stand apart
 * is split into the tokens of which it was made, and a conversation's next prompt begins as the last one ended.
 */
const pieces = ["th", "an", "er", "ou", "il", "sw", " m"];

/** Characters of several bytes, merged byte by byte: whole ones and their beginnings are tokens. */
const characters = ["ü", "—", "😀"];

/** Marks that the tokenizer finds in a prompt and does not show in an answer's text. */
const controls = ["<|endoftext|>", "<|im_start|>", "<|im_sep|>", "<|im_end|>"];

/** How the chat template writes the beginning of a tool call. One token, so that a model can begin one for certain. */
const CALL = '<tool_call>{"name": "';

/** Marks that are shown as they are written. */
const shown = ["<tool_call>", CALL, "</tool_call>", "<think>", "</think>"];

const types = { normal: 1, control: 3, userDefined: 4 } as const;

export const chatVocabulary: ChatVocabulary = makeVocabulary();

function makeVocabulary(): ChatVocabulary {
  const tokens: string[] = [];
  const bytes: Buffer[] = [];
  const merges: string[] = [];
  const pairs: [left: Buffer, right: Buffer][] = [];
  for (let byte = 0; byte < 256; byte++) {
    tokens.push(visible(byte));
    bytes.push(Buffer.of(byte));
  }
  const merge = (left: Buffer, right: Buffer): void => {
    merges.push(`${spell(left)} ${spell(right)}`);
    pairs.push([left, right]);
    bytes.push(Buffer.concat([left, right]));
    tokens.push(spell(left) + spell(right));
  };
  for (const piece of [...pieces, ...characters]) {
    const whole = Buffer.from(piece);
    for (let end = 1; end < whole.length; end++) merge(whole.subarray(0, end), whole.subarray(end, end + 1));
  }
  const normal = tokens.length;
  tokens.push(...controls, ...shown);
  for (const _ of [...controls, ...shown]) bytes.push(Buffer.alloc(0));
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const idOf = (token: string): number => {
    const id = ids.get(token) ?? ids.get(spell(Buffer.from(token)));
    if (id === undefined) throw new TypeError(`the tiny vocabulary has no token "${token}"`);
    return id;
  };
  return {
    tokens,
    bytes,
    merges,
    pairs: pairs.map(([left, right]) => [idOf(spell(left)), idOf(spell(right))]),
    types: tokens.map((token, id) =>
      id < normal ? types.normal : controls.includes(token) ? types.control : types.userDefined,
    ),
    idOf,
  };
}

function spell(text: Buffer): string {
  return [...text].map(visible).join("");
}

/** GPT-2's spelling: printable Latin-1 bytes as themselves, all others from U+0100 on, in order. */
function visible(byte: number): string {
  return String.fromCharCode(isPrintable(byte) ? byte : 0x100 + hiddenBefore(byte));
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
}

function hiddenBefore(byte: number): number {
  let count = 0;
  for (let other = 0; other < byte; other++) if (!isPrintable(other)) count++;
  return count;
}
