import { phrase } from "../grammar.ts";
import { capital, type Scene } from "../scene.ts";
import {
  type Line,
  openersNeutral,
  openersPast,
  type Questions,
  type Role,
  role,
  type Slots,
  type Writer,
} from "./reading-lines.ts";
import { about, also, doer } from "./reading-questions.ts";
import { ownWays } from "./reading-circumstances.ts";
import { a, moment, money, reason, spot, thing } from "./reading-values.ts";
import { deeds, type Extra, type Target } from "./reading-verbs.ts";

/** Where each extra stands in a sentence: the taker first, the reason last. */
const order: readonly Extra[] = [
  "taker",
  "helped",
  "giver",
  "sum",
  "tool",
  "mate",
  "spot",
  "town",
  "time",
  "reason",
];

/** How an extra is said: the whole of it is also the short answer. */
const told: Readonly<Record<Extra, string>> = {
  taker: "to [taker]",
  helped: "for [helped]",
  giver: "from [giver]",
  sum: "for [sum] [_money]",
  tool: "with [tool]",
  mate: "together with [mate]",
  spot: "[spot]",
  town: "in [town]",
  time: "[time]",
  reason: "[reason]",
};

const given: Readonly<Record<Extra, (scene: Scene) => string>> = {
  taker: ({ words }) => words.name(),
  helped: ({ words }) => words.name(),
  giver: ({ words }) => words.name(),
  sum: ({ words }) => words.price(),
  tool: ({ words }) => a(words.noun()),
  mate: ({ words }) => words.name(),
  spot,
  town: ({ words }) => words.town(),
  time: moment,
  reason,
};

/** Extras that a question could take for each other. */
const rivals: readonly (readonly Extra[])[] = [
  ["spot", "town"],
  ["tool", "mate"],
  ["helped", "taker", "giver", "mate"],
  ["sum", "helped"],
  ["reason", "helped"],
];

const houses =
  "house hotel shop museum school library bridge theatre cafe station factory gallery clinic".split(" ");

const targets: Readonly<Record<Target, (scene: Scene) => string>> = {
  thing: (scene) => `${scene.dice.chance(0.75) ? "the" : "a"} ${thing(scene)}`,
  food: ({ words }) => words.food(),
  person: ({ words }) => words.name(),
  animal: ({ words, dice }) => `the ${dice.chance(0.5) ? `${words.adjective()} ` : ""}${words.animal()}`,
  house: ({ words, dice }) => `the ${words.noun()} ${dice.pick(houses)}`,
};

/** Words for each target in a question that does not know it. */
const wanted: Readonly<Record<Target, "thing" | "food" | "person" | "animal">> = {
  thing: "thing",
  food: "food",
  person: "person",
  animal: "animal",
  house: "thing",
};

/** Somebody did something, with two or three circumstances, of which each can be asked for. */
export const event: Writer = (scene, who): Line => {
  const { dice } = scene;
  const deed = dice.pick(deeds);
  const verb = dice.pick(deed.verbs);
  const other = dice.chance(0.5) ? verb : dice.pick(deed.verbs);
  const object = targets[deed.target](scene);
  const bare = object.replace(/^(the|a) /, "");
  const extras = choose(scene, deed.extras);
  const slots: Record<string, string> = {
    who,
    thing: bare,
    _it: object === bare || object.startsWith("the ") ? object : a(bare),
    _the: object === bare ? bare : `the ${bare}`,
    _past: verb.past,
    _part: verb.part,
    _base2: other.base,
    _past2: other.past,
    _part2: other.part,
    _money: money(scene),
  };
  for (const extra of extras) slots[extra] = given[extra](scene);
  const facts = order.filter((extra) => extras.includes(extra));
  const anonymous = facts.length > 0 && deed.target !== "person" && dice.chance(0.12);
  const body = phrase(say(scene, facts, anonymous)).say(dice, slots);
  // `Early on` would answer a question for the time, which is then not asked.
  const early = !extras.includes("time") && dice.chance(0.15);
  const opener = dice.chance(early ? 1 : 0.5) ? phrase(early ? openersPast : openersNeutral).say(dice) : "";
  // A question on what is left open must not be answered by another extra: `in the box` for `where`.
  const open = deed.extras.filter(
    (extra) => !(early && extra === "time") && !extras.some((has) => has === extra || rival(has, extra)),
  );
  const { core, roles } = rolesOf(deed.target, facts, anonymous);
  return {
    kind: `event ${deed.verbs.map(({ base }) => base).join(" ")}`,
    who: anonymous ? "" : who,
    sentence: `${capital(opener === "" ? body : `${opener} ${body}`)}.`,
    slots: anonymous ? without(slots, "who") : slots,
    core,
    roles,
    unsaid: open.map((extra) => extraRole(extra, core, anonymous)),
  };
};

function without(slots: Slots, name: string): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([key]) => key !== name));
}

function rival(one: Extra, other: Extra): boolean {
  return rivals.some((group) => group.includes(one) && group.includes(other));
}

