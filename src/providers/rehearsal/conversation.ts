import type { ContentPart, Item } from "../../spec/item.ts";
import type { Media } from "./voices/voice.ts";

/** Longest text that is searched for intents and words, in UTF-16 units. */
const SEARCHED = 4_000;

/** What a tool answered since the last question. */
export interface ToolOutput {
  /** Absent when the conversation has no call with the output's id. */
  readonly name: string | undefined;
  readonly text: string;
}

/** What the script reads out of a conversation. */
export interface Conversation {
  /** The last message of a user; empty when there is none. */
  readonly question: string;
  /** What users said before, oldest first. */
  readonly earlier: readonly string[];
  /** What the model said, oldest first. */
  readonly answers: readonly string[];
  /** What came with the question and is no text. */
  readonly media: Media;
  /** Answers of tools to calls after the question. */
  readonly outputs: readonly ToolOutput[];
}

/** Reads a conversation in one pass. */
export function readConversation(items: readonly Item[]): Conversation {
  const said: string[] = [];
  const answers: string[] = [];
  const names = new Map<string, string>();
  let content: readonly ContentPart[] = [];
  let outputs: ToolOutput[] = [];
  for (const item of items) {
    if (item.type === "message" && item.role === "user") {
      said.push(textOf(item.content));
      content = item.content;
      outputs = [];
    } else if (item.type === "message" && item.role === "assistant") {
      answers.push(textOf(item.content));
    } else if (item.type === "function_call") {
      names.set(item.callId, item.name);
    } else if (item.type === "function_call_output") {
      outputs.push({ name: names.get(item.callId), text: textOf(item.output) });
    }
  }
  return {
    question: said.at(-1) ?? "",
    earlier: said.slice(0, -1),
    answers,
    media: countMedia(content),
    outputs,
  };
}

/** The words of a content, a line for each part. */
export function textOf(content: readonly ContentPart[]): string {
  return content
    .flatMap((part) => {
      if (part.type === "text") return [part.text];
      return part.type === "refusal" ? [part.refusal] : [];
    })
    .join("\n");
}

function countMedia(content: readonly ContentPart[]): Media {
  const count = (type: ContentPart["type"]): number => content.filter((part) => part.type === type).length;
  return { images: count("image"), sounds: count("audio"), files: count("file") };
}

/** At most `limit` UTF-16 units of a text, never half a character, with an ellipsis where it was cut. */
export function excerpt(text: string, limit: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed;
  const cut = trimmed.slice(0, limit);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** The lower-case words of a text without accents, from its beginning. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.slice(0, SEARCHED).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
