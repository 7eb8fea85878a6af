import type { TimeSpan } from "../../lib/moments/calendar.ts";
import { momentsOf } from "../../lib/moments/moments-of.ts";
import { foldWord } from "../../lib/terms/fold-word.ts";
import { relatedTerms } from "../../lib/terms/related-terms.ts";
import { termsOf } from "../../lib/terms/terms-of.ts";
import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { Item } from "../../spec/item.ts";
import type { RememberedItem } from "../../spec/memory.ts";

/** What is looked for in a conversation. */
export interface Question {
  readonly text: string;
  readonly terms: readonly string[];
  /** Terms of the same things in other words. */
  readonly related: readonly string[];
  /** Terms of what was talked about last, where the question alone says little. */
  readonly background: readonly string[];
  readonly spans: readonly TimeSpan[];
  /** Whose words are asked for, where the question says so. */
  readonly of: "user" | "assistant" | undefined;
  /** The words of the question, folded: a participant's name may be among them. */
  readonly words: ReadonlySet<string>;
}

/** A longer input is a document: its beginning and its end say what it is about. */
const longestPart = 4_000;
const mostTerms = 96;

/** With fewer terms a question leans on what was said just before; with as many, where there is a pronoun. */
const fewTerms = 2;

/** Messages before the input that a thin question leans on. */
const leanOn = 3;

const ownWords = wordSet(
  "i me my mine we our ours ich mich mir mein meine meinen meinem meiner wir unser unsere je moi mon ma mes nous notre nos yo mi mis me nuestro nuestra io mio mia eu meu minha",
);
const yourWords = wordSet(
  "you your du dir dein deine sie ihr tu toi ton ta tes vous votre usted tus te ti voce",
);
const pronouns = wordSet(
  "he him his she her it its they them their this that these those er ihn ihm es sie ihnen das dies diese il elle lui ils elles ca cela el ella ellos ellas eso esto",
);
const sayings =
  /^(?:say|said|tell|told|suggest|recommend|advis|propos|explain|mention|promis|list|gesagt|sagtest|empfohlen|vorgeschlagen|geraten|erklar|meintest|dit|conseill|recommand|propose|expliqu|dijiste|recomendaste|sugeriste|aconsejaste|explicaste)/;

/** Reads what is asked now. `newest` is newest first. */
export function readQuestion(
  input: readonly Item[],
  newest: readonly RememberedItem[],
  now: number,
): Question {
  const said = input.filter(isUsers).map(searchedText);
  // A tool's answer is no question: what the user asked before it is.
  const asked =
    said.length > 0
      ? said
      : newest
          .filter(({ item }) => isUsers(item))
          .slice(0, 1)
          .map(({ item }) => searchedText(item));
  const text = shortened(asked.join("\n"));
  const terms = [...new Set(termsOf(text))].slice(0, mostTerms);
  const words = new Set((text.match(/\p{L}+/gu) ?? []).map(foldWord));
  return {
    text,
    terms,
    words,
    related: relatedTerms(terms),
    background: leans(terms, words) ? background(newest, terms) : [],
    spans: momentsOf(text, now),
    of: asksOf(words),
  };
}

function isUsers(item: Item): boolean {
  return item.type === "message" && item.role === "user";
}

function background(newest: readonly RememberedItem[], terms: readonly string[]): readonly string[] {
  const said = newest.filter(({ item }) => item.type === "message").slice(0, leanOn);
  const found = new Set(said.flatMap(({ item }) => termsOf(shortened(searchedText(item)))));
  for (const term of terms) found.delete(term);
  return [...found].slice(0, mostTerms);
}

function leans(terms: readonly string[], words: ReadonlySet<string>): boolean {
  if (terms.length < fewTerms) return true;
  return terms.length === fewTerms && [...words].some((word) => pronouns.has(word));
}

/** `What did you recommend?` asks for the assistant's words, `my sister` for the user's. */
function asksOf(words: ReadonlySet<string>): "user" | "assistant" | undefined {
  const yours = [...words].some((word) => yourWords.has(word));
  if (yours && [...words].some((word) => sayings.test(word))) return "assistant";
  return [...words].some((word) => ownWords.has(word)) ? "user" : undefined;
}

function shortened(text: string): string {
  return text.length <= 2 * longestPart ? text : `${text.slice(0, longestPart)}\n${text.slice(-longestPart)}`;
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
