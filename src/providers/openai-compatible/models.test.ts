import { expect, test } from "vitest";
import { readModels } from "./models.ts";

test("as OpenAI writes a list", () => {
  const data = [{ id: "gpt-5-mini", object: "model", created: 1_750_000_000, owned_by: "openai" }];
  expect(readModels({ object: "list", data })).toEqual([
    { id: "gpt-5-mini", created: 1_750_000_000, ownedBy: "openai" },
  ]);
});

test("what other servers say beside it", () => {
  const read = (entry: object) => readModels({ data: [{ id: "m", ...entry }] })[0];
  expect(read({ max_model_len: 32_768 })).toEqual({ id: "m", contextTokens: 32_768 });
  expect(read({ context_window: 131_072, max_completion_tokens: 8_192 })).toEqual({
    id: "m",
    contextTokens: 131_072,
    outputTokens: 8_192,
  });
  const routed = {
    context_length: 200_000,
    top_provider: { context_length: 200_000, max_completion_tokens: 64_000 },
    architecture: { input_modalities: ["text", "image"], output_modalities: ["text"] },
    supported_parameters: ["max_tokens", "tools", "tool_choice", "structured_outputs", "reasoning"],
  };
  expect(read(routed)).toEqual({
    id: "m",
    contextTokens: 200_000,
    outputTokens: 64_000,
    abilities: ["images", "tools", "json-schema", "reasoning"],
  });
});

test("a list without an envelope", () => {
  expect(readModels([{ id: "m", context_length: 4_096 }])).toEqual([{ id: "m", contextTokens: 4_096 }]);
});

test("figures that are none are not known, and entries without a name are left out", () => {
  const odd = { context_length: "4096", max_completion_tokens: -1, created: 1.5, owned_by: null };
  expect(readModels({ data: [{ id: "m", ...odd }, null, { id: 7 }, "m"] })).toEqual([{ id: "m" }]);
});

test.each([undefined, "text", {}, { data: {} }])("%j is no list", (body) => {
  expect(() => readModels(body)).toThrowError(expect.objectContaining({ code: "upstream_invalid" }) as Error);
});
