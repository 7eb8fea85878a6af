import type { MemoryPolicy } from "./memory.ts";

/** Who decided: the call, its conversation, its project, the model's settings, those of the installation, or nobody. */
export type ChosenBy = "request" | "conversation" | "project" | "model" | "settings" | "default";

/** Items that were sent for one reason. */
export interface ContextPart {
  readonly items: number;
  readonly tokens: number;
  /** In their order; the newest 500 where there are more. */
  readonly ids: readonly string[];
}

/**
 * What was sent of a conversation, and why: figures and ids, and nothing of what was said. Plain JSON. Tokens are
 * estimates. Items of the conversation that are in no part were left out.
 */
export interface ContextReport {
  /** All of it in short, for people: printable ASCII, at most 300 characters. */
  readonly text: string;
  /** Absent where the call goes on from a response, or from nothing. */
  readonly conversationId?: string;
  readonly policy: MemoryPolicy;
  readonly policyBy: ChosenBy;
  /** Bound of everything that is sent. */
  readonly budget: number;
  /** `default`: what the model holds less the bound of its answer, or a fixed figure where nobody knows what it holds. */
  readonly budgetBy: ChosenBy;
  /** Of everything that is sent: the parts, memory's own notes, and `input`. */
  readonly tokens: number;
  /** Of what is said now, instructions of the call, and tools. */
  readonly input: number;
  readonly pinned: ContextPart;
  readonly recent: ContextPart;
  readonly recalled: ContextPart;
  /** The summary that was sent, and up to which position of the conversation it goes. */
  readonly summary?: { readonly id: string; readonly tokens: number; readonly until: number };
  /**
   * Where older turns were looked for and an embeddings model is set: which one, whether its vectors had a say, and how
   * many turns had one. Where they had none, the warnings say why.
   */
  readonly meaning?: { readonly model: string; readonly joined: boolean; readonly compared: number };
  /** What was left out, of the conversation or of the input. */
  readonly dropped: { readonly items: number; readonly tokens: number };
  /** Whether nothing was left out. */
  readonly whole: boolean;
  /** What must be sent is more than the budget by itself: nothing else was added. */
  readonly overBudget: boolean;
  /** What was wanted and could not be had, as sentences; empty when there is nothing to tell. */
  readonly warnings: readonly string[];
}
