import type { Dice } from "./dice.ts";

/** What people write in a hurry. */
const shortcuts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\byou are\b/gi, ["you're", "ur", "youre"]],
  [/\byou\b/gi, ["u", "ya"]],
  [/\bplease\b/gi, ["pls", "plz", "please"]],
  [/\bthanks\b/gi, ["thx", "thanks", "tnx"]],
  [/\bwhat is\b/gi, ["what's", "whats", "wats"]],
  [/\bwhere is\b/gi, ["where's", "wheres"]],
  [/\bI am\b/g, ["I'm", "im", "Im"]],
  [/\bdo not\b/gi, ["don't", "dont"]],
  [/\bcannot\b/gi, ["can't", "cant", "can not"]],
  [/\bwant to\b/gi, ["wanna", "want to"]],
  [/\bare\b/gi, ["r", "are"]],
  [/\bmy\b/gi, ["my", "mi"]],
  [/\bwould like\b/gi, ["'d like", "would like"]],
  [/\bbecause\b/gi, ["cause", "bc"]],
  [/\bthe\b/gi, ["the", "teh", ""]],
];

const neighbours: Readonly<Record<string, string>> = {
  a: "qs",
  b: "vn",
  c: "xv",
  d: "sf",
  e: "wr",
  f: "dg",
  g: "fh",
  h: "gj",
  i: "uo",
  k: "jl",
  l: "k",
  m: "n",
  n: "bm",
  o: "ip",
  p: "o",
  r: "et",
  s: "ad",
  t: "ry",
  u: "yi",
  v: "cb",
  w: "qe",
  y: "tu",
};

/** Leaves most texts as they are; others lose capitals, signs and letters. Never touches private characters. */
export function roughen(dice: Dice, text: string): string {
  const care = dice.between(0, 99);
  if (care < 50) return text;
  let rough = text;
  if (dice.chance(0.65)) rough = rough.toLowerCase();
  if (dice.chance(0.45)) rough = rough.replace(/[?.!]+$/, "");
  else if (dice.chance(0.1)) rough = rough.replace(/([?!])$/, "$1$1");
  if (care >= 72)
    for (const [whole, ways] of shortcuts)
      if (dice.chance(0.3)) rough = rough.replace(whole, () => dice.pick(ways));
  if (care >= 80) for (let count = dice.between(1, 2); count > 0; count--) rough = mistype(dice, rough);
  if (dice.chance(0.08)) rough = rough.replace(/[,']/g, "");
  if (care >= 97) rough = rough.toUpperCase();
  return rough.replace(/ +/g, " ").trim();
}

function mistype(dice: Dice, text: string): string {
  const places = [...text.matchAll(/[a-z]{4,}/gi)];
  if (places.length === 0) return text;
  const word = dice.pick(places);
  const at = word.index + dice.between(1, word[0].length - 2);
  const letter = text.charAt(at);
  const next = text.charAt(at + 1);
  return (
    text.slice(0, at) +
    dice.pick([
      next + letter,
      next,
      letter + letter + next,
      dice.pick([...(neighbours[letter] ?? letter)]) + next,
    ]) +
    text.slice(at + 2)
  );
}
