import type { UpstreamKind } from "../upstream/kind.ts";
import { createGemini } from "./provider.ts";

/** Google's Gemini API, with a key of Google AI Studio. */
export const gemini: UpstreamKind = {
  type: "gemini",
  summary: "Google's Gemini API, as Google itself speaks it.",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  keyRequired: true,
  create: createGemini,
};
