import type { UpstreamKind } from "../upstream/kind.ts";

/** Its address follows from `region`; see `createBedrock`. */
export const bedrock: UpstreamKind = {
  type: "bedrock",
  summary: "Amazon Bedrock, by its Converse API.",
  keyVariables: ["AWS_BEARER_TOKEN_BEDROCK"],
  keyRequired: true,
  signed: true,
  async load() {
    const { createBedrock } = await import("./provider.ts");
    return createBedrock;
  },
};
