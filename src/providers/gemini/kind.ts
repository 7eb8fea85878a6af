import type { UpstreamKind } from "../upstream/kind.ts";

/** Google's Gemini API, with a key of Google AI Studio. */
export const gemini: UpstreamKind = {
  type: "gemini",
  summary: "Google's Gemini API, as Google itself speaks it.",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  keyRequired: true,
  async load() {
    const { createGemini } = await import("./provider.ts");
    return createGemini;
  },
};
