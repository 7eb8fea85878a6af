import type { GenerateTask } from "../../spec/call.ts";
import { type Conversation, excerpt, readConversation } from "./conversation.ts";
import { voiceOf } from "./language.ts";
import { nameIn, QUOTED, recall } from "./memory.ts";
import { structuredText } from "./structured.ts";
import { sum } from "./sum.ts";
import { callTools } from "./tools.ts";
import { tableIntents, type Voice } from "./voices/voice.ts";

/** A piece of an answer before it is cut into tokens. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refusal"; readonly text: string }
  | {
      readonly kind: "call";
      readonly tool: "function" | "custom";
      readonly name: string;
      /** The arguments as JSON, or free text for a custom tool. */
      readonly text: string;
    };

/** One choice of an answer. */
export interface Script {
  readonly parts: readonly Part[];
  readonly finish: "stop" | "tool-calls";
}

/** How far the script counts. */
const MAX_COUNT = 10_000;

/** Longest message that can be a greeting or another set phrase and nothing else, in UTF-16 units. */
const PHRASE = 80;

/** Longest start of a message in which commands are looked for. */
const COMMAND = 200;

/**
 * What the model answers: a function of the conversation, the options, the seed and the number of the
 * choice (from 0), and of nothing else. Throws `ParleyError` for tools and schemas that cannot be served.
 */
export async function writeScript(
  { items, options }: GenerateTask,
  choice: number,
  refuses: boolean,
): Promise<Script> {
  const conversation = readConversation(items);
  const voice = voiceOf([...conversation.earlier, conversation.question]);
  const seed = Math.abs(Math.trunc(options.seed ?? 0)) + choice;
  if (refuses)
    return { parts: [{ kind: "refusal", text: numbered(voice, voice.refusal, choice) }], finish: "stop" };
  const calls = await callTools(options, conversation, seed);
  if (calls !== undefined) return calls;
  const format = options.format ?? { type: "text" };
  const text =
    format.type === "text"
      ? numbered(voice, reply(voice, conversation, seed), choice)
      : await structuredText(format, conversation, choice, seed);
  return { parts: [{ kind: "text", text }], finish: "stop" };
}

/** The first choice as it is; the others numbered, so that no two are alike. */
function numbered(voice: Voice, text: string, choice: number): string {
  return choice === 0 ? text : `${text} ${voice.numbered(choice + 1)}`;
}

function reply(voice: Voice, conversation: Conversation, seed: number): string {
  const { question, outputs, media } = conversation;
  if (outputs.length > 0) {
    return outputs
      .map(({ name, text }) => voice.toolSaid(name, voice.quote(excerpt(text, QUOTED))))
      .join("\n");
  }
  const verbatim = obey(voice, question);
  if (verbatim !== undefined) return verbatim;
  const answer =
    recall(voice, conversation) ?? smallTalk(voice, question, seed) ?? echo(voice, conversation, seed);
  const unseen = media.images + media.sounds + media.files > 0 ? ` ${voice.cannotPerceive(media)}` : "";
  return answer + unseen;
}

/** Commands whose result must not be decorated. */
function obey(voice: Voice, question: string): string | undefined {
  const start = question.slice(0, COMMAND);
  const repeat = voice.intents.repeat.exec(start);
  if (repeat !== null && question.length > repeat[0].length)
    return unquoted(question.slice(repeat[0].length).trim());
  const count = voice.intents.countTo.exec(start)?.[1];
  if (count !== undefined) return Number(count) > MAX_COUNT ? voice.countLimit : countTo(Number(count));
  return sum(start);
}

function unquoted(text: string): string {
  const inner = /^(?:"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«\s?([^«»]*?)\s?»)$/.exec(text);
  return inner?.slice(1).find((group) => group !== undefined) ?? text;
}

function countTo(last: number): string {
  return Array.from({ length: last }, (_, index) => index + 1).join(", ");
}

function smallTalk(voice: Voice, question: string, seed: number): string | undefined {
  const start = question.slice(0, COMMAND);
  const name = nameIn(voice, start);
  if (name !== undefined) return voice.nameNoted(name);
  if (question.length > PHRASE) return undefined;
  const intent = tableIntents.find((candidate) => voice.intents[candidate].test(start));
  return intent === undefined ? undefined : pick(voice.table[intent], seed);
}

function echo(voice: Voice, { question, media }: Conversation, seed: number): string {
  if (question.trim() !== "") return pick(voice.echoes, seed)(voice.quote(excerpt(question, QUOTED)));
  return media.images + media.sounds + media.files > 0 ? pick(voice.table.self, seed) : voice.silence;
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], seed: number): T {
  return list[seed % list.length]!;
}
