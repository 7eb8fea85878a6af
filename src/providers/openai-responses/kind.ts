import type { UpstreamKind } from "../upstream/kind.ts";

export const openAiResponses: UpstreamKind = {
  type: "openai-responses",
  summary:
    "OpenAI's Responses API, for models and features that exist only there, and any server of the Open Responses specification.",
  baseUrl: "https://api.openai.com/v1",
  keyVariables: ["OPENAI_API_KEY"],
  keyRequired: true,
  async load() {
    const { createOpenAiResponses } = await import("./provider.ts");
    return ({ clock }, options) => createOpenAiResponses(clock, options);
  },
};
