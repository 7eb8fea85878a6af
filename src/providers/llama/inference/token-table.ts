/** What stands behind the token ids of a model. */
export interface TokenTable {
  readonly size: number;
  /** The bytes that a token adds to the text; those of a mark are its name. */
  bytes(token: number): Uint8Array;
  /** Whether a token is a mark of the conversation's format, which no reader should see. */
  isControl(token: number): boolean;
  /** The names of all marks, longest first: as text of a message they must stay text. */
  readonly marks: readonly string[];
}

/** How a file spells its tokens: `gpt2` one character for each byte, `llama` and others with `▁` for a space. */
type Spelling = "bytes" | "words";

/** GGUF's `tokenizer.ggml.token_type`. */
const types = { control: 3, userDefined: 4, byte: 6 } as const;

const utf8 = new TextEncoder();

/**
 * Reads the lists of a file's tokenizer.
 * @param model GGUF's `tokenizer.ggml.model`.
 */
export function createTokenTable(
  model: string | undefined,
  tokens: readonly string[],
  tokenTypes: readonly number[],
): TokenTable {
  const spelling: Spelling = model === "gpt2" ? "bytes" : "words";
  const marks = tokens
    .filter(
      (token, id) =>
        (tokenTypes[id] === types.control || tokenTypes[id] === types.userDefined) && token.length > 2,
    )
    .toSorted((a, b) => b.length - a.length);
  const read = (token: number): Uint8Array => {
    const text = tokens[token] ?? "";
    const type = tokenTypes[token];
    if (type === types.control || type === types.userDefined) return utf8.encode(text);
    if (type === types.byte) return Uint8Array.of(Number.parseInt(text.slice(3, 5), 16) || 0); // `<0x0A>`
    return spelling === "bytes" ? spelledBytes(text) : utf8.encode(text.replaceAll("▁", " "));
  };
  // Most of what is written are a few thousand tokens, over and over.
  const known = new Map<number, Uint8Array>();
  return {
    size: tokens.length,
    marks,
    isControl: (token) => tokenTypes[token] === types.control,
    bytes(token) {
      const bytes = known.get(token) ?? read(token);
      known.set(token, bytes);
      return bytes;
    },
  };
}

/** GPT-2's spelling: printable Latin-1 bytes as themselves, the others from U+0100 on, in order. */
const byteOf: ReadonlyMap<string, number> = makeByteOf();

function makeByteOf(): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  let hidden = 0;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    bytes.set(String.fromCharCode(printable ? byte : 0x100 + hidden++), byte);
  }
  return bytes;
}

function spelledBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = byteOf.get(character);
    if (byte === undefined) bytes.push(...utf8.encode(character));
    else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
