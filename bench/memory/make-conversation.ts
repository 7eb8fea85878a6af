import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import type { Style } from "./styles.ts";

export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export type QuestionKind = "single" | "changed" | "scattered" | "inferred";

export interface AskedQuestion {
  readonly kind: QuestionKind;
  readonly text: string;
  /** Places of the turns that an answer needs, from 0. */
  readonly needed: readonly number[];
}

export interface MadeConversation {
  readonly style: string;
  readonly turns: readonly Turn[];
  readonly questions: readonly AskedQuestion[];
  /** When the questions are asked. */
  readonly now: number;
}

const people = [
  "Amira",
  "Bruno",
  "Celeste",
  "Dimitri",
  "Esther",
  "Farid",
  "Greta",
  "Henrik",
  "Ines",
  "Jonas",
  "Keiko",
  "Lorena",
  "Malik",
  "Noemi",
  "Oskar",
  "Petra",
];
const begin = Date.UTC(2025, 2, 3, 9);
const dayMs = 86_400_000;

interface Told {
  readonly text: string;
  readonly echo: string;
  readonly asks: readonly string[];
  readonly kind: QuestionKind;
  /** Facts of one group are told in this order; a question wants all of them, or the last. */
  readonly group: number;
}

/** A conversation of 369 to 689 turns in sessions over most of a year, and what is asked at its end. */
export function makeConversation(style: Style, seed: number): MadeConversation {
  const random = createSeededRandom(seed).next;
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new TypeError("nothing to pick from");
    return one;
  };
  const told = tell(style, pick);
  const length = 369 + Math.floor(random() * 321);
  const places = placesFor(told, length, random);
  const turns: Turn[] = [];
  const found = new Map<number, number[]>();
  let at = begin;
  while (turns.length < length) {
    const session = 8 + Math.floor(random() * 20);
    for (let left = session; left > 0 && turns.length < length; left--) {
      const fact = places.get(turns.length >> 1);
      if (fact !== undefined && turns.length % 2 === 0)
        found.set(fact.group, [...(found.get(fact.group) ?? []), turns.length]);
      const text =
        turns.length % 2 === 1 ? (fact?.echo ?? pick(style.replies)) : (fact?.text ?? talk(style, pick));
      turns.push({ role: turns.length % 2 === 0 ? "user" : "assistant", text, at });
      at += 20_000 + Math.floor(random() * 90_000);
    }
    at += dayMs * (1 + Math.floor(random() * 14));
  }
  return { style: style.name, turns, questions: asked(told, found, pick), now: at };
}

/** Everything that will be told, group by group, with names and values filled in. */
function tell(style: Style, pick: <T>(list: readonly T[]) => T): readonly Told[] {
  const told: Told[] = [];
  let group = 0;
  for (const fact of style.single) {
    const name = people[group % people.length] ?? "Amira";
    const value = pick(fact.values);
    const text = fill(pick(fact.tells), name, value);
    const echo = fill(fact.echo, name, value);
    const asks = fact.asks.map((ask) => fill(ask, name, ""));
    told.push({ text, echo, asks, kind: "single", group: group++ });
  }
  for (const fact of style.changed) {
    const values = [...fact.values];
    const first = pick(values);
    const second = pick(values.filter((value) => value !== first).concat(values.length === 1 ? values : []));
    const [one, other] = [people[group % people.length] ?? "", people[(group + 7) % people.length] ?? ""];
    const kind = "changed";
    const before = fill(pick(fact.tells), one, first);
    told.push({ text: before, echo: fill(fact.echo, one, first), asks: [], kind, group });
    const after = fill(pick(fact.changes), other, second);
    told.push({ text: after, echo: fill(fact.echo, other, second), asks: fact.asks, kind, group: group++ });
  }
  for (const fact of style.scattered) {
    const { asks, echo } = fact;
    for (const text of fact.tells) told.push({ text, echo, asks, kind: "scattered", group });
    group++;
  }
  for (const fact of style.inferred) {
    const name = people[group % people.length] ?? "";
    const text = fill(pick(fact.tells), name, "");
    const asks = fact.asks.map((ask) => fill(ask, name, ""));
    told.push({ text, echo: fill(fact.echo, name, ""), asks, kind: "inferred", group: group++ });
  }
  return told;
}

/** Exchanges in which something is told: anywhere but at the very end, and groups in their order. */
function placesFor(told: readonly Told[], length: number, random: () => number): ReadonlyMap<number, Told> {
  const room = Math.floor(length / 2) - 20;
  const taken = new Set<number>();
  while (taken.size < told.length) taken.add(Math.floor(random() * room));
  const shuffled = told
    .map((one) => ({ one, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ one }) => one);
  const places = [...taken].toSorted((a, b) => a - b);
  const waiting = new Map<number, Told[]>();
  for (const one of told) waiting.set(one.group, [...(waiting.get(one.group) ?? []), one]);
  return new Map(
    places.flatMap((place, index): [number, Told][] => {
      const next = waiting.get(shuffled[index]?.group ?? -1)?.shift();
      return next === undefined ? [] : [[place, next]];
    }),
  );
}

function asked(
  told: readonly Told[],
  found: ReadonlyMap<number, readonly number[]>,
  pick: <T>(list: readonly T[]) => T,
): readonly AskedQuestion[] {
  const groups = new Map(told.filter(({ asks }) => asks.length > 0).map((one) => [one.group, one]));
  return [...groups].map(([group, { kind, asks }]) => {
    const places = found.get(group) ?? [];
    return { kind, text: pick(asks), needed: kind === "changed" ? places.slice(-1) : places };
  });
}

/** Small talk: one or two of the things that people say anyway. */
function talk(style: Style, pick: <T>(list: readonly T[]) => T): string {
  const one = pick(style.chat);
  return pick([true, false]) ? one : `${one} ${pick(style.chat)}`;
}

function fill(text: string, name: string, value: string): string {
  return text.replaceAll("{n}", name).replaceAll("{v}", value);
}
