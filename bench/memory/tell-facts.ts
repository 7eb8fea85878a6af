/** What is told in a conversation and asked at its end, with names and values filled in. */
import type { Remark, Style } from "./styles.ts";

export const questionKinds = [
  "single",
  "changed",
  "scattered",
  "timed",
  "advised",
  "linked",
  "inferred",
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** One exchange in which something is told. */
export interface Told {
  readonly text: string;
  readonly echo: string;
  readonly asks: readonly string[];
  readonly kind: QuestionKind;
  /** Facts of one group are told in this order. */
  readonly group: number;
}

export type Pick = <T>(list: readonly T[]) => T;

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

/** Everything that will be told, group by group. */
export function tellFacts(style: Style, pick: Pick): readonly Told[] {
  const names = style.people ?? people;
  const nameOf = (place: number): string => names[place % names.length] ?? "";
  const groups: ((group: number) => readonly Told[])[] = [
    ...style.single.map((fact) => (group: number) => {
      const [name, value] = [nameOf(group), pick(fact.values)];
      return [toldOf("single", group, fact, pick, { name, value, asks: fact.asks })];
    }),
    ...style.changed.map((fact) => (group: number) => {
      const first = pick(fact.values);
      const others = fact.values.filter((value) => value !== first);
      const second = pick(others.length === 0 ? fact.values : others);
      const changed = { echo: fact.echo, tells: fact.changes };
      return [
        toldOf("changed", group, fact, pick, { name: nameOf(group), value: first }),
        toldOf("changed", group, changed, pick, { name: nameOf(group + 7), value: second, asks: fact.asks }),
      ];
    }),
    ...style.scattered.map((fact) => (group: number) => each("scattered", group, fact)),
    ...style.timed.map((fact) => (group: number) => each("timed", group, fact)),
    ...style.advised.map(({ requests, answer, asks, values }) => (group: number) => {
      const fact = { tells: requests, echo: answer };
      return [toldOf("advised", group, fact, pick, { name: nameOf(group), value: pick(values), asks })];
    }),
    ...style.linked.map(({ first, second, asks }) => (group: number) => {
      const name = nameOf(group);
      return [
        toldOf("linked", group, first, pick, { name, asks }),
        toldOf("linked", group, second, pick, { name, asks }),
      ];
    }),
    ...style.inferred.map((fact) => (group: number) => [
      toldOf("inferred", group, fact, pick, { name: nameOf(group), asks: fact.asks }),
    ]),
  ];
  return groups.flatMap((make, group) => make(group));
}

interface Filling {
  readonly name: string;
  readonly value?: string;
  readonly asks?: readonly string[];
}

function toldOf(
  kind: QuestionKind,
  group: number,
  { tells, echo }: Remark,
  pick: Pick,
  filling: Filling,
): Told {
  const filled = (text: string): string =>
    text.replaceAll("{n}", filling.name).replaceAll("{v}", filling.value ?? "");
  return {
    text: filled(pick(tells)),
    echo: filled(echo),
    asks: (filling.asks ?? []).map(filled),
    kind,
    group,
  };
}

function each(
  kind: QuestionKind,
  group: number,
  { tells, echo, asks }: Remark & { readonly asks: readonly string[] },
): readonly Told[] {
  return tells.map((text) => ({ text, echo, asks, kind, group }));
}
