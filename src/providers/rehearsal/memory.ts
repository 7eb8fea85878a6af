import { type Conversation, excerpt, wordsOf } from "./conversation.ts";
import type { Voice } from "./voices/voice.ts";

/** Longest quotation, in UTF-16 units. */
export const QUOTED = 300;

/** Letters by which two forms of a word count as one: "colours" and "colour". */
const STEM = 5;

/** How much of a message is matched against expressions, in UTF-16 units: some are quadratic in it. */
const MATCHED = 400;

/** Earlier messages that are searched, the newest. */
const SEARCHED_TURNS = 200;

/** Shorter words carry no meaning, in letters. */
const SHORTEST_WORD = 3;

/**
 * What the conversation itself answers: names, earlier questions, anything that was said with the
 * question's words. Absent when the question does not look back.
 */
export function recall(voice: Voice, conversation: Conversation): string | undefined {
  const { earlier, answers } = conversation;
  const question = conversation.question.slice(0, MATCHED);
  const { intents } = voice;
  const quote = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : voice.quote(excerpt(text, QUOTED));
  const say = (quoted: string | undefined, sentence: (quoted: string) => string): string =>
    quoted === undefined ? voice.notFound : sentence(quoted);

  if (intents.nameQuestion.test(question)) return say(findName(voice, earlier), voice.nameIs);
  if (intents.firstQuestion.test(question)) return say(quote(earlier[0]), voice.firstWas);
  if (intents.beforeQuestion.test(question)) return say(quote(earlier.at(-1)), voice.beforeWas);
  if (intents.yourWordsQuestion.test(question)) return say(quote(answers.at(-1)), voice.iSaid);
  if (!intents.question.test(question)) return undefined;
  const found = quote(findTurn(voice, question, earlier));
  return found === undefined ? undefined : voice.youSaid(found);
}

/** The name that a user gave last. */
function findName(voice: Voice, earlier: readonly string[]): string | undefined {
  for (const text of earlier.toReversed()) {
    const name = nameIn(voice, text);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The name with which somebody introduces himself; absent in most texts. */
export function nameIn(voice: Voice, text: string): string | undefined {
  return voice.intents.nameStatement.exec(excerpt(text, QUOTED))?.[1];
}

/** The earlier message that shares most words with the question, the newest among equals. */
function findTurn(voice: Voice, question: string, earlier: readonly string[]): string | undefined {
  const asked = stems(voice, question);
  let best: string | undefined;
  let most = 0;
  for (const text of earlier.slice(-SEARCHED_TURNS)) {
    // A question is no answer to another.
    if (voice.intents.question.test(text.slice(0, MATCHED))) continue;
    const shared = [...stems(voice, text)].filter((stem) => asked.has(stem)).length;
    if (shared === 0 || shared < most) continue;
    most = shared;
    best = text;
  }
  return best;
}

function stems(voice: Voice, text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length >= SHORTEST_WORD && !voice.smallWords.has(word))
      .map((word) => word.slice(0, STEM)),
  );
}
