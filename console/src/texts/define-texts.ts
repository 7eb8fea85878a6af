import type { Language } from "./languages.ts";

/** A sentence, or what makes one of its parts: numbers and names come in by argument. */
type Text = string | ((...parts: never[]) => string);

/** Forgets the exact words, so that another language may have its own. */
type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** What a screen says, in all languages. Each feature has one file of these in `texts/`. */
export type Texts<T> = Readonly<Record<Language, Widened<T>>>;

/** Every language must say everything that English says, with the same parts. */
export function defineTexts<const T extends Readonly<Record<string, Text>>>(
  texts: { readonly en: T } & Readonly<Record<Exclude<Language, "en">, Widened<T>>>,
): Texts<T> {
  // A generic type's own sentences are sentences: the compiler cannot see that before it knows them.
  return texts as unknown as Texts<T>;
}
