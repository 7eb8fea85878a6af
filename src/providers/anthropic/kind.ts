import type { UpstreamKind } from "../upstream/kind.ts";

export const anthropic: UpstreamKind = {
  type: "anthropic",
  summary: "Anthropic's Messages API: Claude, and others that speak it.",
  baseUrl: "https://api.anthropic.com/v1",
  keyVariables: ["ANTHROPIC_API_KEY"],
  keyRequired: true,
  async load() {
    const { createAnthropic } = await import("./provider.ts");
    return ({ clock }, options) => createAnthropic({ now: () => clock.now() }, options);
  },
};
