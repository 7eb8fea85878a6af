/** Tokens that are no text. The reserved ones keep places, so that a later tokenizer fits the same files. */
export const marks = {
  begin: "<|im_start|>",
  end: "<|im_end|>",
  text: "<|endoftext|>",
  call: "<tool_call>",
  callEnd: "</tool_call>",
} as const;

/** In the order of their ids, behind all other tokens. */
export const markList: readonly string[] = [
  marks.text,
  marks.begin,
  marks.end,
  marks.call,
  marks.callEnd,
  "<|reserved0|>",
  "<|reserved1|>",
  "<|reserved2|>",
];
