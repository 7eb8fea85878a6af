import type { Handling, ParameterTable } from "../../spec/parameters.ts";

const as = (name: string): Handling => ({ how: "mapped", as: name });
const ignored = (why: string): Handling => ({ how: "ignored", why });
const refused = (why: string): Handling => ({ how: "refused", why });

/** What becomes of each parameter in Anthropic's Messages API. */
export const messagesParameters: ParameterTable = {
  max_completion_tokens: as("max_tokens"),
  // Values above 1 are refused: its scale ends there, and another number would be another wish.
  temperature: as("temperature, from 0 to 1, and 1 alone of a model that thinks"),
  top_p: as("top_p, from 0.95 of a model that thinks"),
  top_k: as("top_k, of a model that does not think"),
  n: refused("The model's provider writes one answer at a time."),
  stop: as("stop_sequences"),
  presence_penalty: ignored("The model's provider has no presence penalty."),
  frequency_penalty: ignored("The model's provider has no frequency penalty."),
  logit_bias: refused("The model's provider cannot change the probability of tokens."),
  logprobs: refused("The model's provider does not tell the probability of tokens."),
  top_logprobs: refused("The model's provider does not tell the probability of tokens."),
  seed: ignored("The model's provider has no seed: the same question may get another answer."),
  "response_format.json_object": { how: "emulated", as: "an instruction at the end of `system`" },
  "response_format.json_schema": as("output_config.format"),
  "tools.function": as("tools"),
  "tools.custom": { how: "emulated", as: "a function with one text `input`" },
  "tools.custom.format": ignored("The model's provider does not hold a text to a grammar."),
  "tools.strict": as("tools[].strict"),
  "tool_choice.none": as("tool_choice.none"),
  "tool_choice.required": as("tool_choice.any"),
  "tool_choice.named": as("tool_choice.tool"),
  "tool_choice.allowed_tools": { how: "emulated", as: "sending only the allowed tools" },
  parallel_tool_calls: as("tool_choice.disable_parallel_tool_use"),
  reasoning_effort: as(
    "thinking and output_config.effort; thinking.budget_tokens for models before 4.6; refused for models before 3.7",
  ),
  reasoning_tokens: as(
    "thinking.budget_tokens for models from 3.7 to 4.6; an effort, with a warning, for later ones; refused for earlier ones",
  ),
  verbosity: ignored("The model's provider has no verbosity: say it in the prompt."),
  user: as("metadata.user_id"),
  prompt_cache_key: ignored(
    "The model's provider finds prompts in its cache by their content, where `cache_control` marks them.",
  ),
  service_tier: as("service_tier"),
  "message.name": ignored("The model's provider does not take names of participants."),
  "content.image_data": as("image.source.base64"),
  "content.image_url": as("image.source.url"),
  "content.image_detail": ignored("The model's provider reads every image in the same detail."),
  "content.audio": refused("The model's provider does not take audio."),
  "content.file_data": as("document.source.base64, or document.source.text"),
  "content.file_url": as("document.source.url"),
  "content.file_id": as("document.source.file"),
  "content.cache_control": as("cache_control"),
  "content.citations": as("document.citations"),
};