function choose({ dice }: Scene, possible: readonly Extra[]): readonly Extra[] {
  const chosen: Extra[] = [];
  for (const extra of dice.some(possible, dice.pick([0, 1, 1, 1, 2, 2, 3])))
    if (!chosen.some((has) => rival(has, extra))) chosen.push(extra);
  return chosen;
}

function say({ dice }: Scene, facts: readonly Extra[], anonymous: boolean): string {
  // What stands in front is said with a comma: `On Monday, Ann sold the lamp`.
  const front = dice.chance(0.3) ? facts.find((extra) => extra === "time" || extra === "town") : undefined;
  const rest = facts
    .filter((extra) => extra !== front)
    .map((extra) => ` ${told[extra]}`)
    .join("");
  const start = front === undefined ? "" : `${told[front]}, `;
  if (anonymous) return `${start}[_it] {was|has been|was} [_part]${rest}`;
  const way = dice.between(0, 11);
  if (way < 3) return `${start}[_it] was [_part] by [who]${rest}`;
  if (way === 3) return `${start}it was [who] who [_past] [_it]${rest}`;
  if (way === 4) return `${start}[who] was the one who [_past] [_it]${rest}`;
  return `${start}[who] [_past] [_it]${rest}`;
}

interface Asked {
  readonly core: string;
  readonly roles: readonly Role[];
}

const askedByShape = new Map<string, Asked>();

/** The questions are the same for each combination of circumstances, and are put together once. */
function rolesOf(target: Target, facts: readonly Extra[], anonymous: boolean): Asked {
  const shape = `${target} ${facts.join(" ")} ${anonymous ? "by nobody" : ""}`;
  const known = askedByShape.get(shape);
  if (known !== undefined) return known;
  const core = anonymous ? "[_it] was [_part]" : "[who] [_past] [_it]";
  const details = facts.filter((extra) => extra !== "reason" && extra !== "time").map((extra) => told[extra]);
  const roles = facts.map((extra) => extraRole(extra, core, anonymous));
  if (anonymous)
    roles.push(...passiveRoles(target, details.length > 0 ? details : facts.map((extra) => told[extra])));
  else {
    const [doers, objects] = [
      role("[who]", doerWays(target, details), `${core}.`),
      role("[_it]", objectWays(target, details), `${core}.`),
    ];
    // Who and what are asked for as often as all circumstances together.
    roles.push(doers, objects, doers, objects);
  }
  const made = { core: `${core}.`, roles };
  askedByShape.set(shape, made);
  return made;
}

/** Without a doer: what was sold in Rome? */
function passiveRoles(target: Target, details: readonly string[]): readonly Role[] {
  return details.map((detail) =>
    role(
      "[_it]",
      [about(wanted[target], `was [_part2] ${detail}`, `was [_part2] ${detail}`)],
      `[_it] was [_part] ${detail}.`,
    ),
  );
}

function doerWays(target: Target, details: readonly string[]): readonly Questions[] {
  const some = target === "person" ? "someone" : target === "food" ? "some food" : "something";
  return [
    doer("[_past2] [_the]"),
    doer("[_past2] [_the]"),
    also(
      [
        "by whom was [_the] [_part2]",
        "who was [_the] [_part2] by",
        "by which person was [_the] [_part2]",
        "[_the] was [_part2] by whom",
        "whose {deed|doing} was it that [_the] was [_part2]",
        "who was it that [_past2] [_the]",
        "who is {responsible for|behind} it that [_the] was [_part2]",
      ],
      ["by whom [_the] was [_part2]", "who it was that [_past2] [_the]"],
    ),
    ...details.map((detail) => doer(`[_past2] {${some}|[_the]} ${detail}`)),
  ];
}

function objectWays(target: Target, details: readonly string[]): readonly Questions[] {
  const word = wanted[target];
  return [
    about(word, "did [who] [_base2]", "[who] [_past2]"),
    about(word, "did [who] [_base2]", "[who] [_past2]"),
    about(word, "was [_part2] by [who]", "was [_part2] by [who]"),
    also([`[who] [_past2] ${target === "person" ? "whom" : "what"}`]),
    ...details.map((detail) => about(word, `did [who] [_base2] ${detail}`, `[who] [_past2] ${detail}`)),
  ];
}

const extraRoles = new Map<string, Role>();

function extraRole(extra: Extra, core: string, anonymous: boolean): Role {
  const key = `${extra} ${core}`;
  const known = extraRoles.get(key);
  if (known !== undefined) return known;
  const parts: Questions[] = [about(extra, "was [_the] [_part2]", "[_the] was [_part2]")];
  const active = about(extra, "did [who] [_base2] [_the]", "[who] [_past2] [_the]");
  if (!anonymous) parts.push(active, active);
  parts.push(ownWays(extra, anonymous ? "they" : "[who]"));
  const made = role(told[extra], parts, `${core} ${told[extra]}.`);
  extraRoles.set(key, made);
  return made;
}
