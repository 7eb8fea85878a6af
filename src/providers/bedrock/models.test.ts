import { expect, test } from "vitest";
import { readFoundationModels, readInferenceProfiles } from "./models.ts";

test("models that write text are listed, by their ids", () => {
  const modelSummaries = [
    { modelId: "anthropic.claude-x-v1:0", providerName: "Anthropic", outputModalities: ["TEXT"] },
    { modelId: "amazon.titan-embed-text-v2:0", providerName: "Amazon", outputModalities: ["EMBEDDING"] },
    { modelId: "amazon.nova-canvas-v1:0", outputModalities: ["IMAGE"] },
    { modelId: "new.model" },
    { modelId: 7 },
    null,
  ];
  expect(readFoundationModels({ modelSummaries })).toEqual([
    { id: "anthropic.claude-x-v1:0", ownedBy: "Anthropic" },
    { id: "new.model" },
  ]);
});

test("inference profiles that can be used are listed", () => {
  const inferenceProfileSummaries = [
    {
      inferenceProfileId: "eu.anthropic.claude-x-v1:0",
      status: "ACTIVE",
      createdAt: "2026-01-02T03:04:05.678Z",
    },
    { inferenceProfileId: "eu.gone", status: "LEGACY" },
    { inferenceProfileId: "us.plain", createdAt: "yesterday" },
  ];
  expect(readInferenceProfiles({ inferenceProfileSummaries })).toEqual([
    { id: "eu.anthropic.claude-x-v1:0", created: 1_767_323_045 },
    { id: "us.plain" },
  ]);
});

test.each([null, [], {}, { modelSummaries: "all" }])("%j is no list", (body) => {
  expect(() => readFoundationModels(body)).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
});
