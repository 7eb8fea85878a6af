/** The tokens of the tiny embedding model: single characters, each at the beginning of a word and within one. */
export interface WordPieces {
  readonly tokens: readonly string[];
  /** GGUF's `tokenizer.ggml.token_type`. */
  readonly types: readonly number[];
  idOf(token: string): number;
}

/** GGUF's sign of a word's beginning, in place of BERT's `##` within one. */
const BEGINNING = "\u2581";
/** What the tokenizer leaves of a text: small letters without accents. Everything else is `[UNK]`. */
const CHARACTERS = [
  ..."abcdefghijklmnopqrstuvwxyz0123456789",
  ..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  ..."αβγδεζηθικλμνξοπρστυφχψω",
  ..."абвгдежзиклмнопрстуфхцчшщъыьэюя",
];
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
const types = { normal: 1, unknown: 2, control: 3 } as const;

const tokens = [...SPECIAL, ...CHARACTERS.map((character) => BEGINNING + character), ...CHARACTERS];

export const wordPieces: WordPieces = {
  tokens,
  types: tokens.map((token) =>
    token === "[UNK]" ? types.unknown : SPECIAL.includes(token) ? types.control : types.normal,
  ),
  idOf: (token) => tokens.indexOf(token),
};
