import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import type { Style } from "./styles.ts";
import { type Pick, type QuestionKind, tellFacts, type Told } from "./tell-facts.ts";

export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
}

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

const begin = Date.UTC(2025, 2, 3, 9);
const dayMs = 86_400_000;

/** A conversation of 369 to 689 turns in sessions over most of a year, and what is asked at its end. */
export function makeConversation(style: Style, seed: number): MadeConversation {
  const random = createSeededRandom(seed).next;
  const pick: Pick = (list) => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new TypeError("nothing to pick from");
    return one;
  };
  const told = tellFacts(style, pick);
  const length = 369 + Math.floor(random() * 321);
  const places = placesFor(told, length, random);
  const turns: Turn[] = [];
  const found = new Map<number, number[]>();
  let at = begin;
  while (turns.length < length) {
    const session = 8 + Math.floor(random() * 20);
    for (let left = session; left > 0 && turns.length < length; left--) {
      const fact = places.get(turns.length >> 1);
      const isUsers = turns.length % 2 === 0;
      if (fact !== undefined && isUsers)
        found.set(fact.group, [...(found.get(fact.group) ?? []), turns.length]);
      const text = isUsers ? (fact?.text ?? talk(style, pick)) : reply(style, fact, pick);
      turns.push({ role: isUsers ? "user" : "assistant", text, at });
      at += 20_000 + Math.floor(random() * 90_000);
    }
    at += dayMs * (1 + Math.floor(random() * 14));
  }
  return { style: style.name, turns, questions: asked(style, { told, found, turns, pick }), now: at };
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

interface Asking {
  readonly told: readonly Told[];
  /** Places of the users' turns, by group. */
  readonly found: ReadonlyMap<number, readonly number[]>;
  readonly turns: readonly Turn[];
  readonly pick: Pick;
}

function asked(style: Style, { told, found, turns, pick }: Asking): readonly AskedQuestion[] {
  const groups = new Map(told.filter(({ asks }) => asks.length > 0).map((one) => [one.group, one]));
  return [...groups].map(([group, { kind, asks }]) => {
    const places = found.get(group) ?? [];
    const text = pick(asks);
    if (kind === "changed") return { kind, text, needed: places.slice(-1) };
    if (kind === "advised") return { kind, text, needed: places.map((place) => place + 1) };
    if (kind !== "timed") return { kind, text, needed: places };
    const monthAt = (place: number): number => new Date(turns[place]?.at ?? 0).getUTCMonth();
    const month = monthAt(pick(places));
    const needed = places.filter((place) => monthAt(place) === month);
    return { kind, text: text.replaceAll("{m}", monthName(style, month)), needed };
  });
}

function monthName({ language, months }: Style, month: number): string {
  const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  return months?.[month] ?? name.format(Date.UTC(2025, month, 15));
}

/** Small talk: one or two of the things that people say anyway, and now and then something that sounds like an answer. */
function talk({ chat, about, topics, distractors }: Style, pick: Pick): string {
  const kinds = [chat, about, about, pick([about, distractors])];
  const one = pick(pick(kinds)).replaceAll("{t}", pick(topics));
  return pick([true, false]) ? one : `${one} ${pick(pick([chat, about])).replaceAll("{t}", pick(topics))}`;
}

/** Assistants talk longer than people do. */
function reply({ replies }: Style, fact: Told | undefined, pick: Pick): string {
  const said = [fact?.echo ?? pick(replies)];
  for (let more = pick([0, 1, 2, 3]); more > 0; more--) said.push(pick(replies));
  return [...new Set(said)].join(" ");
}
