import type { TimeSpan } from "../../lib/moments/calendar.ts";
import { momentsOf } from "../../lib/moments/moments-of.ts";
import { isTimeWord } from "../../lib/moments/words-of-time.ts";
import { foldWord } from "../../lib/terms/fold-word.ts";
import { adviceTerm, relatedTerms } from "../../lib/terms/related-terms.ts";
import { languagesOf, termsOf } from "../../lib/terms/terms-of.ts";
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
  "i me my mine we our ours us ich mich mir mein meine meinen meinem meiner wir unser unsere uns je moi mon ma mes nous notre nos yo mi mis me nuestro nuestra io mio mia miei noi nostro eu meu minha ik mijn wij onze jag min mitt vi var ja moj moja moje mam nasz nasza ben benim biz mina minun я мы мой моя мое мои меня мне у нас наш наша",
);
/** Those that speak, where a sentence has both. */
const ownSpeakers = wordSet(
  "i we ich wir je nous yo nosotros io noi eu nos ik wij jag vi ja my ben biz mina я мы",
);
const yourWords = wordSet(
  "you your du dir dein deine sie ihr tu toi ton ta tes vous votre usted tus te ti voce jij je jouw ni din ty twoj sen siz sina ты вы твои ваш",
);
const pronouns = wordSet(
  "he him his she her it its they them their this that these those er ihn ihm es sie ihnen das dies diese il elle lui ils elles ca cela el ella ellos ellas eso esto",
);
const sayings =
  /^(?:say|said|tell|told|suggest|recommend|advis|advice|propos|explain|mention|promis|gesagt|sagtest|empfohlen|vorgeschlagen|geraten|erklar|meintest|dit|conseill|recommand|proposa|proposi|expliqu|decias|consigli|suggeri|propost|dett|aanbevolen|geadviseerd|gezegd|foreslo|rekommendera|doradz|poleci|powiedz|zaproponowa|совет|посовет|сказал|предлаг|предлож|рекоменд)/;
/** Verbs that say by themselves that the other one spoke. */
const yourSayings =
  /^(?:(?:recomend|suger|aconsej|propu|explic|dij)\w*(?:aste|iste)|(?:poleci|doradzi|radzi|powiedzia|zaproponowa|sugerowa)l[ae]s|(?:onerdi|soyledi|tavsiye)\w*n)$/;
const yourSayingsDense =
  /(?:你|您)(?:.{0,4})(?:推荐|推薦|建议|建議|说|說)|おすすめ|勧めて|すすめて|提案して|言ってくれ|추천해|말해 줬/u;

/** Words that ask whether something is a good idea, and verbs that say `I` by themselves. */
const advices = wordSet(
  "should would could can may ought better safe wise sensible okay soll sollte kann konnte darf durfte lohnt dois devrais peux puis conseille puedo deberia conviene posso dovrei conviene devo deveria kan mag moet zou zal mogę moge powinienem powinnam warto можно стоит могу bor kan",
);
const ownVerbs = wordSet(
  "puedo deberia posso dovrei devo deveria moge powinienem powinnam peux dois devrais aceito могу",
);

/** How many words may be between `you` and what you said. */
const nearSaying = 4;

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
  const inOrder = (text.match(/\p{L}+/gu) ?? []).map(foldWord);
  const words = new Set(inOrder);
  const spans = momentsOf(text, now);
  const terms = withoutTimes([...new Set(termsOf(text))], spans.length > 0).slice(0, mostTerms);
  return {
    text,
    terms,
    words,
    related: relatedTerms(asksAdvice(inOrder) ? [...terms, adviceTerm] : terms, languagesOf(text)).filter(
      (term) => term !== adviceTerm,
    ),
    background: leans(terms, words) ? background(newest, terms) : [],
    spans,
    of: asksOf(text, inOrder),
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

/** `Should I book a room on the fifth floor?` is about what speaks against it. */
function asksAdvice(words: readonly string[]): boolean {
  return (
    words.some((word) => advices.has(word)) && words.some((word) => ownWords.has(word) || ownVerbs.has(word))
  );
}

/** Where a time is understood, its words are no longer looked for: `this year` is not `for many years`. */
function withoutTimes(terms: readonly string[], understood: boolean): readonly string[] {
  const left = understood ? terms.filter((term) => !isTimeWord(term)) : terms;
  return left.length > 0 ? left : terms;
}

function leans(terms: readonly string[], words: ReadonlySet<string>): boolean {
  if (terms.length < fewTerms) return true;
  return terms.length === fewTerms && [...words].some((word) => pronouns.has(word));
}

/**
 * `What did you recommend?` asks for the assistant's words, `my sister` and `the novels I told you about` for the user's:
 * who spoke is the last one named before the verb.
 */
function asksOf(text: string, words: readonly string[]): "user" | "assistant" | undefined {
  if (yourSayingsDense.test(text)) return "assistant";
  for (const [at, word] of words.entries()) {
    if (yourSayings.test(word)) return "assistant";
    if (!sayings.test(word)) continue;
    const speaker = words
      .slice(Math.max(0, at - nearSaying), at)
      .findLast((near) => ownSpeakers.has(near) || yourWords.has(near));
    if (speaker !== undefined && yourWords.has(speaker)) return "assistant";
  }
  const yours = words.some((word, at) => yourWords.has(word) && sayings.test(words[at + 1] ?? ""));
  if (yours) return "assistant";
  return words.some((word) => ownWords.has(word)) ? "user" : undefined;
}

function shortened(text: string): string {
  return text.length <= 2 * longestPart ? text : `${text.slice(0, longestPart)}\n${text.slice(-longestPart)}`;
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
