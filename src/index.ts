export { createParley } from "./library/create-parley.ts";
export type {
  CallOptions,
  EmbedAnswer,
  EmbedRequest,
  Parley,
  ParleyOptions,
  SessionOptions,
} from "./library/create-parley.ts";
export type { ChatAnswer, ChatEvent, ChoiceAnswer, ToolCallAnswer } from "./library/answer.ts";
export type { ChatStream } from "./library/chat-stream.ts";
export type { ChatRequest, MessageInput } from "./library/request.ts";
export type { Session, Turn } from "./library/session.ts";
export { type ErrorCode, ParleyError } from "./spec/errors.ts";
export type { ContentPart, Item } from "./spec/item.ts";
export type { AnswerFormat, JsonSchema, Tool, ToolChoice } from "./spec/tool.ts";
export type { Usage } from "./spec/usage.ts";
