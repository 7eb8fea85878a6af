import type { Dice } from "../dice.ts";

const starts = [
  ..."bcdfghjklmnprstvwyz",
  "br",
  "ch",
  "cl",
  "dr",
  "fl",
  "gr",
  "kr",
  "pl",
  "pr",
  "qu",
  "sh",
  "sk",
  "sl",
  "st",
  "th",
  "tr",
  "v",
  "",
  "m",
  "l",
];
const middles = [..."aeiou", ..."aeio", "ai", "ea", "ee", "ia", "ou", "oo", "ei", "au"];
const ends = [
  "",
  "",
  "",
  "",
  "n",
  "r",
  "l",
  "s",
  "m",
  "k",
  "t",
  "d",
  "x",
  "ck",
  "nd",
  "rt",
  "st",
  "ng",
  "ll",
  "ph",
];

/** A word that can be spoken and that no list has, of two to four syllables: what is copied must not be remembered. */
export function inventWord(dice: Dice): string {
  const syllables = dice.pick([2, 2, 2, 3, 3, 4]);
  let word = "";
  for (let index = 0; index < syllables; index++) {
    const last = index === syllables - 1;
    word += dice.pick(starts) + dice.pick(middles) + (last || dice.chance(0.25) ? dice.pick(ends) : "");
  }
  return word.length >= 4 && word.length <= 11 ? word : inventWord(dice);
}
