import { foldWord } from "./fold-word.ts";

/**
 * Verbs by which people tell an assistant to do something, in the form in which they begin (in Turkish, end) a sentence:
 * folded, in the languages of `languages.ts`.
 */
const requests = new Set(
  (
    "tell give write explain suggest describe list show make create translate summarize summarise rewrite rephrase convert " +
    "compare remind help find recommend define name draft proofread check fix calculate generate please add compute sort " +
    "erzahl erzahle schreib schreibe erklar erklare gib nenn nenne zeig zeige mach mache hilf ubersetz ubersetze beschreib " +
    "beschreibe fass fasse vergleich vergleiche such suche empfiehl sag pruf prufe bitte rechne formuliere korrigiere " +
    "dis raconte racontez ecris ecrivez explique expliquez donne donnez propose proposez decris montre aide aidez traduis " +
    "traduisez resume resumez compare recommande conseille cite trouve corrige corrigez calcule parle " +
    "dime cuentame escribe escribeme explica explicame dame propon proponme sugiere describe muestra muestrame haz hazme " +
    "ayudame traduce traduceme resume resumeme recomienda recomiendame busca corrige corrigeme calcula enumera hablame " +
    "dimmi raccontami scrivi scrivimi spiega spiegami dammi proponi proponimi suggerisci descrivi mostra mostrami fammi " +
    "aiutami traduci riassumi confronta consigliami consiglia cerca correggi calcola elenca parlami " +
    "diga conte escreva escreve explique explica sugira descreva mostre faca ajude traduza resuma recomende procure " +
    "corrija calcule liste fale " +
    "vertel schrijf geef noem beschrijf toon laat maak help vertaal vergelijk zoek corrigeer bereken controleer " +
    "beratta skriv forklara forklar ge gi giv foresla beskriv visa vis hjalp hjelp oversatt oversett sammanfatta jamfor " +
    "rekommendera hitta ratta rakna fortel fortael " +
    "расскажи напиши объясни даи предложи опиши покажи сделаи помоги переведи перескажи сравни посоветуи наиди исправь " +
    "посчитаи назови перечисли подскажи проверь пожалуиста " +
    "opowiedz napisz wyjasnij wytlumacz podaj daj zaproponuj opisz pokaz zrob pomoz przetlumacz stresc porownaj polec " +
    "znajdz popraw oblicz wymien powiedz sprawdz prosze " +
    "kerro kirjoita selita anna ehdota kuvaile nayta auta kaanna tiivista vertaa suosittele etsi korjaa laske luettele " +
    "anlat yaz acikla ver oner goster cevir ozetle karsilastir hesapla listele soyle duzelt"
  ).split(" "),
);

/** The same in scripts without spaces. */
const denseRequest =
  /^(?:请|請|帮我|幫我|给我|給我|告诉我|告訴我|介绍|介紹|解释|解釋|写|寫|翻译|翻譯|推荐|推薦|说说|說說|列出)|(?:ください|下さい|教えて|書いて|説明して|くれる|해\s?줘|해\s?주세요|알려\s?줘|써\s?줘)[。.!！]?$/u;

const question = /[?？؟]\p{P}*$/u;
const denseQuestion = /(?:吗|嗎|呢|ですか|ますか|でしょうか|까요|나요)[。.]?$/u;

/** Ends of sentences. Only in scripts without spaces is there none behind: `Node.js` and `3.5` end nothing. */
const ends = /(?<=[.!?؟…])(?=\s)|(?<=[？！。])(?!\p{P})|\n+/u;

/** Sentences that are looked at: what a long text is, its beginning tells. */
const mostSentences = 12;
const longest = 2_000;

/**
 * The share of a text that tells something, by its sentences: the rest asks, or wants something done. 0 for `Tell me
 * something about origami.`, 1 for `We moved to Leeds.`
 */
export function tellingShare(text: string): number {
  const sentences = text
    .slice(0, longest)
    .split(ends)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .slice(0, mostSentences);
  if (sentences.length === 0) return 0;
  return sentences.filter((one) => !asks(one)).length / sentences.length;
}

const words = /[\p{L}\p{M}]+/gu;

function asks(sentence: string): boolean {
  if (question.test(sentence) || denseQuestion.test(sentence) || denseRequest.test(sentence)) return true;
  const found = sentence.match(words) ?? [];
  const [first = "", last = ""] = [found[0], found.at(-1)];
  return requests.has(foldWord(first)) || requests.has(foldWord(last));
}
