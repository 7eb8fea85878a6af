/** What people tell and what they ask, in their own ways. The generator fills in names and values. */

/** Something that is told, and what the assistant says to it. */
export interface Remark {
  readonly echo: string;
  readonly tells: readonly string[];
}

/** One thing that is told once. `{v}` is its value, `{n}` a person's name. */
export interface SingleFact extends Remark {
  readonly asks: readonly string[];
  readonly values: readonly string[];
}

/** A thing that is told and later told otherwise: questions want the newer turn. */
export interface ChangedFact extends SingleFact {
  readonly changes: readonly string[];
}

/** Things told one by one over months, of which a question wants all. */
export interface ScatteredFact extends Remark {
  readonly asks: readonly string[];
}

/** Like things told at different times, of which a question wants those of one month, `{m}`. */
export interface TimedFact extends Remark {
  readonly asks: readonly string[];
}

/** What follows from turns without being said in them. */
export interface Inference extends Remark {
  readonly asks: readonly string[];
}

/** Something that the assistant said: a question wants the assistant's turn. */
export interface Advice {
  readonly requests: readonly string[];
  readonly answer: string;
  readonly asks: readonly string[];
  readonly values: readonly string[];
}

/** Two things told apart, months between them, of which an answer needs both: who `{n}` is, and something about `{n}`. */
export interface LinkedFact {
  readonly first: Remark;
  readonly second: Remark;
  readonly asks: readonly string[];
}

/** One way of talking: a language, or a manner within it. */
export interface Style {
  readonly name: string;
  readonly language: "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ru" | "sv" | "tr" | "zh" | "ja";
  /** Names of the months as `{m}` wants them, where they are not those of a calendar. */
  readonly months?: readonly string[];
  /** Names for `{n}`, where those of the generator would be strange. */
  readonly people?: readonly string[];
  readonly single: readonly SingleFact[];
  readonly changed: readonly ChangedFact[];
  readonly scattered: readonly ScatteredFact[];
  readonly inferred: readonly Inference[];
  readonly timed: readonly TimedFact[];
  readonly advised: readonly Advice[];
  readonly linked: readonly LinkedFact[];
  /** What sounds like an answer and is none: other people's jobs and journeys. */
  readonly distractors: readonly string[];
  /** What is said of any topic, `{t}`, and topics that nobody asks for later. */
  readonly about: readonly string[];
  readonly topics: readonly string[];
  /** What is talked about besides, and what the assistant says to it. */
  readonly chat: readonly string[];
  readonly replies: readonly string[];
}
