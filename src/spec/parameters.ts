/**
 * What a caller can ask of a model, in the names of the chat dialect. After a dot: one form of a member.
 * `content.*` are parts of messages.
 */
export const parameterNames = [
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "n",
  "stop",
  "presence_penalty",
  "frequency_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "seed",
  "response_format.json_object",
  "response_format.json_schema",
  "tools.function",
  "tools.custom",
  "tools.custom.format",
  "tools.strict",
  "tool_choice.none",
  "tool_choice.required",
  "tool_choice.named",
  "tool_choice.allowed_tools",
  "parallel_tool_calls",
  "reasoning_effort",
  "reasoning_tokens",
  "verbosity",
  "user",
  "prompt_cache_key",
  "service_tier",
  "message.name",
  "content.image_data",
  "content.image_url",
  "content.image_detail",
  "content.audio",
  "content.file_data",
  "content.file_url",
  "content.file_id",
  "content.cache_control",
  "content.citations",
] as const;

export type ParameterName = (typeof parameterNames)[number];

/** What becomes of a parameter on its way to an upstream. Nothing is dropped silently. */
export type Handling =
  /** The upstream has it; `as` is its name there. */
  | { readonly how: "mapped"; readonly as: string }
  /** The upstream lacks it, and something else gives the same; `as` says what. */
  | { readonly how: "emulated"; readonly as: string }
  /** The call is refused with `unsupported_parameter`; `why` is a sentence for the caller. */
  | { readonly how: "refused"; readonly why: string }
  /** The answer is right without it; the caller is told `why` it was not obeyed. */
  | { readonly how: "ignored"; readonly why: string };

/** One row for each parameter: a provider cannot forget one. */
export type ParameterTable = Readonly<Record<ParameterName, Handling>>;

/** Something that was asked for and not obeyed. */
export interface Warning {
  /** Path in the caller's request. */
  readonly param: string;
  /** A sentence for the caller. */
  readonly message: string;
}
