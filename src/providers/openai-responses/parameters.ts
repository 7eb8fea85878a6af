import type { Handling, ParameterTable } from "../../spec/parameters.ts";

const as = (name: string): Handling => ({ how: "mapped", as: name });
const ignored = (why: string): Handling => ({ how: "ignored", why });
const refused = (why: string): Handling => ({ how: "refused", why });

/** What becomes of each parameter in the Responses API, which leaves out what reasoning models never obeyed. */
export const parameters: ParameterTable = {
  max_completion_tokens: as("max_output_tokens"),
  temperature: as("temperature"),
  top_p: as("top_p"),
  top_k: ignored("The Responses API has no `top_k`."),
  n: refused("The Responses API gives one choice for each call."),
  // Cutting the stream at the text would look the same, but what the upstream goes on to write is paid for, and its
  // figures of usage, which come last, would be lost.
  stop: refused("The Responses API has no `stop`."),
  presence_penalty: ignored("The Responses API has no `presence_penalty`."),
  frequency_penalty: ignored("The Responses API has no `frequency_penalty`."),
  // It forbids words, or leaves only some: an answer without it may be of another kind.
  logit_bias: refused("The Responses API has no `logit_bias`."),
  logprobs: as("include: message.output_text.logprobs"),
  top_logprobs: as("top_logprobs"),
  seed: ignored("The Responses API has no `seed`."),
  "response_format.json_object": as("text.format"),
  "response_format.json_schema": as("text.format"),
  "tools.function": as("tools"),
  "tools.custom": as("tools"),
  "tools.custom.format": as("tools.format"),
  "tools.strict": as("tools.strict"),
  "tool_choice.none": as("tool_choice"),
  "tool_choice.required": as("tool_choice"),
  "tool_choice.named": as("tool_choice"),
  "tool_choice.allowed_tools": as("tool_choice"),
  parallel_tool_calls: as("parallel_tool_calls"),
  reasoning_effort: as("reasoning.effort"),
  reasoning_tokens: {
    how: "emulated",
    as: "reasoning.effort: low up to 2,048 tokens, medium up to 12,288, high above",
  },
  verbosity: as("text.verbosity"),
  user: as("safety_identifier"),
  prompt_cache_key: as("prompt_cache_key"),
  service_tier: as("service_tier"),
  "message.name": ignored("The Responses API has no names of participants."),
  "content.image_data": as("input_image"),
  "content.image_url": as("input_image"),
  "content.image_detail": as("input_image.detail"),
  "content.audio": refused("The Responses API takes no audio."),
  "content.file_data": as("input_file.file_data"),
  "content.file_url": as("input_file.file_url"),
  "content.file_id": as("input_file.file_id"),
  "content.cache_control": ignored("OpenAI's prompt cache finds common beginnings by itself."),
  "content.citations": ignored("The Responses API cites files on its own terms."),
};
