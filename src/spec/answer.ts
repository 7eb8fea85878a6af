import type { ContextReport } from "./context-report.ts";
import type { TokenLogprob } from "./event.ts";
import type { Finish } from "./finish.ts";
import type { Annotation, Seal } from "./item.ts";
import type { LimitState } from "./limit.ts";
import type { Warning } from "./parameters.ts";
import type { RouteReport } from "./route-report.ts";
import type { Usage } from "./usage.ts";

export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  readonly kind: "function" | "custom";
  /** JSON text for a function, free text for a custom tool. */
  text: string;
  readonly seal?: Seal;
}

/** A thought, in the order in which the model had them. */
export interface Thought {
  text: string;
  seal: Seal | undefined;
}

/** One choice of an answer. */
export interface Choice {
  text: string;
  refusal: string;
  /** All thoughts' texts together. */
  reasoning: string;
  readonly thoughts: Thought[];
  readonly toolCalls: ToolCall[];
  readonly annotations: Annotation[];
  logprobs: TokenLogprob[] | undefined;
  finish: Finish | undefined;
}

/** A whole answer. */
export interface Answer {
  provider: string | undefined;
  model: string | undefined;
  /** How the caller's limits stand. */
  limits: readonly LimitState[] | undefined;
  warnings: readonly Warning[] | undefined;
  /** Why the call went where it went. */
  route?: RouteReport | undefined;
  /** What was sent of the conversation that the call continues. */
  context?: ContextReport | undefined;
  readonly choices: Choice[];
  readonly embeddings: Float32Array[];
  usage: Usage | undefined;
  /** The fast lane: the upstream's body, instead of all that is above. */
  readonly source: Uint8Array[];
}
