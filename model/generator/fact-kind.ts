import type { WordSource } from "./words/word-source.ts";

/** What a value looks like: facts of one group are easily mixed up, so some questions ask for just the other one. */
export type FactGroup = "name" | "place" | "number" | "time" | "thing" | "taste";

/** Something that people tell about themselves, and later ask for. */
export interface FactKind {
  readonly group: FactGroup;
  readonly value: (words: WordSource) => string;
  /** What it is called: `name`. */
  readonly label: string;
  /** The first is the plainest: `my name is [v]`. */
  readonly told: readonly string[];
  readonly asks: readonly string[];
  readonly indirect: readonly string[];
  readonly statement: string;
  readonly unknown: string;
}
