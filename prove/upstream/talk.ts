/**
 * What the mock upstream answers, and what that costs: decided by the request alone, so that the upstream, the
 * clients and the checker agree on every answer without having spoken to each other.
 */
import { hashText } from "../../src/lib/seeded-random.ts";

/** Each is one token of o200k_base with the space before it, so that counting words is counting tokens. */
export const words = [
  " the",
  " house",
  " water",
  " green",
  " morning",
  " seven",
  " open",
  " letter",
  " small",
  " river",
  " light",
  " paper",
  " winter",
  " story",
  " bread",
  " music",
] as const;

/** What the protocol itself adds to a message, and to a conversation (OpenAI's cookbook on counting tokens). */
const perMessage = 4;
const perConversation = 3;

/** How an answer is to be: it travels in `user`. */
export interface Wish {
  readonly id: string;
  /** Tokens of the answer, ≥ 1. */
  readonly tokens: number;
  /** Milliseconds for each of them. */
  readonly pauseMs: number;
}

export function writeUser(wish: Wish): string {
  return `${wish.id}/${wish.tokens}/${wish.pauseMs}`;
}

export function readUser(user: unknown): Wish | undefined {
  const match = typeof user === "string" ? /^([^/]+)\/(\d+)\/(\d+)$/.exec(user) : null;
  if (match === null) return undefined;
  const [, id = "", tokens, pauseMs] = match;
  return { id, tokens: Number(tokens), pauseMs: Number(pauseMs) };
}

/** Token number `index` (from 0) of the answer to call `id`. */
export function answerToken(id: string, index: number): string {
  return words[hashText(`${id} ${index}`) % words.length] ?? words[0];
}

export function answerText(id: string, tokens: number): string {
  return Array.from({ length: tokens }, (_, index) => answerToken(id, index)).join("");
}

/** A question of `count` words. */
export function questionText(id: string, count: number): string {
  return answerText(`question ${id}`, count).trimStart();
}

/** Tokens of a conversation. */
export function promptTokens(messages: readonly { readonly content: string }[]): number {
  const count = messages.map(({ content }) => content.split(/\s+/).filter(Boolean).length + perMessage);
  return count.reduce((sum, one) => sum + one, perConversation);
}
