import type { ParameterTable } from "../../spec/parameters.ts";

const mapped = (as: string) => ({ how: "mapped", as }) as const;
const refused = (why: string) => ({ how: "refused", why }) as const;
const ignored = (why: string) => ({ how: "ignored", why }) as const;

const noForce = "Ollama cannot make a model call a tool.";
const noFiles = "Ollama reads text and images.";

/** What becomes of each parameter at Ollama's native API, as of August 2026 (`docs/api.md` and `api/types.go` there). */
export const parameters: ParameterTable = {
  max_completion_tokens: mapped("options.num_predict"),
  temperature: mapped("options.temperature"),
  top_p: mapped("options.top_p"),
  top_k: mapped("options.top_k"),
  n: refused("Ollama gives one answer to a request."),
  stop: mapped("options.stop"),
  presence_penalty: mapped("options.presence_penalty"),
  frequency_penalty: mapped("options.frequency_penalty"),
  logit_bias: refused("Ollama cannot make single tokens more or less likely."),
  logprobs: mapped("logprobs"),
  top_logprobs: mapped("top_logprobs"),
  seed: mapped("options.seed"),
  "response_format.json_object": mapped("format"),
  // A grammar holds the model to the schema, so that `strict` holds as well.
  "response_format.json_schema": mapped("format"),
  "tools.function": mapped("tools"),
  "tools.custom": refused("Ollama's tools take JSON and no free text."),
  "tools.custom.format": refused("Ollama's tools take JSON and no free text."),
  "tools.strict": ignored("Ollama does not hold a model to the schema of a tool."),
  "tool_choice.none": { how: "emulated", as: "a request without tools" },
  "tool_choice.required": refused(noForce),
  "tool_choice.named": refused(noForce),
  "tool_choice.allowed_tools": { how: "emulated", as: "a request with these tools alone" },
  parallel_tool_calls: ignored("At Ollama the model decides how many tools it calls at a time."),
  reasoning_effort: mapped("think; `none` is refused for gpt-oss"),
  reasoning_tokens: ignored("Ollama has no bound for the thought alone."),
  verbosity: ignored("Ollama does not know it."),
  user: ignored("Ollama does not ask for whom an answer is."),
  prompt_cache_key: ignored("Ollama's cache finds common beginnings by itself."),
  service_tier: ignored("Ollama has none."),
  "message.name": ignored("Ollama's messages have no names."),
  "content.image_data": mapped("images"),
  "content.image_url": refused("Ollama fetches no images. Send it as a `data:` URL."),
  "content.image_detail": ignored("Ollama reads every image in the same detail."),
  "content.audio": refused(noFiles),
  "content.file_data": refused(noFiles),
  "content.file_url": refused(noFiles),
  "content.file_id": refused(noFiles),
  "content.cache_control": ignored("Ollama's cache finds common beginnings by itself."),
  "content.citations": ignored("Ollama cites nothing."),
};
