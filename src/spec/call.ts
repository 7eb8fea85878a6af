import type { CallEnd } from "./call-end.ts";
import type { StreamStart } from "./event.ts";
import type { Item } from "./item.ts";
import type { MemoryChoice } from "./memory.ts";
import type { Principal } from "./principal.ts";
import type { AnswerFormat, Tool, ToolChoice } from "./tool.ts";
import type { TurnKeeper } from "./turn-keeper.ts";

/** How the model shall answer. Absent means: the upstream's own default. */
export interface GenerateOptions {
  /** Bound of the answer in tokens, ≥ 1. */
  readonly maxOutputTokens?: number;
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly topP?: number;
  /** Number of choices, 1 to 128. */
  readonly choices?: number;
  readonly stop?: readonly string[];
  /** −2 to 2. */
  readonly presencePenalty?: number;
  /** −2 to 2. */
  readonly frequencyPenalty?: number;
  readonly logitBias?: Readonly<Record<string, number>>;
  readonly logprobs?: boolean;
  /** 0 to 20 alternatives for each token. */
  readonly topLogprobs?: number;
  readonly seed?: number;
  readonly format?: AnswerFormat;
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  /** `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`; others are an upstream's own. */
  readonly reasoningEffort?: string;
  /** Bound of the thought alone in tokens, for upstreams that are told a number. */
  readonly reasoningTokens?: number;
  readonly verbosity?: string;
  /** ≥ 1. Not of OpenAI's protocol; others have it. */
  readonly topK?: number;
  /** Whom the caller answers, in the caller's own words; for the upstream's watch over abuse. */
  readonly endUser?: string;
  /** Calls with the same key have a beginning in common. */
  readonly cacheKey?: string;
  readonly serviceTier?: string;
  /**
   * Members of the request that no option stands for, by their names there. Upstreams of another dialect do not get
   * them, and the caller is told so.
   */
  readonly others?: Readonly<Record<string, unknown>>;
  /**
   * The same of members without which the answer would be another one: by their paths. Upstreams of another dialect
   * cannot answer such a request, and it is refused.
   */
  readonly needs?: Readonly<Record<string, unknown>>;
}

/** Write an answer to a conversation. */
export interface GenerateTask {
  readonly kind: "generate";
  readonly items: readonly Item[];
  readonly options: GenerateOptions;
  /** The items are one text to go on with, and no question to answer: for providers that write the prompt themselves. */
  readonly raw?: true;
}

/** Turn texts (or lists of token ids) into vectors. */
export interface EmbedTask {
  readonly kind: "embed";
  readonly inputs: readonly (string | readonly number[])[];
  readonly dimensions?: number;
  /** As in `GenerateOptions`. */
  readonly others?: Readonly<Record<string, unknown>>;
}

/** Endpoints that only OpenAI's protocol has, and whose content no stage reads: sounds and pictures. */
export type RelayPath =
  | "/audio/speech"
  | "/audio/transcriptions"
  | "/audio/translations"
  | "/images/generations"
  | "/images/edits"
  | "/images/variations";

/** Hand a request on as it came, but for the model's name, and the answer as it comes. */
export interface RelayTask {
  readonly kind: "relay";
  readonly path: RelayPath;
  readonly contentType: string;
  /** The body for an upstream that calls the model so. */
  body(model: string): Buffer;
  /** Bytes of the request that are text to the model. */
  readonly textBytes: number;
  /** Bytes of its pictures or sounds. */
  readonly mediaBytes: number;
  /** Pictures that are asked for, ≥ 1; absent where the answer is no picture. */
  readonly images?: number;
}

export type Task = GenerateTask | EmbedTask | RelayTask;

/** Dialects in which a request can be handed on as it came: OpenAI's, and Anthropic's `messages`. */
export type Dialect = "chat" | "completions" | "embeddings" | "messages";

/**
 * The caller's own request, for an upstream that speaks the same dialect (the fast lane).
 * Attached only when no stage needs to read or change the answer's text.
 */
export interface Source {
  readonly dialect: Dialect;
  /** The body as it came, valid JSON. */
  readonly bytes: Buffer;
  /** The body parsed. Not to be changed. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Byte range `[start, end)` of the value of the top-level member `model`, when it occurs exactly once. */
  readonly modelSpan?: readonly [start: number, end: number];
  /** Whether the caller asked for the chunk with the usage at the end of the stream. */
  readonly includeUsage: boolean;
}

/** What a call wants of memory. */
export interface CallMemory extends MemoryChoice {
  /** What is said now may be cut as well, from its beginning, where it is too long by itself. */
  readonly cutsInput?: true;
  /** A summary is due as soon as the context has so many tokens; absent: before the budget is used up. */
  readonly summariseAbove?: number;
}

/** One question to Parley, from whatever door it came. */
export interface Call {
  /** `req_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly principal: Principal;
  /** The model as the caller named it. */
  readonly model: string;
  readonly task: Task;
  /** Whether the caller reads the answer piece by piece. */
  readonly stream: boolean;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  readonly source?: Source;
  /** The conversation to continue; absent for a call that stands alone. */
  readonly conversationId?: string;
  /** The stored response to go on from; never together with `conversationId`. */
  readonly previousResponseId?: string;
  /** Says what is kept of the turn; absent: what was said, where it is part of a conversation. */
  readonly keeper?: TurnKeeper;
  /**
   * Told when an upstream is about to be asked: whatever could be refused without asking anybody was not. It is told again
   * at each attempt, and not at all where the answer of another call serves this one, too. Must be quick and not throw.
   */
  readonly taken?: (notes: Pick<StreamStart, "limits" | "route" | "warnings" | "context">) => void;
  /**
   * Told once how it went, before the reader sees the end. Absent for calls that Parley makes by itself. Must be quick and not throw.
   */
  readonly ended?: (end: CallEnd, call: Call) => void;
  /** How the caller wants a conversation cut that is longer than its context; what is absent, others decide. */
  readonly memory?: CallMemory;
  /** The region in which the answer must be made: a label of the settings. Absent: anywhere. */
  readonly region?: string;
  /** Attempts after the first that the caller wants at most, ≥ 0; absent: as the settings say. */
  readonly retries?: number;
  /** When the caller's patience ends, in monotonic milliseconds: no wait goes beyond it. Absent: it has no end. */
  readonly deadline?: number;
}
