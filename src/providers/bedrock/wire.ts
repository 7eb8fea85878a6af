/**
 * What this provider reads of Converse's answers, after Amazon's description of the API (bedrock-runtime,
 * 2023-09-30). Everything may be missing: an upstream is a stranger.
 */
export interface WireEvent {
  readonly contentBlockIndex?: unknown;
  readonly start?: { readonly toolUse?: { readonly toolUseId?: unknown; readonly name?: unknown } } | null;
  readonly delta?: WireDelta | null;
  readonly stopReason?: unknown;
  readonly usage?: unknown;
  readonly message?: unknown;
}

export interface WireDelta {
  readonly text?: unknown;
  readonly toolUse?: { readonly input?: unknown } | null;
  readonly reasoningContent?: WireReasoning | null;
  readonly citation?: WireCitation | null;
}

interface WireReasoning {
  readonly text?: unknown;
  readonly signature?: unknown;
  /** Base64. */
  readonly redactedContent?: unknown;
}

export interface WireCitation {
  readonly title?: unknown;
  readonly source?: unknown;
  readonly sourceContent?: readonly ({ readonly text?: unknown } | null)[] | null;
  readonly location?: Readonly<Record<string, unknown>> | null;
}
