/** A piece of a message. */
export type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly url: string; readonly detail?: string }
  | { readonly type: "audio"; readonly data: string; readonly format: string }
  | { readonly type: "file"; readonly fileId?: string; readonly data?: string; readonly filename?: string }
  | { readonly type: "refusal"; readonly refusal: string };

export type Role = "system" | "developer" | "user" | "assistant";

/** A message by anybody. */
export interface MessageItem {
  readonly type: "message";
  readonly role: Role;
  readonly content: readonly ContentPart[];
  /** The participant's name, where several share a role. */
  readonly name?: string;
}

/** The model asks for a tool. */
export interface FunctionCallItem {
  readonly type: "function_call";
  readonly callId: string;
  readonly name: string;
  /** JSON text as the model wrote it; not necessarily valid. */
  readonly arguments: string;
}

/** What the tool answered. */
export interface FunctionCallOutputItem {
  readonly type: "function_call_output";
  readonly callId: string;
  readonly output: readonly ContentPart[];
}

/** What the model thought before it answered. */
export interface ReasoningItem {
  readonly type: "reasoning";
  readonly text: string;
}

/** Conversation content is a list of items, as in the Responses protocol; every dialect is rendered from it. */
export type Item = MessageItem | FunctionCallItem | FunctionCallOutputItem | ReasoningItem;
