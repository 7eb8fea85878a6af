import type { Dice } from "../dice.ts";
import { isHeldOut } from "../held-out.ts";
import { inventWord } from "./invent-word.ts";
import { capitals } from "./capitals.ts";
import * as lists from "./lists.ts";

/** Where the values of a conversation come from. Training and evaluation draw from sources that share no value. */
export interface WordSource {
  noun(): string;
  adjective(): string;
  verb(): string;
  /** `verb` with `-ing`. */
  doing(): string;
  name(): string;
  fullName(): string;
  town(): string;
  colour(): string;
  animal(): string;
  job(): string;
  food(): string;
  hobby(): string;
  /** A thing that a shop might sell: `blue folding lamp`. */
  product(): string;
  /** A firm, shop or club. */
  firm(): string;
  order(): string;
  /** A secret word or number. */
  code(): string;
  topic(): string;
  clock(): string;
  day(): string;
  date(): string;
  price(): string;
  number(low: number, high: number): string;
  /** A word that no dictionary has. */
  invented(): string;
  /** A name for a function or a field, such as `find_lamp`. */
  identifier(): string;
}

const endings = [
  "Shop",
  "Books",
  "Tools",
  "Hotel",
  "Bank",
  "Cafe",
  "Garden",
  "Travel",
  "Foods",
  "Studio",
  "Club",
  "Online",
];

/** Capitals are known to the model by themselves, so they are no test of its memory. */
const otherCities = lists.cities.filter((city) => capitals.every(([, capital]) => capital !== city));

/** @param held Only values that training never says; otherwise only others. */
export function createWordSource(dice: Dice, held: boolean): WordSource {
  const fitting = <Value extends string>(make: () => Value): Value => {
    for (let tries = 0; tries < 10_000; tries++) {
      const value = make();
      if (isHeldOut(value) === held) return value;
    }
    throw new TypeError("no value of the wanted kind was found");
  };
  const from = (list: readonly string[]) => () => fitting(() => dice.pick(list));
  const invented = (): string => fitting(() => inventWord(dice));
  const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const noun = (): string => (dice.chance(0.08) ? invented() : from(lists.nouns)());
  const adjective = from(lists.adjectives);
  const verb = from(lists.verbs);
  const name = (): string => (dice.chance(0.55) ? from(lists.firstNames)() : capitalised(invented()));
  const digits = (count: number): string => Array.from({ length: count }, () => dice.between(0, 9)).join("");
  const number = (low: number, high: number): string => fitting(() => String(dice.between(low, high)));
  const doing = (): string => toDoing(verb());
  const code = (): string =>
    fitting(() =>
      dice.pick([
        () => digits(dice.between(4, 7)),
        () => dice.pick([..."ABCDEFGHJKLMNPRSTUVWXYZ"]) + digits(dice.between(3, 5)),
        () => `${dice.pick(["ORD", "INV", "REF", "TK", "CX", "PO", "AB"])}-${digits(dice.between(3, 6))}`,
        () => `${digits(3)}-${digits(dice.between(3, 4))}`,
        () => `#${digits(dice.between(3, 6))}`,
      ])(),
    );
  return {
    noun,
    adjective,
    verb,
    doing,
    name,
    fullName: () => `${name()} ${capitalised(dice.chance(0.6) ? invented() : noun())}`,
    town: () => (dice.chance(0.5) ? from(held ? otherCities : lists.cities)() : capitalised(invented())),
    colour: () =>
      dice.chance(0.75) ? from(lists.colours)() : `${dice.pick(["dark", "light", "pale"])} ${noun()}`,
    animal: () => (dice.chance(0.75) ? from(lists.animals)() : noun()),
    job: () =>
      dice.chance(0.65)
        ? from(lists.jobs)()
        : `${noun()} ${dice.pick(["maker", "seller", "trainer", "painter", "tester"])}`,
    food: () =>
      dice.chance(0.55)
        ? from(lists.foods)()
        : `${noun()} ${dice.pick(["soup", "pie", "salad", "stew", "cake"])}`,
    hobby: () =>
      dice.chance(0.55)
        ? from(lists.hobbies)()
        : dice.chance(0.5)
          ? `${doing()} ${noun()}s`
          : `${noun()} ${doing()}`,
    product: () =>
      dice.pick([
        () => `${adjective()} ${noun()}`,
        () => `${noun()} ${noun()}`,
        () => `${adjective()} ${noun()} ${noun()}`,
        noun,
      ])(),
    firm: () =>
      dice.pick([
        () => `${capitalised(noun())} ${dice.pick(endings)}`,
        () => capitalised(invented()),
        () => `${capitalised(adjective())} ${capitalised(noun())}`,
      ])(),
    order: code,
    code: () => (dice.chance(0.5) ? invented() : dice.chance(0.4) ? noun() : code()),
    topic: () =>
      dice.pick([
        () => `the ${adjective()} ${noun()}`,
        () => `the ${noun()} ${noun()}`,
        () => `the ${noun()}`,
        () => `${doing()} ${noun()}s`,
      ])(),
    clock: () => fitting(() => `${dice.between(7, 21)}:${dice.pick(["00", "15", "30", "45", "10", "50"])}`),
    day: () => dice.pick(lists.weekdays),
    date: () => fitting(() => `${dice.between(1, 28)} ${dice.pick(lists.months)}`),
    price: () => fitting(() => `${dice.between(1, 199)}${dice.pick(["", ".50", ".99", ".20"])}`),
    number,
    invented,
    identifier: () =>
      dice.pick([
        () => `${verb()}_${noun()}`,
        () => `${dice.pick(["get", "find", "list", "book", "send"])}_${noun()}`,
        noun,
        invented,
      ])(),
  };
}

function toDoing(verb: string): string {
  if (/[^aeiou]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return /^(cut|dig|hug|run|spin|swap|swim|trim|wrap|knit|plan|step)$/.test(verb)
    ? `${verb}${verb.at(-1)}ing`
    : `${verb}ing`;
}
