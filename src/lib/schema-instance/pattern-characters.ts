import type { AST } from "@eslint-community/regexpp";
import { invalid, spend, type Run } from "./run.ts";

/** An element that takes exactly one character. */
export type CharacterNode =
  | AST.Character
  | AST.CharacterSet
  | AST.CharacterClass
  | AST.ExpressionCharacterClass;

/** What one such element takes. */
export interface Characters {
  has(character: string): boolean;
  /** Some that it takes, by kind, the most readable kind first; never empty, nor is any kind. */
  readonly samples: readonly (readonly string[])[];
}

/** Kinds of characters from the most readable to the least. */
const kinds = [
  "abcdefghijklmnopqrstuvwxyz",
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  "0123456789",
  "-_.+",
  " ",
  "!\"#$%&'()*,/:;<=>?@[\\]^`{|}~",
  "\t\n\r\f\v\0\u0001\u007f",
];

/** Code points looked through for an odd class such as `\p{Script=Hiragana}`: the first two planes. */
const SEARCHED = 0x20000;

/** Samples that are enough for an odd class. */
const ENOUGH = 8;

/** What an element takes. Throws `invalid_value` when that is no character at all. */
export function charactersOf(run: Run, node: CharacterNode, flags: string, path: string): Characters {
  if (node.type === "Character") {
    const only = String.fromCodePoint(node.value);
    return { has: (character) => character === only, samples: [[only]] };
  }
  // One class against one character: nothing in it can backtrack.
  const pattern = new RegExp(`^(?:${node.raw})$`, flags);
  const has = (character: string): boolean => pattern.test(character);
  return { has, samples: findSamples(run, has, node.raw, path) };
}

function findSamples(run: Run, has: Characters["has"], raw: string, path: string): Characters["samples"] {
  const usual = kinds.map((kind) => [...kind].filter(has)).filter((found) => found.length > 0);
  if (usual.length > 0) return usual;
  const found: string[] = [];
  for (let code = 0x80; code < SEARCHED && found.length < ENOUGH; code++) {
    if (code % 64 === 0) spend(run, path);
    // Lone surrogates are no characters in JSON.
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (has(character)) found.push(character);
  }
  if (found.length === 0) throw invalid(path, `No character fits ${raw.slice(0, 50)} in this pattern.`);
  return [found];
}
