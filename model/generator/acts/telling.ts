import { factsOfPeople } from "../facts-of-people.ts";
import type { FactGroup, FactKind } from "../fact-kind.ts";
import { asking } from "../frames.ts";
import { openFacts } from "../open-facts.ts";
import { type OpenKind, relative, somebody, someThing, type Subject } from "../open-kind.ts";
import type { Fact, Scene } from "../scene.ts";

/** How a fact is told, asked for and corrected: everything but the value is filled in. */
export interface Ways {
  readonly group: FactGroup;
  readonly label: string;
  readonly told: readonly string[];
  readonly asks: readonly string[];
  readonly indirect: readonly string[];
  readonly reverse: readonly string[];
  readonly statement: string;
  readonly unknown: string;
  /** Where the fact comes from, to find others like it. */
  readonly open?: { readonly kind: OpenKind; readonly subject: Subject };
  /** Another value that it could have. */
  readonly value: (scene: Scene) => string;
  /** Names within the phrases, which haste must not hurt. */
  readonly slots: Readonly<Record<string, string>>;
}

/** A fact that knows its own phrases. */
export interface ToldFact extends Fact {
  readonly ways: Ways;
}

export function waysOf(fact: Fact): Ways | undefined {
  if ("ways" in fact) return (fact as ToldFact).ways;
  const kind = factsOfPeople[fact.kind];
  return kind === undefined ? undefined : waysOfKind(kind);
}

function waysOfKind(kind: FactKind): Ways {
  return {
    ...kind,
    label: `my ${kind.label}`,
    reverse: [],
    value: ({ words }) => kind.value(words),
    slots: {},
  };
}

function waysOfOpen(kind: OpenKind, subject: Subject): Ways {
  // A name stays a slot; a plain word may be mistyped like any other.
  const named = subject.mine === subject.bare;
  const asked = (text: string): string =>
    (named ? text : text.replaceAll("[m]", subject.mine))
      .replaceAll("[x]", subject.bare)
      .replaceAll("[k]", subject.label ?? "");
  const answered = (text: string): string => asked(text.replaceAll("[y]", subject.yours));
  return {
    group: kind.group,
    label: asked(kind.label),
    told: kind.told.map(asked),
    asks: kind.asks.map(asked),
    indirect: kind.indirect.map(asked),
    reverse: (kind.reverse ?? []).map(asked),
    statement: answered(kind.statement),
    unknown: answered(kind.unknown),
    open: { kind, subject },
    value: (scene) => kind.value(scene, subject),
    slots: named ? { m: subject.mine } : {},
  };
}

function keyOf(kind: OpenKind, subject: Subject): string {
  return `${kind.id} of ${subject.bare} ${subject.label ?? ""}`;
}

export function makeFact(scene: Scene, kind: string, ways: Ways): ToldFact {
  const value = ways.value(scene);
  return {
    kind,
    value,
    statement: ways.statement.replace("[v]", value),
    asks: [asking(scene.dice, ways.asks, ways.indirect)],
    ways,
  };
}

/** The first ones come more often: nearly everybody tells them. */
const common = [
  "name",
  "city",
  "colour",
  "animal",
  "job",
  "food",
  "hobby",
  "order",
  "age",
  "code",
  "birthday",
];

/** Something that the conversation does not know yet. */
export function newFact(scene: Scene): ToldFact {
  for (let tries = 0; tries < 100; tries++) {
    if (scene.dice.chance(0.55)) {
      const name = scene.dice.pick(scene.dice.chance(0.7) ? common : Object.keys(factsOfPeople));
      const kind = factsOfPeople[name];
      if (kind !== undefined && !scene.facts.has(name)) return makeFact(scene, name, waysOfKind(kind));
    } else {
      const kind = openLike(scene) ?? scene.dice.pick(openFacts);
      const subject = kind.subject(scene);
      const key = keyOf(kind, subject);
      if (!scene.facts.has(key) && !resembles(scene, kind, subject))
        return makeFact(scene, key, waysOfOpen(kind, subject));
    }
  }
  throw new TypeError("nothing new to tell");
}

/** Often one more of a kind that was told already: the sister's town after the brother's. */
function openLike(scene: Scene): OpenKind | undefined {
  if (scene.facts.size === 0 || !scene.dice.chance(0.4)) return undefined;
  return waysOf(scene.dice.pick([...scene.facts.values()]))?.open?.kind;
}

