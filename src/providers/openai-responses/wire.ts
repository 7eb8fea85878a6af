/** What this provider reads of an upstream's answers. Everything may be missing: an upstream is a stranger. */
export interface WireEvent {
  readonly type?: unknown;
  readonly response?: unknown;
  readonly item?: unknown;
  readonly output_index?: unknown;
  readonly content_index?: unknown;
  readonly summary_index?: unknown;
  readonly delta?: unknown;
  /** The whole text of a part that ends. */
  readonly text?: unknown;
  readonly refusal?: unknown;
  readonly arguments?: unknown;
  readonly input?: unknown;
  readonly logprobs?: unknown;
  readonly annotation?: unknown;
  readonly error?: unknown;
}

export interface WireResponse {
  readonly model?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
  readonly incomplete_details?: unknown;
  readonly output?: unknown;
}

/** One item of an answer: a message, a call of a tool, a thought, or the trace of a tool of the upstream's own. */
export interface WireItem {
  readonly type?: unknown;
  readonly id?: unknown;
  /** Of messages: `commentary` where it is not the answer yet. */
  readonly phase?: unknown;
  readonly content?: unknown;
  readonly call_id?: unknown;
  readonly name?: unknown;
  readonly arguments?: unknown;
  readonly input?: unknown;
  readonly summary?: unknown;
  readonly encrypted_content?: unknown;
}

/** A piece of a message or of a thought. */
export interface WirePart {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly refusal?: unknown;
  readonly annotations?: unknown;
  readonly logprobs?: unknown;
}
