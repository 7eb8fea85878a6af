import type { Dice } from "./dice.ts";

/** A parsed phrase: pieces in a row, each a text, a slot or a choice between phrases. */
type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "slot"; readonly name: string }
  | { readonly type: "choice"; readonly ways: readonly (readonly Piece[])[] };

/** A way to say something, with alternatives: `{Hi|Hello} [name]{!|.|}`. Braces nest; an empty way is allowed. */
export interface Phrase {
  /** One form, with the slots filled; a slot that is not given is an error. */
  say(dice: Dice, slots?: Readonly<Record<string, string>>): string;
  /** How many different forms there are, slots not counted. */
  readonly forms: number;
}

const parsed = new Map<string, Phrase>();

/** Phrases that are kept. Those with a value written into them come once and would fill the memory. */
const mostKept = 5_000;

/** Parses once, as long as the text is kept. A brace or bracket that stays open is an error. */
export function phrase(text: string): Phrase {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const reader = { text, at: 0 };
  const pieces = readPieces(reader, false);
  const made: Phrase = {
    say: (dice, slots = {}) => tidy(sayPieces(pieces, dice, slots)),
    forms: countForms(pieces),
  };
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(text, made);
  return made;
}

function readPieces(reader: { readonly text: string; at: number }, within: boolean): Piece[] {
  const pieces: Piece[] = [];
  const { text } = reader;
  while (reader.at < text.length) {
    const sign = text[reader.at];
    if (sign === "|" || sign === "}") {
      if (!within) throw new TypeError(`a stray "${sign}" in the phrase "${text}"`);
      return pieces;
    }
    if (sign === "{") {
      const ways: Piece[][] = [];
      do {
        reader.at++;
        ways.push(readPieces(reader, true));
      } while (text[reader.at] === "|");
      if (text[reader.at] !== "}") throw new TypeError(`a brace stays open in the phrase "${text}"`);
      reader.at++;
      pieces.push({ type: "choice", ways });
    } else if (sign === "[") {
      const end = text.indexOf("]", reader.at);
      if (end < 0) throw new TypeError(`a bracket stays open in the phrase "${text}"`);
      pieces.push({ type: "slot", name: text.slice(reader.at + 1, end) });
      reader.at = end + 1;
    } else {
      const [plain = ""] = /[^{}|[]+/.exec(text.slice(reader.at)) ?? [];
      pieces.push({ type: "text", text: plain });
      reader.at += plain.length;
    }
  }
  return pieces;
}

function sayPieces(pieces: readonly Piece[], dice: Dice, slots: Readonly<Record<string, string>>): string {
  let said = "";
  for (const piece of pieces) {
    if (piece.type === "text") said += piece.text;
    else if (piece.type === "choice") said += sayPieces(dice.pick(piece.ways), dice, slots);
    else {
      const value = slots[piece.name];
      if (value === undefined) throw new TypeError(`nothing to fill the slot "${piece.name}" with`);
      said += value;
    }
  }
  return said;
}

function countForms(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (product, piece) =>
      piece.type === "choice" ? product * piece.ways.reduce((sum, way) => sum + countForms(way), 0) : product,
    1,
  );
}

/** Empty ways leave spaces behind. Line breaks stay. */
function tidy(text: string): string {
  return text
    .replace(/ +/g, " ")
    .replace(/ ([?!.,;])/g, "$1")
    .trim();
}
