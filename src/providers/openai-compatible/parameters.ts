import type { Handling, ParameterTable } from "../../spec/parameters.ts";

const as = (name: string): Handling => ({ how: "mapped", as: name });
const ignored = (why: string): Handling => ({ how: "ignored", why });

/**
 * What becomes of each parameter in OpenAI's chat completions, where the request is written anew: a caller who speaks
 * the same protocol is handed on as he came. Whether the upstream's model obeys is the upstream's to say.
 */
export const parameters: ParameterTable = {
  max_completion_tokens: as("max_completion_tokens or max_tokens"),
  temperature: as("temperature"),
  top_p: as("top_p"),
  top_k: as("top_k"),
  n: as("n"),
  stop: as("stop"),
  presence_penalty: as("presence_penalty"),
  frequency_penalty: as("frequency_penalty"),
  logit_bias: as("logit_bias"),
  logprobs: as("logprobs"),
  top_logprobs: as("top_logprobs"),
  seed: as("seed"),
  "response_format.json_object": as("response_format"),
  "response_format.json_schema": as("response_format"),
  "tools.function": as("tools"),
  "tools.custom": as("tools"),
  "tools.custom.format": as("tools.custom.format"),
  "tools.strict": as("tools"),
  "tool_choice.none": as("tool_choice"),
  "tool_choice.required": as("tool_choice"),
  "tool_choice.named": as("tool_choice"),
  "tool_choice.allowed_tools": as("tool_choice"),
  parallel_tool_calls: as("parallel_tool_calls"),
  reasoning_effort: as("reasoning_effort"),
  reasoning_tokens: {
    how: "emulated",
    as: "reasoning_effort: low up to 2,048 tokens, medium up to 12,288, high above",
  },
  verbosity: as("verbosity"),
  user: as("user"),
  prompt_cache_key: as("prompt_cache_key"),
  service_tier: as("service_tier"),
  "message.name": as("name"),
  "content.image_data": as("image_url"),
  "content.image_url": as("image_url"),
  "content.image_detail": as("image_url.detail"),
  "content.audio": as("input_audio"),
  "content.file_data": as("file.file_data"),
  "content.file_url": {
    how: "refused",
    why: "This protocol takes files by their content or id, not by address.",
  },
  "content.file_id": as("file.file_id"),
  "content.cache_control": ignored("This protocol's servers find what they have cached by themselves."),
  "content.citations": ignored("This protocol does not cite the caller's documents."),
};
