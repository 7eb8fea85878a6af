import { foldWord } from "./fold-word.ts";
import { guessLanguages, isStopWord } from "./guess-languages.ts";
import type { Language } from "./languages.ts";
import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";

/** Scripts that set no spaces, or hang so much on a word that its pieces find it better. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const joined = /[^\p{L}\p{N}\p{M}]/u;
const apostrophe = /['’]/u;
const digit = /\p{N}/u;
const capital = /^\p{Lu}/u;

/** What the store takes for one term at the most. */
const longestTerm = 64;

/** Words of a text that are looked at: a text of more than that is a document, and is found by its beginning. */
const mostWords = 20_000;

/**
 * The terms of a text: what is compared when something that was said is looked for. Words are folded and stemmed in the
 * language of the text; numbers, ids and addresses stay whole, beside their parts; names stay whole beside their
 * stems; Chinese, Japanese, Korean and Thai become pairs of signs. Stop words are left out unless there is nothing else.
 * A term comes as often as it is there. About 1 µs a word.
 */
export function termsOf(text: string): readonly string[] {
  const found = splitWords(text).slice(0, mostWords);
  const folded = found.map((word) => foldWord(plain(word.text)));
  const spoken = guessLanguages(text, folded);
  const terms: string[] = [];
  const stops: string[] = [];
  for (const [index, { text: word, first }] of found.entries()) {
    const small = folded[index] ?? "";
    if (unspaced.test(small)) addPairs(terms, small);
    else if (joined.test(small)) addJoined(terms, small, spoken);
    else if (digit.test(small)) addTerm(terms, small);
    else if (isStopWord(small, spoken) && (first || !capital.test(word) || small.length < 3))
      stops.push(small);
    else addWord(terms, small, spoken, !first && capital.test(word));
  }
  return terms.length > 0 ? terms : stops;
}

/** The languages in which the terms of a text are made. */
export function languagesOf(text: string): readonly Language[] {
  const found = splitWords(text).slice(0, mostWords);
  return guessLanguages(
    text,
    found.map((word) => foldWord(plain(word.text))),
  );
}

/** Without what hangs on by an apostrophe: `Anna's`, `l'amour`, `don't`. Groups of thousands lose their commas. */
function plain(word: string): string {
  let bare = word;
  if (apostrophe.test(word)) {
    const [head = "", ...rest] = word.split(apostrophe);
    const tail = rest.join("");
    bare = head.length <= 2 && tail.length > 2 ? tail : head;
  }
  return bare.includes(",") ? bare.replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "") : bare;
}

function addWord(terms: string[], word: string, spoken: readonly Language[], isName: boolean): void {
  if (isName) addTerm(terms, word);
  let last = isName ? word : "";
  for (const language of spoken) {
    const stem = stemWord(word, language);
    if (stem !== last) addTerm(terms, stem);
    last = stem;
  }
}

/** `A-1234` is looked for whole, `well-known` by its parts. */
function addJoined(terms: string[], word: string, spoken: readonly Language[]): void {
  if (digit.test(word) || word.includes("@") || word.includes("#") || word.includes("+"))
    addTerm(terms, word);
  for (const part of word.split(joined)) {
    if (part === "" || (part.length === 1 && !digit.test(part)) || isStopWord(part, spoken)) continue;
    if (digit.test(part)) addTerm(terms, part);
    else addWord(terms, part, spoken, false);
  }
}

function addPairs(terms: string[], run: string): void {
  for (const piece of run.split(/([\p{Script=Latin}\p{N}]+)/u)) {
    const signs = [...piece];
    if (signs.length === 1 || (signs.length > 0 && !unspaced.test(piece))) terms.push(piece);
    else for (let at = 0; at + 1 < signs.length; at++) addTerm(terms, `${signs[at]}${signs[at + 1]}`);
  }
}

function addTerm(terms: string[], term: string): void {
  if (term !== "") terms.push(term.length > longestTerm ? term.slice(0, longestTerm) : term);
}
