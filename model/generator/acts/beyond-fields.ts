import type { Dice } from "../dice.ts";
import { question, request } from "../frames.ts";
import { phrase } from "../grammar.ts";
import type { Scene } from "../scene.ts";
import { type Field, learnedFields, lifeFields, techFields } from "../words/more-subjects.ts";
import { missSlots } from "./beyond-misses.ts";
import { subject } from "./beyond-open.ts";
import { learnedPatterns, type Patterns } from "./beyond-patterns.ts";
import { lifePatterns } from "./beyond-patterns-life.ts";
import { livePatterns, taskPatterns, techPatterns } from "./beyond-patterns-tech.ts";
import { askers, deedShapes, leads, tails, thingShapes } from "./beyond-shapes.ts";

interface Known {
  readonly field: Field;
  readonly own: Patterns;
}

const words: Readonly<Record<string, Field>> = { ...learnedFields, ...lifeFields, ...techFields };
const own: Readonly<Record<string, Patterns>> = { ...learnedPatterns, ...lifePatterns, ...techPatterns };
const fields: readonly Known[] = Object.entries(words).map(([name, field]) => {
  const patterns = own[name];
  if (patterns === undefined) throw new TypeError(`no patterns for the field "${name}"`);
  return { field, own: patterns };
});

/** Fills a phrase; only the slots that it has are drawn. */
export function fill(scene: Scene, text: string, field: Field): string {
  const { dice } = scene;
  const source = scene.words;
  const misses = missSlots(dice);
  const makers: Readonly<Record<string, () => string>> = {
    // Mostly of the field, sometimes of anywhere, so that no list is the key.
    x: () => (dice.chance(0.85) ? dice.pick(field.things) : subject(scene)),
    y: () => dice.pick(field.things),
    d: () => dice.pick(field.deeds),
    who: () => phrase(dice.pick(askers)).say(dice),
    noun: source.noun,
    noun2: source.noun,
    adj: source.adjective,
    adj2: source.adjective,
    verb: source.verb,
    town: source.town,
    town2: source.town,
    name: source.name,
    name2: source.name,
    food: source.food,
    food2: source.food,
    animal: source.animal,
    animal2: source.animal,
    job: source.job,
    firm: source.firm,
    topic: source.topic,
    colour: source.colour,
    colour2: source.colour,
    day: source.day,
    clock: source.clock,
    invented: source.invented,
    invented2: source.invented,
    number: () => String(dice.between(2, dice.pick([9, 60, 300, 5000]))),
    number2: () => String(dice.between(2, dice.pick([12, 40, 500]))),
  };
  const slots: Record<string, string> = { ...misses };
  for (const [, name = ""] of text.matchAll(/\[(\w+)\]/g)) {
    const make = makers[name];
    if (make !== undefined) slots[name] ??= make();
  }
  return phrase(text).say(dice, slots);
}

/** Context before, remarks after, or neither. */
function around(scene: Scene, text: string, field: Field): string {
  const { dice } = scene;
  let said = text;
  if (dice.chance(0.16)) {
    const lead = phrase(dice.pick(leads)).say(dice);
    said = `${lead} ${/[,:]$| (so|but)$/.test(lead) && !/^I\b|^[A-Z]{2}/.test(said) ? said.charAt(0).toLowerCase() + said.slice(1) : said}`;
  }
  if (dice.chance(0.16)) {
    const end = /[.?!]$/.test(said) ? "" : dice.pick([".", "?", ""]);
    const tail = fill(scene, dice.pick(tails), field);
    said = `${said}${end} ${tail}`;
  }
  return said;
}

/** `my son wants to know how to …` needs a clause, which deeds always give. */
function asked(dice: Dice): string {
  return `{{${dice.pick(askers)}} {wants to know|asked me|is wondering|needs to know|would like to know|keeps asking}|{I wonder|I'm wondering|no idea|not sure|I need to know|I can't find out|nobody can tell me|please tell me|do you know|I forgot|could you tell me|tell us|I'd like to know|any idea|we can't agree}} {how to|when to|where to|whether to|why one should} [d]{.|?|}`;
}

function plain(text: string, sign: string): string {
  return `{${text}}{${sign}}`;
}

/** A message on a thing or a deed of one field. */
function ofField(scene: Scene, { field, own: patterns }: Known): string {
  const { dice } = scene;
  const text = dice.pick([
    () => plain(dice.pick(thingShapes), "?||.|"),
    () => plain(dice.pick(thingShapes), "?||.|"),
    () => plain(dice.pick(deedShapes), "?||.|"),
    () => plain(dice.pick(deedShapes), "?||.|"),
    () => asked(dice),
    () => question([dice.pick(patterns.asks)]),
    () => plain(dice.pick(patterns.asks), "?|?|"),
    () => plain(dice.pick(patterns.asks), "?|?|"),
    () => request([dice.pick(patterns.orders)]),
    () => plain(dice.pick(patterns.orders), ".||!"),
    () => dice.pick(patterns.tales),
    () => dice.pick(patterns.tales),
  ])();
  return around(scene, capitalised(dice, fill(scene, text, field)), field);
}

function capitalised(dice: Dice, text: string): string {
  return dice.chance(0.75) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** What no field has a list for: long work, opinions, roles, and the day's events. */
export function ofMoment(scene: Scene): string {
  const { dice } = scene;
  const { field } = dice.pick(fields);
  const { asks, orders, tales } = dice.chance(0.5) ? livePatterns : taskPatterns;
  const text = dice.pick([
    () => question([dice.pick(asks)]),
    () => plain(dice.pick(asks), "?|?|"),
    () => request([dice.pick(orders)]),
    () => plain(dice.pick(orders), ".||!"),
    () => dice.pick(tales),
  ])();
  return around(scene, capitalised(dice, fill(scene, text, field)), field);
}

/** A message of any field. */
export function ofAnyField(scene: Scene): string {
  const named = scene.dice.pick(fields);
  // Where tools are offered, the time-table and the shop could be asked of one.
  const { field } = named;
  const live = field === words["transport"] || field === words["sports"] || field === words["shopping"];
  return ofField(scene, live && scene.tools.length > 0 ? (fields[0] ?? named) : named);
}

/** Any thing of any field. */
export function anyThing(scene: Scene): string {
  return scene.dice.pick(scene.dice.pick(fields).field.things);
}

/** A thing of which only the name says that it is not among the known topics, and whose text needs the slots here. */
export function fillAny(scene: Scene, text: string): string {
  return fill(scene, text, scene.dice.pick(fields).field);
}
