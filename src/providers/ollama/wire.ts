/** What this provider reads of a line of Ollama's answers. Everything may be missing or wrong: an upstream is a stranger. */
export interface WireLine {
  readonly model?: unknown;
  /** Of `/api/chat`. */
  readonly message?: unknown;
  /** The text of `/api/generate`, whose other members are those of a message. */
  readonly response?: unknown;
  readonly done?: unknown;
  /** `stop`, `length`, `load` or `unload`; absent in older versions. */
  readonly done_reason?: unknown;
  readonly logprobs?: unknown;
  readonly prompt_eval_count?: unknown;
  readonly eval_count?: unknown;
  readonly error?: unknown;
}

/** A piece of what the model writes. */
export interface WireMessage {
  readonly content?: unknown;
  readonly thinking?: unknown;
  /** Whole calls, never pieces of one. */
  readonly tool_calls?: unknown;
}

/** A model of `GET /api/tags`; `capabilities` and the context are there in newer versions. */
export interface WireModel {
  readonly name?: unknown;
  readonly model?: unknown;
  readonly modified_at?: unknown;
  readonly size?: unknown;
  readonly digest?: unknown;
  readonly details?: unknown;
  readonly capabilities?: unknown;
}

/** One step of `POST /api/pull`. */
export interface WireProgress {
  readonly status?: unknown;
  readonly digest?: unknown;
  readonly total?: unknown;
  readonly completed?: unknown;
  readonly error?: unknown;
}
