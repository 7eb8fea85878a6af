import type { Handling, ParameterTable } from "../../spec/parameters.ts";

const as = (name: string): Handling => ({ how: "mapped", as: name });
const ignored = (why: string): Handling => ({ how: "ignored", why });
const refused = (why: string): Handling => ({ how: "refused", why });

const textOnly = refused("Models on this machine read text only.");
const ownCache = ignored("Models on this machine find what they have in their cache by themselves.");

/** Members beyond OpenAI's that llama.cpp's own server takes, too: see `extraSampling`. */
export const extraMembers: readonly string[] = ["min_p", "repeat_penalty"];

/** What becomes of each parameter where Parley runs the model by itself. */
export const parameters: ParameterTable = {
  max_completion_tokens: as("max_completion_tokens"),
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
  "response_format.json_object": as("a grammar of JSON"),
  "response_format.json_schema": as("a grammar of the schema"),
  "tools.function": as("the model's own template of tools"),
  "tools.custom": as("the model's own template of tools"),
  "tools.custom.format": ignored("Models on this machine are not held to the grammar of a tool's text."),
  "tools.strict": as("a grammar of the tool's schema"),
  "tool_choice.none": as("tool_choice"),
  "tool_choice.required": as("tool_choice"),
  "tool_choice.named": as("tool_choice"),
  "tool_choice.allowed_tools": as("tool_choice"),
  parallel_tool_calls: as("parallel_tool_calls"),
  // Models that think know no degrees of it: `none` and `minimal` keep those from it whose template can.
  reasoning_effort: as("thinking, or none"),
  reasoning_tokens: ignored("Models on this machine have no bound for the thought alone."),
  verbosity: ignored("Models on this machine have no setting for the length of answers."),
  user: as("nothing: nobody watches over abuse"),
  prompt_cache_key: ownCache,
  service_tier: ignored("Models on this machine have one service tier."),
  "message.name": as("name"),
  "content.image_data": textOnly,
  "content.image_url": textOnly,
  "content.image_detail": textOnly,
  "content.audio": textOnly,
  "content.file_data": textOnly,
  "content.file_url": textOnly,
  "content.file_id": textOnly,
  "content.cache_control": ownCache,
  "content.citations": ignored("Models on this machine cite nothing."),
};
