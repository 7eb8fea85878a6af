import type { ParameterTable } from "../../spec/parameters.ts";

const ofGenerationConfig = (member: string) => ({ how: "mapped", as: `generationConfig.${member}` }) as const;
const ofToolConfig = (value: string) =>
  ({ how: "mapped", as: `toolConfig.functionCallingConfig.${value}` }) as const;

/** What becomes of each parameter on its way to Gemini. */
export const geminiParameters: ParameterTable = {
  max_completion_tokens: ofGenerationConfig("maxOutputTokens"),
  temperature: ofGenerationConfig("temperature"),
  top_p: ofGenerationConfig("topP"),
  top_k: ofGenerationConfig("topK"),
  n: ofGenerationConfig("candidateCount"),
  stop: ofGenerationConfig("stopSequences"),
  presence_penalty: ofGenerationConfig("presencePenalty"),
  frequency_penalty: ofGenerationConfig("frequencyPenalty"),
  logit_bias: { how: "refused", why: "Gemini cannot be told to prefer or avoid single tokens." },
  logprobs: ofGenerationConfig("responseLogprobs"),
  top_logprobs: ofGenerationConfig("logprobs"),
  seed: ofGenerationConfig("seed"),
  "response_format.json_object": ofGenerationConfig("responseMimeType"),
  "response_format.json_schema": ofGenerationConfig("responseJsonSchema"),
  "tools.function": { how: "mapped", as: "tools.functionDeclarations" },
  "tools.custom": { how: "emulated", as: "a function with one text as its argument" },
  "tools.custom.format": { how: "ignored", why: "Gemini does not hold a text to a grammar." },
  "tools.strict": ofToolConfig("mode: VALIDATED"),
  "tool_choice.none": ofToolConfig("mode: NONE"),
  "tool_choice.required": ofToolConfig("mode: ANY"),
  "tool_choice.named": ofToolConfig("allowedFunctionNames"),
  "tool_choice.allowed_tools": ofToolConfig("allowedFunctionNames"),
  parallel_tool_calls: {
    how: "ignored",
    why: "Gemini decides by itself whether it calls several tools at once.",
  },
  reasoning_effort: ofGenerationConfig(
    "thinkingConfig.thinkingLevel; thinkingBudget for 2.5; `none` only for Flash 2.5; refused for models before 2.5",
  ),
  reasoning_tokens: ofGenerationConfig("thinkingConfig.thinkingBudget, for models from 2.5 on"),
  verbosity: { how: "ignored", why: "Gemini has no such setting. Say it in the instructions." },
  user: { how: "ignored", why: "Gemini is not told whom the caller answers." },
  prompt_cache_key: {
    how: "ignored",
    why: "Gemini finds by itself what calls have in common, and needs no key for it.",
  },
  service_tier: { how: "mapped", as: "serviceTier" },
  "message.name": { how: "ignored", why: "Gemini knows no names of participants. Write them into the text." },
  "content.image_data": { how: "mapped", as: "inlineData" },
  "content.image_url": { how: "mapped", as: "fileData.fileUri" },
  // One for all images of a request: the best that was asked for.
  "content.image_detail": ofGenerationConfig("mediaResolution"),
  "content.audio": { how: "mapped", as: "inlineData" },
  "content.file_data": { how: "mapped", as: "inlineData" },
  "content.file_url": { how: "mapped", as: "fileData.fileUri" },
  "content.file_id": { how: "mapped", as: "fileData.fileUri" },
  "content.cache_control": {
    how: "ignored",
    why: "Gemini caches common beginnings by itself, without marks.",
  },
  "content.citations": { how: "ignored", why: "Gemini does not cite the caller's documents." },
};
