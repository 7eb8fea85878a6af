/** What this provider reads of an upstream's answers. Nothing is certain: an upstream is a stranger. */
export interface WireEvent {
  readonly type?: unknown;
  /** Position of the content block that the event is about. */
  readonly index?: unknown;
  readonly message?: unknown;
  readonly content_block?: unknown;
  readonly delta?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** The message of `message_start`, and an answer that is not streamed. */
export interface WireMessage {
  readonly type?: unknown;
  readonly model?: unknown;
  readonly content?: unknown;
  readonly stop_reason?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

export interface WireBlock {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly citations?: unknown;
  readonly thinking?: unknown;
  readonly signature?: unknown;
  /** Of `redacted_thinking`. */
  readonly data?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  readonly input?: unknown;
}

export interface WireDelta {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly thinking?: unknown;
  readonly signature?: unknown;
  readonly partial_json?: unknown;
  readonly citation?: unknown;
  /** Of `message_delta`. */
  readonly stop_reason?: unknown;
  readonly stop_details?: unknown;
}

export interface WireCitation {
  readonly type?: unknown;
  readonly cited_text?: unknown;
  readonly document_index?: unknown;
  readonly document_title?: unknown;
  readonly start_char_index?: unknown;
  readonly end_char_index?: unknown;
  readonly start_page_number?: unknown;
  readonly end_page_number?: unknown;
  readonly start_block_index?: unknown;
  readonly end_block_index?: unknown;
  readonly url?: unknown;
  readonly source?: unknown;
  readonly title?: unknown;
}
