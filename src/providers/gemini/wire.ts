import type { Json } from "../upstream/json.ts";

/**
 * What this provider reads of Gemini's answers (https://ai.google.dev/api/generate-content). Everything may be missing
 * or of another shape: an upstream is a stranger.
 */
export interface WireResponse {
  readonly candidates?: unknown;
  readonly promptFeedback?: unknown;
  readonly usageMetadata?: unknown;
  readonly modelVersion?: unknown;
  readonly responseId?: unknown;
  readonly error?: unknown;
}

export interface WireCandidate {
  readonly index?: unknown;
  readonly content?: unknown;
  readonly finishReason?: unknown;
  readonly groundingMetadata?: unknown;
  readonly citationMetadata?: unknown;
  readonly logprobsResult?: unknown;
}

export interface WirePart {
  readonly text?: unknown;
  readonly thought?: unknown;
  readonly thoughtSignature?: unknown;
  readonly functionCall?: unknown;
  readonly inlineData?: unknown;
}

/** A turn as a request has it. */
export interface WireContent {
  readonly role: "user" | "model";
  readonly parts: Json[];
}