/** Words for nearly the same thing: who told one of them may well mean the other. */
const alike: readonly (readonly string[])[] = [
  ["boss", "manager"],
  ["mother", "mum", "mother-in-law"],
  ["father", "dad", "stepfather", "godfather"],
  ["grandmother", "grandma"],
  ["grandfather", "grandpa"],
  ["wife", "husband", "partner", "girlfriend", "boyfriend", "fiancée"],
  ["roommate", "flatmate"],
  ["coach", "trainer", "gym partner"],
  ["teacher", "tutor", "professor"],
  ["colleague", "assistant", "secretary", "teammate"],
  ["client", "customer"],
  ["son", "baby", "twin", "daughter", "eldest son", "youngest daughter"],
  ["exam", "test", "driving test"],
  ["class", "lesson", "course", "lecture", "training", "workshop", "rehearsal"],
  ["trip", "tour", "holiday", "flight", "train"],
  ["game", "match", "race"],
  ["meeting", "conference", "team meeting", "call", "phone call", "presentation", "date", "appointment"],
  ["appointment", "surgery", "check-up", "doctor's appointment", "dentist appointment", "haircut", "visit"],
  ["party", "house warming", "reunion", "wedding"],
  ["show", "play", "school play", "concert", "opera", "TV show", "series"],
  ["film", "movie", "cartoon", "video game"],
  ["writer", "author", "poet"],
  ["city", "town", "place", "country", "island"],
  ["cake", "dessert", "snack"],
  ["actor", "actress", "player"],
  ["booking", "reservation", "booking reference", "ticket", "seat"],
  ["account", "bank account", "bank card", "customer", "member", "loyalty card"],
  ["voucher", "coupon", "gift card"],
  ["wifi", "guest network"],
  ["door", "front door", "house", "apartment", "room", "office", "cabin"],
  ["computer", "laptop"],
];

function same(one: string, other: string): boolean {
  return (
    one.includes(other) ||
    other.includes(one) ||
    alike.some((words) => words.includes(one) && words.includes(other))
  );
}

/** Whether something is known that a question for this could mean as well. */
function resembles(scene: Scene, kind: OpenKind, subject: Subject): boolean {
  return [...scene.facts.values()].some((fact) => {
    const open = waysOf(fact)?.open;
    if (open === undefined) return false;
    const kin =
      open.kind.id === kind.id || [open.kind.id, kind.id].every((id) => id === "name" || id === "called");
    return kin && same(open.subject.bare, subject.bare);
  });
}

/** What was never told; most are like something that was: of the same type, or about the same thing. */
export function untold(scene: Scene): Ways | undefined {
  const { dice } = scene;
  const known = [...scene.facts.values()];
  const near = known.length > 0 && dice.chance(0.7) ? waysOf(dice.pick(known)) : undefined;
  for (let tries = 0; tries < 30; tries++) {
    if (near?.open !== undefined && dice.chance(0.7)) {
      const { kind, subject } = near.open;
      // Told the sister's name, asked for the brother's; or told her name, asked for her job.
      const other = dice.chance(0.6)
        ? kind
        : dice.pick(openFacts.filter((open) => fits(open, kind, subject)));
      const about = other === kind ? kind.subject(scene) : subject;
      if (!scene.facts.has(keyOf(other, about)) && !resembles(scene, other, about))
        return waysOfOpen(other, about);
    } else if (near !== undefined && near.open === undefined && dice.chance(0.6)) {
      const names = Object.keys(factsOfPeople).filter(
        (name) => factsOfPeople[name]?.group === near.group && !scene.facts.has(name),
      );
      const kind = names.length === 0 ? undefined : factsOfPeople[dice.pick(names)];
      if (kind !== undefined) return waysOfKind(kind);
    } else if (dice.chance(0.6)) {
      const name = dice.pick(dice.chance(0.7) ? common : Object.keys(factsOfPeople));
      const kind = factsOfPeople[name];
      if (kind !== undefined && !scene.facts.has(name)) return waysOfKind(kind);
    } else {
      const kind = dice.pick(openFacts.filter(({ group }) => near === undefined || group === near.group));
      const subject = kind.subject(scene);
      if (!scene.facts.has(keyOf(kind, subject)) && !resembles(scene, kind, subject))
        return waysOfOpen(kind, subject);
    }
  }
  return undefined;
}

/** Whether something else can be asked about the same subject. */
function fits(other: OpenKind, kind: OpenKind, subject: Subject): boolean {
  if (other === kind) return true;
  if (kind.subject === someThing) return other.subject === someThing;
  if (kind.subject !== relative && kind.subject !== somebody) return false;
  return other.subject === somebody || (other.subject === relative && subject.mine !== subject.bare);
}
