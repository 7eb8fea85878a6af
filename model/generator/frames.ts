/**
 * The ways in which people put a question or a request, whatever it is about. Each is multiplied with the words of
 * an intent: a handful of cores gives thousands of forms.
 *
 * `question`, `request`, `wish` and `statement` give the text of a phrase. Parsed phrases are kept, so such a text
 * holds only some of the ways, others for other cores. `asking`, `requesting` and `stating` choose at once among all
 * ways, and are the better ones wherever the dice are at hand.
 */
import { hashText } from "../../src/lib/seeded-random.ts";
import {
  askHeads,
  askTails,
  openers,
  requestHeads,
  requestTails,
  tellHeads,
  tellTails,
  wishHeads,
} from "./ask-heads.ts";
import { createDice, type Dice } from "./dice.ts";
import { phrase } from "./grammar.ts";

const either = (ways: readonly string[]): string => `{${ways.join("|")}}`;

/** As many of the ways as wanted, always the same for the same key. */
function someOf(key: string, ways: readonly string[], count: number): readonly string[] {
  return createDice(hashText(key)).some(ways, count);
}

/** Openers, with a space behind each, and as many times none. */
function opening(key: string): string {
  return either(["", "", "", ...someOf(`open ${key}`, openers, 4).map((text) => `${text} `)]);
}

/** @param direct `what is my name`, without the sign. @param indirect `what my name is`. */
export function question(direct: readonly string[], indirect: readonly string[] = []): string {
  const key = direct.join();
  const tails = `${either(someOf(`tail ${key}`, askTails, 7))}{?|?|?|}`;
  // Nobody needs an opener, and most begin a sentence with a capital.
  const begun = either(direct.map(capitalPhrase));
  if (indirect.length === 0) return `{${opening(key)}${either(direct)}|${begun}}${tails}`;
  const heads = either(someOf(`head ${key}`, askHeads, 4));
  return `{${opening(key)}{${either(direct)}|${heads} ${either(indirect)}}|${begun}}${tails}`;
}

/** @param deed `write a story`. */
export function request(deed: readonly string[]): string {
  const key = deed.join();
  const heads = either(someOf(`do ${key}`, requestHeads, 7));
  return `{${opening(key)}${heads} ${either(deed)}|${either(deed.map(capitalPhrase))}}${either(someOf(`end ${key}`, requestTails, 7))}{.|?||}`;
}

/** @param thing `a story about cats`. */
export function wish(thing: readonly string[]): string {
  const key = thing.join();
  return `${opening(key)}${either(someOf(`want ${key}`, wishHeads, 6))} ${either(thing)}{|, please| please| now|, thanks| today| for me}{.|?||}`;
}

/** @param saying `my name is Ann`. */
export function statement(saying: readonly string[]): string {
  const key = saying.join();
  const heads = someOf(`tell ${key}`, tellHeads, 5);
  const front = either([
    "",
    "",
    "",
    "",
    "",
    "Hi, ",
    "Hello, ",
    "Well, ",
    "So, ",
    ...heads.map((text) => `${text} `),
  ]);
  return `${front}${either(saying)}${either(someOf(`told ${key}`, tellTails, 8))}{.|.|!|}`;
}

/** @param direct `what is my name`, without the sign. @param indirect `what my name is`. */
export function asking(dice: Dice, direct: readonly string[], indirect: readonly string[] = []): string {
  if (direct.length > 0 && (indirect.length === 0 || dice.chance(0.6)))
    return open(
      dice,
      `${core(dice, direct)}${dice.chance(0.6) ? "" : dice.pick(askTails)}${dice.pick(["?", "?", "?", "?", "", ".", "??"])}`,
    );
  const head = phrase(dice.pick(askHeads)).say(dice);
  const tail = dice.pick(["", "", "", "", ", please", " please", " again", " now", ", thanks", " once more"]);
  return open(dice, `${head} ${core(dice, indirect)}${tail}${dice.pick(["?", "?", "?", ".", ".", "", "!"])}`);
}

/** @param deed `write a story`. */
export function requesting(dice: Dice, deed: readonly string[]): string {
  const head = phrase(dice.pick(requestHeads)).say(dice);
  return open(
    dice,
    `${head} ${core(dice, deed)}${dice.chance(0.5) ? "" : dice.pick(requestTails)}${dice.pick(["?", ".", ".", "", "!"])}`,
  );
}

/** @param saying `my name is [v]`. @param tailed Whether something may follow, such as `Got it?`. */
export function stating(dice: Dice, saying: readonly string[], tailed = true): string {
  const said = core(dice, saying);
  const ended = `${said}${!tailed || dice.chance(0.7) ? "" : dice.pick(tellTails)}${dice.pick([".", ".", ".", "", "", "!"])}`;
  if (dice.chance(0.65)) return open(dice, ended);
  return open(dice, `${phrase(dice.pick(tellHeads)).say(dice)} ${ended}`);
}

/** One of the cores; its slots stay open. */
function core(dice: Dice, cores: readonly string[]): string {
  const chosen = dice.pick(cores);
  const slots = [...chosen.matchAll(/\[(\w+)\]/g)].map(([whole, name = ""]) => [name, whole]);
  return phrase(chosen).say(dice, Object.fromEntries(slots));
}

/** Most sentences have no opener; begun ones have a capital more often than not. */
function open(dice: Dice, said: string): string {
  const trimmed = said.trim().replace(/([?.!])[?.!]+$/, (all, first: string) => (all === "??" ? all : first));
  if (dice.chance(0.7)) return dice.chance(0.65) ? capitalText(trimmed) : trimmed;
  const opener = phrase(dice.pick(openers)).say(dice);
  return `${opener} ${/[.!?]$/.test(opener) && dice.chance(0.7) ? capitalText(trimmed) : trimmed}`;
}

function capitalText(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Every way to begin a phrase gets a capital: `{what|which} is it` → `{What|Which} is it`. */
export function capitalPhrase(text: string): string {
  let [depth, start, result] = [0, true, ""];
  for (const letter of text) {
    if (letter === "{") depth++;
    else if (letter === "}") depth--;
    // An alternative further inside may begin in the middle of a sentence; only the first group counts.
    result += start && /[a-z]/.test(letter) ? letter.toUpperCase() : letter;
    if (letter === "{") continue;
    if (letter === "|" && depth === 1 && !result.slice(0, -1).includes("}"))
      start = /^\{[^{}]*\|$/.test(result);
    else start = false;
  }
  return result;
}
