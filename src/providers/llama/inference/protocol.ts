import type { GenerateOptions } from "../../../spec/call.ts";
import type { ErrorCode } from "../../../spec/errors.ts";
import type { StreamEvent } from "../../../spec/event.ts";
import type { Item } from "../../../spec/item.ts";

/** What the server and the inference process say to each other, over Node's channel for child processes. */

/** How a model shall be loaded. */
export interface LoadOrder {
  readonly kind: "load";
  /** Absolute path of the file. */
  readonly path: string;
  /** The file's name as errors may show it. */
  readonly shownName: string;
  readonly embedding: boolean;
  /** Tokens of input and output together that each sequence can hold. */
  readonly contextTokens: number;
  /** Answers that are written at the same time. */
  readonly sequences: number;
  /** At most so many; fewer where the machine has fewer cores that count. */
  readonly threads: number;
  readonly gpu: "auto" | "off";
  /** Layers on the GPU, where there is one. Absent: as many as fit. */
  readonly gpuLayers?: number;
}

/** Sampling parameters beyond OpenAI's. */
export interface ExtraSampling {
  /** 0 to 1. */
  readonly minP?: number;
  /** 0 for all. */
  readonly topK?: number;
  /** 1 for none. */
  readonly repeatPenalty?: number;
}

/** Only try whether the library works. */
export interface CheckOrder {
  readonly kind: "check";
  readonly shownName: string;
}

export interface GenerateOrder {
  readonly kind: "generate";
  /** A number of the channel's own. */
  readonly id: number;
  /** What the ids of tool calls are made from. */
  readonly callId: string;
  readonly items: readonly Item[];
  readonly options: GenerateOptions;
  readonly extra: ExtraSampling;
  /** Continue the text as it stands, without the model's chat template. */
  readonly raw: boolean;
}

export interface EmbedOrder {
  readonly kind: "embed";
  readonly id: number;
  readonly inputs: readonly (string | readonly number[])[];
  readonly dimensions?: number;
}

/** Nobody waits for the answer any more. */
export interface AbortOrder {
  readonly kind: "abort";
  readonly id: number;
}

export type Order = LoadOrder | CheckOrder | GenerateOrder | EmbedOrder | AbortOrder;

/** A `ParleyError` on its way through the channel. */
export interface WireError {
  readonly type: "error";
  readonly code: ErrorCode;
  readonly message: string;
  readonly param?: string;
  /** For the log. */
  readonly cause?: string;
}

export type WireEvent = StreamEvent | WireError;

export type Report =
  | { readonly kind: "loaded" }
  | { readonly kind: "failed"; readonly error: WireError }
  /** All that happened since the last report. */
  | { readonly kind: "events"; readonly events: readonly (readonly [id: number, event: WireEvent])[] };
