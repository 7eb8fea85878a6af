import type { Conversation } from "../generator/conversation.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { renderConversation } from "./render-conversation.ts";

/** What the trainers read: documents one behind the other. */
export interface Packed {
  readonly tokens: Uint16Array;
  /** 1 where the token is to be learnt. */
  readonly learn: Uint8Array;
  /** Where each document begins. */
  readonly starts: Uint32Array;
  /** Tokens that are to be learnt. */
  readonly learnt: number;
}

export function packConversations(conversations: readonly Conversation[], tokenizer: Tokenizer): Packed {
  const tokens: number[] = [];
  const learn: number[] = [];
  const starts: number[] = [];
  let learnt = 0;
  for (const { messages, tools } of conversations) {
    starts.push(tokens.length);
    for (const part of renderConversation(messages, tools)) {
      for (const id of tokenizer.encode(part.text)) {
        tokens.push(id);
        learn.push(part.learn ? 1 : 0);
        if (part.learn) learnt++;
      }
    }
  }
  return {
    tokens: Uint16Array.from(tokens),
    learn: Uint8Array.from(learn),
    starts: Uint32Array.from(starts),
    learnt,
  };
}
