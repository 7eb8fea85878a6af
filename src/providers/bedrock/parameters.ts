import type { ParameterTable } from "../../spec/parameters.ts";

const mapped = (as: string) => ({ how: "mapped", as }) as const;
const emulated = (as: string) => ({ how: "emulated", as }) as const;
const refused = (why: string) => ({ how: "refused", why }) as const;
const ignored = (why: string) => ({ how: "ignored", why }) as const;

const noAddress = "Amazon Bedrock takes content only within the request: send it as a `data:` URL.";

/** What becomes of each parameter on its way to Converse. */
export const parameters: ParameterTable = {
  max_completion_tokens: mapped("inferenceConfig.maxTokens"),
  temperature: mapped("inferenceConfig.temperature, from 0 to 1"),
  top_p: mapped("inferenceConfig.topP"),
  top_k: mapped("additionalModelRequestFields, by the name that the model's maker gives it"),
  n: refused("Amazon Bedrock answers with one choice."),
  stop: mapped("inferenceConfig.stopSequences"),
  presence_penalty: ignored("Amazon Bedrock has no presence penalty."),
  frequency_penalty: ignored("Amazon Bedrock has no frequency penalty."),
  logit_bias: refused("Amazon Bedrock cannot favour single tokens."),
  logprobs: refused("Amazon Bedrock does not tell the probabilities of tokens."),
  top_logprobs: refused("Amazon Bedrock does not tell the probabilities of tokens."),
  seed: ignored("Amazon Bedrock cannot repeat an answer."),
  "response_format.json_object": emulated("an instruction in system"),
  "response_format.json_schema": mapped("outputConfig.textFormat"),
  "tools.function": mapped("toolConfig.tools.toolSpec"),
  "tools.custom": refused("Amazon Bedrock has no tools that take free text."),
  "tools.custom.format": refused("Amazon Bedrock has no tools that take free text."),
  "tools.strict": mapped("toolSpec.strict"),
  "tool_choice.none": emulated("no tools, or one that does nothing where the conversation has calls"),
  "tool_choice.required": mapped("toolConfig.toolChoice.any"),
  "tool_choice.named": mapped("toolConfig.toolChoice.tool"),
  "tool_choice.allowed_tools": emulated("a shorter list of tools"),
  parallel_tool_calls: mapped(
    "additionalModelRequestFields.tool_choice.disable_parallel_tool_use for Claude; refused for others",
  ),
  reasoning_effort: mapped(
    "outputConfig.effort; for Nova and gpt-oss in additionalModelRequestFields, where `none` is refused for gpt-oss",
  ),
  reasoning_tokens: mapped(
    "additionalModelRequestFields.thinking.budget_tokens; refused for Nova and gpt-oss",
  ),
  verbosity: ignored("Amazon Bedrock has no setting for the length of answers."),
  user: ignored("Amazon Bedrock does not ask for whom it answers."),
  prompt_cache_key: ignored("Amazon Bedrock finds what it has cached by itself."),
  service_tier: mapped("serviceTier.type"),
  "message.name": ignored("Amazon Bedrock knows no names of participants."),
  "content.image_data": mapped("image.source.bytes"),
  "content.image_url": refused(noAddress),
  "content.image_detail": ignored("Amazon Bedrock reads every image in the same detail."),
  "content.audio": mapped("audio.source.bytes"),
  "content.file_data": mapped("document.source.bytes"),
  "content.file_url": refused(noAddress),
  "content.file_id": refused("Amazon Bedrock keeps no files: send the file's content in `file_data`."),
  "content.cache_control": mapped("cachePoint"),
  "content.citations": mapped("document.citations"),
};
