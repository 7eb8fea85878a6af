/** What people tell and what they ask, in their own ways. The generator fills in names and values. */

/** One thing that is told once. `{v}` is its value, `{n}` a person's name. */
export interface SingleFact {
  /** What the assistant says to it. */
  readonly echo: string;
  readonly tells: readonly string[];
  readonly asks: readonly string[];
  readonly values: readonly string[];
}

/** A thing that is told and later told otherwise: questions want the newer turn. */
export interface ChangedFact extends SingleFact {
  readonly changes: readonly string[];
}

/** Things told one by one over months, of which a question wants all. */
export interface ScatteredFact {
  readonly echo: string;
  readonly tells: readonly string[];
  readonly asks: readonly string[];
}

/** What follows from turns without being said in them. */
export interface Inference {
  readonly echo: string;
  readonly tells: readonly string[];
  readonly asks: readonly string[];
}

/** One way of talking: a language, or a manner within it. */
export interface Style {
  readonly name: string;
  readonly language: "en" | "de" | "fr" | "es";
  readonly single: readonly SingleFact[];
  readonly changed: readonly ChangedFact[];
  readonly scattered: readonly ScatteredFact[];
  readonly inferred: readonly Inference[];
  /** What is talked about besides, and what the assistant says to it. */
  readonly chat: readonly string[];
  readonly replies: readonly string[];
}
