import type { ErrorCode } from "../../spec/errors.ts";

/** How a model fails on purpose. */
export interface Fault {
  readonly code: ErrorCode;
  /** Before anything is said, or after this share of the answer. */
  readonly when: "before" | { readonly share: number };
  /** Shown to the caller, so that he can rehearse waiting. */
  readonly retryAfterMs?: number;
  /** Say nothing first, for as long as the provider's `timeoutMs`. */
  readonly silent?: boolean;
}

/** A model of this provider: its name says how it behaves. */
export interface RehearsalModel {
  readonly id: string;
  /** Tokens of input and output together. */
  readonly contextTokens: number;
  /** Whether it only makes embeddings. */
  readonly embedsOnly?: boolean;
  /** Wait before the first token. */
  readonly firstTokenMs?: number;
  /** Its own pace; otherwise the provider's. */
  readonly tokensPerSecond?: number;
  readonly fault?: Fault;
  /** Whether it ends without saying what was used. */
  readonly hidesUsage?: boolean;
  /** Whether it refuses everything. */
  readonly refuses?: boolean;
}

const contextTokens = 128_000;

const table: readonly RehearsalModel[] = [
  { id: "rehearsal", contextTokens },
  // OpenAI's embedding models take this much of each text.
  { id: "rehearsal-embedding", contextTokens: 8_192, embedsOnly: true },
  { id: "rehearsal-slow", contextTokens, firstTokenMs: 500, tokensPerSecond: 20 },
  {
    id: "rehearsal-breaks-midway",
    contextTokens,
    fault: { code: "upstream_truncated", when: { share: 0.5 } },
  },
  {
    id: "rehearsal-rate-limited",
    contextTokens,
    fault: { code: "rate_limit_exceeded", when: "before", retryAfterMs: 1_000 },
  },
  {
    id: "rehearsal-fails-midway",
    contextTokens,
    fault: { code: "upstream_failed", when: { share: 0.5 } },
  },
  {
    id: "rehearsal-refuses-key",
    contextTokens,
    fault: { code: "upstream_credentials", when: "before" },
  },
  { id: "rehearsal-overloaded", contextTokens, fault: { code: "upstream_overloaded", when: "before" } },
  {
    id: "rehearsal-times-out",
    contextTokens,
    fault: { code: "upstream_timeout", when: "before", silent: true },
  },
  { id: "rehearsal-no-usage", contextTokens, hidesUsage: true },
  { id: "rehearsal-refuses", contextTokens, refuses: true },
  { id: "rehearsal-garbage", contextTokens, fault: { code: "upstream_invalid", when: { share: 0.25 } } },
];

/** All models by their names, in the order in which they are listed. */
export const rehearsalModels: ReadonlyMap<string, RehearsalModel> = new Map(
  table.map((model) => [model.id, model]),
);
