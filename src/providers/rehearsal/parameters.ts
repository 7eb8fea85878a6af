import type { Handling, ParameterTable } from "../../spec/parameters.ts";

const as = (name: string): Handling => ({ how: "mapped", as: name });
const ignored = (why: string): Handling => ({ how: "ignored", why });

const noChance = as("nothing: a script has no chance in it");
const noThoughts = ignored("A rehearsed model does not think.");
const oneLength = ignored("A rehearsed model's answers are as long as its script.");
const noCache = ignored("A rehearsed model has no cache.");
const counted = as("a count: the model says how many there are");

/** What becomes of each parameter on the stage. */
export const parameters: ParameterTable = {
  max_completion_tokens: as("max_completion_tokens"),
  temperature: noChance,
  top_p: noChance,
  top_k: noChance,
  n: as("n"),
  stop: as("stop"),
  presence_penalty: noChance,
  frequency_penalty: noChance,
  logit_bias: as("logit_bias: tokens at -100 are left out"),
  logprobs: as("logprobs"),
  top_logprobs: as("top_logprobs"),
  seed: as("seed"),
  "response_format.json_object": as("response_format"),
  "response_format.json_schema": as("response_format"),
  "tools.function": as("tools"),
  "tools.custom": as("tools"),
  "tools.custom.format": ignored("A rehearsed model does not hold a text to a grammar."),
  "tools.strict": as("tools"),
  "tool_choice.none": as("tool_choice"),
  "tool_choice.required": as("tool_choice"),
  "tool_choice.named": as("tool_choice"),
  "tool_choice.allowed_tools": as("tool_choice"),
  parallel_tool_calls: as("parallel_tool_calls"),
  reasoning_effort: noThoughts,
  reasoning_tokens: noThoughts,
  verbosity: oneLength,
  user: as("nothing: nobody watches a rehearsal"),
  prompt_cache_key: noCache,
  service_tier: ignored("A rehearsed model has one service tier."),
  "message.name": as("name"),
  "content.image_data": counted,
  "content.image_url": counted,
  "content.image_detail": as("nothing: no picture is looked at"),
  "content.audio": counted,
  "content.file_data": counted,
  "content.file_url": counted,
  "content.file_id": counted,
  "content.cache_control": noCache,
  "content.citations": ignored("A rehearsed model cites nothing."),
};
