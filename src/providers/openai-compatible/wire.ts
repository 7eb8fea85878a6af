/** What this provider reads of an upstream's answers. Everything may be missing: an upstream is a stranger. */
export interface WireChunk {
  readonly model?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
  readonly choices?: readonly WireChoice[];
}

export interface WireChoice {
  readonly index?: number;
  /** Chat. */
  readonly delta?: WireDelta | null;
  /** Completions. */
  readonly text?: string | null;
  readonly finish_reason?: string | null;
  readonly logprobs?: { readonly content?: readonly WireLogprob[] | null } | null;
}

export interface WireDelta {
  readonly content?: string | null;
  readonly refusal?: string | null;
  /** DeepSeek, vLLM and others. */
  readonly reasoning_content?: string | null;
  /** OpenRouter, Groq and newer vLLM. */
  readonly reasoning?: string | null;
  readonly tool_calls?: readonly WireToolCall[] | null;
}

export interface WireToolCall {
  readonly index?: number;
  readonly id?: string | null;
  readonly type?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null;
  readonly custom?: { readonly name?: string | null; readonly input?: string | null } | null;
}

export interface WireLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes?: readonly number[] | null;
  readonly top_logprobs?: readonly Omit<WireLogprob, "top_logprobs">[] | null;
}
