import type { Message, Tool } from "../generator/conversation.ts";

/** When an answer is right. Texts are compared in small letters. */
export type Check =
  | { readonly type: "all"; readonly texts: readonly string[] }
  | { readonly type: "any"; readonly texts: readonly string[] }
  /** It says that it is a demo model and cannot know. */
  | { readonly type: "refusal" }
  /** A call of the tool with these arguments. */
  | {
      readonly type: "call";
      readonly name: string;
      readonly arguments: Readonly<Record<string, string>>;
    }
  /** A call of any tool that the case offers, with the arguments that this one has. */
  | { readonly type: "call-syntax" }
  | {
      readonly type: "json";
      readonly value: Readonly<Record<string, string | number>>;
      readonly syntax?: true;
    };

/** One question of the frozen evaluation. */
export interface EvaluationCase {
  /** What it belongs to in the table. */
  readonly topic: Topic;
  /** Without the answer. */
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly check: Check;
  /** A schema to which the answer is held, as a caller would ask for it. */
  readonly schema?: Readonly<Record<string, string>>;
}

export const topics = [
  "identity and honesty",
  "small talk",
  "languages",
  "memory, 0 to 2 turns later",
  "memory, 6 to 9 turns later",
  "corrected facts",
  "facts that nobody told",
  "question on a given text",
  "call of a tool: syntax",
  "call of a tool: the right one, with the right values",
  "answer from a tool's result",
  "JSON: syntax",
  "JSON: the right values",
  "customer support",
  "capitals and units",
  "explanations",
  "writing",
  "style by system prompt",
  "out of domain, by hand",
  "in domain, by hand",
] as const;

export type Topic = (typeof topics)[number];
