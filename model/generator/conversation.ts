/** A function that the conversation offers, as the training and the chat template write it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly string[];
}

export interface Call {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string | number | boolean>>;
}

export interface Message {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  /** In place of a content, on an assistant's message. */
  readonly call?: Call;
}

/** One document of the training. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
}
