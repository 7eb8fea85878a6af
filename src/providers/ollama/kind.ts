import type { UpstreamKind } from "../upstream/kind.ts";

/** Ollama by its native API, on this machine unless an address is given. */
export const ollama: UpstreamKind = {
  type: "ollama",
  summary: "A server of Ollama, or its cloud, by its native API.",
  baseUrl: "http://127.0.0.1:11434",
  keyVariables: ["OLLAMA_API_KEY"],
  // A server on this machine asks for none, and the cloud's key is none of its business.
  keyOrigin: "https://ollama.com",
  keyRequired: false,
  async load() {
    const { createOllama } = await import("./provider.ts");
    return ({ clock }, options) => createOllama(clock, options);
  },
};
