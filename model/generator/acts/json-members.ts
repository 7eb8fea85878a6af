import type { Scene } from "../scene.ts";

/** A member of an object: its name, its value, and how a sentence says it of a person. */
export interface Member {
  readonly key: string;
  readonly value: string | number;
  /** After a name: `from Oslo`. */
  readonly after: readonly string[];
  /** As a sentence: `She lives in Oslo`. */
  readonly sentence: readonly string[];
}

/** `[v]` stands for the value, `[a]` for the value with an article, `[k]` for the key. */
interface Kind {
  /** Names that the member may have, separated by spaces; none for any noun at all. */
  readonly keys: string;
  readonly value: (scene: Scene) => string | number;
  readonly after: readonly string[];
  readonly sentence: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    keys: "city",
    value: ({ words }) => words.town(),
    after: [
      "from [v]",
      "who lives in [v]",
      "of [v]",
      "living in [v]",
      "based in [v]",
      "at home in [v]",
      "in [v]",
      "resident in [v]",
    ],
    sentence: [
      "lives in [v]",
      "comes from [v]",
      "is from [v]",
      "has a flat in [v]",
      "moved to [v]",
      "is at home in [v]",
    ],
  },
  {
    keys: "city",
    value: ({ words }) => words.town(),
    after: ["from [v]", "who lives in [v]", "living in [v]"],
    sentence: ["lives in [v]", "comes from [v]"],
  },
  {
    keys: "age",
    value: ({ words }) => Number(words.number(10, 95)),
    after: [
      "aged [v]",
      "who is [v] years old",
      "who is [v]",
      "[v] years old",
      "[v] years of age",
      "at the age of [v]",
      "[v]",
      "who turned [v]",
      "age [v]",
    ],
    sentence: ["is [v] years old", "is [v]", "turned [v]", "is [v] years of age"],
  },
  {
    keys: "age",
    value: ({ words }) => Number(words.number(10, 95)),
    after: ["aged [v]", "who is [v] years old", "[v] years old"],
    sentence: ["is [v] years old", "is [v]"],
  },
  {
    keys: "job",
    value: ({ words }) => words.job(),
    after: ["who works as [a]", "[a]", "[v] by trade", "working as [a]", "who is [a]", "employed as [a]"],
    sentence: ["works as [a]", "is [a]", "is [a] by profession"],
  },
  {
    keys: "colour color favourite",
    value: ({ words }) => words.colour(),
    after: ["who likes [v]", "who loves the colour [v]", "with the favourite colour [v]", "fond of [v]"],
    sentence: ["likes [v]", "loves the colour [v]", "prefers [v]"],
  },
  {
    keys: "product item article",
    value: ({ words }) => words.product(),
    after: ["with [a]", "who bought [a]", "who wants [a]", "who ordered [a]"],
    sentence: ["bought [a]", "ordered [a]", "wants [a]", "needs [a]"],
  },
  {
    keys: "order number code reference",
    value: ({ words }) => words.order(),
    after: ["with order [v]", "with the number [v]", "number [v]", "reference [v]"],
    sentence: ["has order [v]", "got the number [v]"],
  },
  {
    keys: "food meal dish",
    value: ({ words }) => words.food(),
    after: ["who eats [v]", "who likes to eat [v]", "who loves [v]"],
    sentence: ["eats [v]", "had [v] for lunch", "loves to eat [v]"],
  },
  {
    keys: "hobby",
    value: ({ words }) => words.hobby(),
    after: ["with the hobby [v]", "who enjoys [v]", "into [v]"],
    sentence: ["enjoys [v]", "spends the weekends with [v]", "has the hobby [v]"],
  },
  {
    keys: "pet animal",
    value: ({ words }) => words.animal(),
    after: ["who has [a]", "with [a] as a pet", "who keeps [a]"],
    sentence: ["has [a] as a pet", "keeps [a]", "owns [a]"],
  },
  {
    keys: "company firm employer",
    value: ({ words }) => words.firm(),
    after: ["of [v]", "who works for [v]", "employed at [v]", "from the company [v]"],
    sentence: ["works for [v]", "works at [v]", "is with [v]"],
  },
  {
    keys: "day",
    value: ({ words }) => words.day(),
    after: ["on [v]", "who comes on [v]", "for [v]"],
    sentence: ["comes on [v]", "arrives on [v]", "has time on [v]"],
  },
  {
    keys: "date birthday born",
    value: ({ words }) => words.date(),
    after: ["born on [v]", "with the date [v]"],
    sentence: ["was born on [v]", "has the date [v]"],
  },
  {
    keys: "time hour",
    value: ({ words }) => words.clock(),
    after: ["at [v]", "who comes at [v]"],
    sentence: ["comes at [v]", "is here at [v]"],
  },
  {
    keys: "price amount total",
    value: ({ words }) => Number(words.number(2, 199)),
    after: ["who paid [v] euros", "for [v] euros", "with a bill of [v] euros"],
    sentence: ["paid [v] euros", "owes [v] euros", "has to pay [v]"],
  },
  {
    keys: "quantity count pieces",
    value: ({ words }) => Number(words.number(2, 60)),
    after: ["with [v] pieces", "who took [v]"],
    sentence: ["took [v] pieces", "ordered [v] of them"],
  },
  {
    keys: "room seat table",
    value: ({ words }) => Number(words.number(2, 400)),
    after: ["with the number [v]", "in number [v]"],
    sentence: ["has the number [v]", "sits at [v]"],
  },
  {
    keys: "phone",
    value: ({ dice }) => `${dice.between(100, 999)} ${dice.between(1000, 9999)}`,
    after: ["with the phone number [v]", "phone [v]", "who can be called on [v]"],
    sentence: ["has the phone number [v]", "can be reached on [v]"],
  },
  {
    keys: "email",
    value: ({ dice, words }) =>
      `${words.invented()}@${words.noun()}.${dice.pick(["com", "org", "net", "example"])}`,
    after: ["with the email [v]", "mail [v]", "who writes from [v]"],
    sentence: ["has the email address [v]", "writes from [v]"],
  },
  {
    keys: "",
    value: ({ dice, words }) => dice.pick([words.noun, words.invented, words.name])(),
    after: ["with the [k] [v]", "whose [k] is [v]", "[k] [v]"],
    sentence: ["has the [k] [v]", "chose [v] as [k]"],
  },
  {
    keys: "",
    value: ({ dice, words }) => dice.pick([words.noun, words.invented, words.name])(),
    after: ["with the [k] [v]", "whose [k] is [v]"],
    sentence: ["has the [k] [v]"],
  },
  {
    keys: "",
    value: ({ words }) => Number(words.number(2, 999)),
    after: ["with [v] as [k]", "whose [k] is [v]"],
    sentence: ["has [v] as [k]"],
  },
];

const article = (text: string): string => `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`;

/** Up to so many members with names of their own. */
export function someMembers(scene: Scene, count: number): readonly Member[] {
  const seen = new Set(["name"]);
  return scene.dice
    .some(kinds, count)
    .map((kind) => drawn(scene, kind))
    .filter(({ key }) => !seen.has(key) && seen.add(key));
}

function drawn(scene: Scene, { keys, value, after, sentence }: Kind): Member {
  const key = keys === "" ? scene.words.noun() : scene.dice.pick(keys.split(" "));
  const made = value(scene);
  const slots: Readonly<Record<string, string>> = { v: String(made), a: article(String(made)), k: key };
  const fill = (text: string): string => text.replace(/\[(\w)\]/g, (_, name: string) => slots[name] ?? "");
  return { key, value: made, after: after.map(fill), sentence: sentence.map(fill) };
}
