import { phrase } from "../grammar.ts";
import type { Scene } from "../scene.ts";

/** How a text is handed over, in front of it. */
const before = `{{Read|Please read|Look at|Have a look at|Consider|Study|Take|Go through|See} {this|the following|what follows|these lines|this text|this note|these sentences|this paragraph|this short text|the passage}{:|.|:}|{Here is|Here's|This is|Below is|I have|I got|I found|I wrote|I was sent|Somebody sent me} {a|the|this|a short|some kind of} {text|note|story|report|message|passage|paragraph|article|description|notice}{:|.|:}|{Text|Notes|Note|Story|Report|Message|Passage|Paragraph|Article|Facts|Info|Information|Context|Data|Document|Letter|News|Background|Notice|Entry|Extract|Memo|Protocol}:|{Here are|These are} {some|a few|the|my} {notes|facts|sentences|lines|things I know|details}:|Given this text:|Given the following {facts|lines|text}:|Suppose this is true:|Imagine this:|You know this:|Know this first:|From {a|the|my} {diary|newspaper|letter|report|book|local paper|web site|calendar|logbook}:|It says here:|The {letter|sign|leaflet|message|email|brochure} says:|Listen to this:|Somebody told me this:|I read this {today|somewhere|in the paper}:|Let me give you a text.|I will give you some facts.|Context first:|Keep this in mind:}`;

/** Between a text and its question. */
const between =
  "{||||||Question: |Q: |Now: |Now the question: |So: |Tell me: |My question: |And now: |Here is my question: |Answer this: |What I ask: |Task: |Query: |The question: |I ask: |Please answer: |Answer briefly: |From this: |Now tell me: }";

/** In front of a question whose text follows. */
const asking =
  "{|||Answer from the text: |Answer with the text below: |Use the text below. |Look at the text. |From the text: |From the text below: |A question on the text below: |Read below and answer: |Question: |Q: |With the help of the text: |Only from the text: |Use these facts. |Find the answer in the text. |Please use the text: |Here is a question, the text follows: |Answer by the passage: |First the question: }";

/** In front of a text that follows its question. */
const follows =
  "{||||Text: |Here is the text: |The text: |This is what I have: |Context: |Facts: |Notes: |Passage: |Here it is: |The text says: |See: |Source: |From the paper: |It reads: |My notes: |What I know: |The story: |Read: }";

/** What tells nothing that anybody would ask for. */
const fillers = `{That is all we know|Everybody was {happy|pleased|surprised} about it|More {news|details} will follow soon|It was a {good|nice|long|busy|quiet} day|The rest is not important|Nobody was really surprised|Many people talked about it|{Things|Matters} are going well|There is not much else to say|Such things happen|This was {planned|expected}|We hope that this helps|We thank all {friends|helpers|readers}|It all went well|{People|Neighbours} still talk about it|Some things never change|Here is what happened|Life goes on|So much for the news|The mood was good|This is how it is|Time flies|Good things take time|Nothing else is new|All went as it should|These are only small things|It could have been worse|Not everything is clear yet}`;

const closings =
  "{That is all|Best wishes|Thank you for reading|More next week|The end|Until next time|With kind regards|So far the report|Have a nice day}";

export function filler({ dice }: Scene): string {
  return `${phrase(fillers).say(dice)}.`;
}

export function closing({ dice }: Scene): string {
  return `${phrase(closings).say(dice)}.`;
}

/** Text and question in either order, as people paste them. */
export function layOut({ dice }: Scene, sentences: readonly string[], asked: string): string {
  const say = (way: string): string => {
    const text = phrase(way).say(dice);
    return text === "" ? "" : `${text} `;
  };
  const listed = dice.chance(0.12);
  const text = listed
    ? sentences.map((sentence) => `${dice.pick(["- ", "* ", ""])}${sentence}`).join("\n")
    : sentences.join(" ");
  const quoted = dice.pick([text, text, text, `"${text}"`]);
  const gap = dice.pick(["\n\n", "\n", listed ? "\n" : " "]);
  const start = say(before);
  return dice.pick([
    () => `${text}${dice.pick(["\n\n", "\n\n", "\n"])}${say(between)}${asked}`,
    () => `${text}${listed ? "\n" : " "}${asked}`,
    () => `${start.trim()}${dice.pick([" ", "\n", "\n\n"])}${quoted}${gap}${say(between)}${asked}`,
    () => `${start.trim()}${dice.pick([" ", "\n"])}${quoted}\n${say(between)}${asked}`,
    () => `${say(asking)}${asked}\n\n${say(follows)}${quoted}`,
    () => `${asked}${dice.pick(["\n", "\n\n"])}${say(follows)}${quoted}`,
    () => `${quoted}${gap}${asked}`,
  ])();
}
