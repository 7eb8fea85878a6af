import { expect, test } from "vitest";
import type { GgufHeader, GgufValue } from "../../lib/gguf-header.ts";
import { isEmbeddingModel, planModel } from "./model-plan.ts";

const gigabyte = 1024 ** 3;

function header(values: Record<string, GgufValue>, rest: Partial<GgufHeader> = {}): GgufHeader {
  const all = new Map(
    Object.entries({
      "llama.block_count": 32,
      "llama.embedding_length": 4096,
      "llama.attention.head_count": 32,
      ...values,
    }),
  );
  return {
    version: 3,
    architecture: "llama",
    values: all,
    lists: new Map(),
    tensors: 1,
    parameters: 1,
    wholeBytes: 1,
    ...rest,
  };
}

test("a key and a value of 16 bits for each shared head, layer and token", () => {
  const shared = header({ "llama.attention.head_count_kv": 8 }, { contextTokens: 4096 });
  const plan = planModel(shared, gigabyte, { sequences: 4, budgetBytes: 100 * gigabyte });
  // 32 layers × 8 heads × 128 numbers × 2 × 2 bytes = 128 KiB for each token, as llama.cpp allocates it.
  expect(plan.memoryBytes - gigabyte - 4 * 4096 * 131_072).toBeLessThan(gigabyte / 4);
  expect(plan).toMatchObject({ embedding: false, contextTokens: 4096 });
});

test("the context is at most 8,192 by default, shorter where memory is short, and the operator's where he says", () => {
  const long = header({}, { contextTokens: 131_072 });
  expect(planModel(long, gigabyte, { sequences: 1, budgetBytes: 100 * gigabyte }).contextTokens).toBe(8_192);
  expect(planModel(long, gigabyte, { sequences: 4, budgetBytes: 8 * gigabyte }).contextTokens).toBe(2_048);
  expect(planModel(long, gigabyte, { sequences: 4, budgetBytes: gigabyte }).contextTokens).toBe(1_024);
  expect(
    planModel(long, gigabyte, { sequences: 4, budgetBytes: gigabyte, contextTokens: 32_768 }).contextTokens,
  ).toBe(32_768);
  expect(
    planModel(header({}, { contextTokens: 512 }), 1, {
      sequences: 1,
      budgetBytes: gigabyte,
      contextTokens: 4_096,
    }).contextTokens,
  ).toBe(512);
});

test("embedding models are known by their architecture or their pooling, and have one sequence", () => {
  expect(isEmbeddingModel(header({}, { architecture: "bert" }))).toBe(true);
  expect(isEmbeddingModel(header({ "llama.pooling_type": 3 }))).toBe(true);
  expect(isEmbeddingModel(header({ "llama.pooling_type": 0 }))).toBe(false);
  const one = planModel(header({ "llama.pooling_type": 1 }), 1, { sequences: 1, budgetBytes: gigabyte });
  expect(planModel(header({ "llama.pooling_type": 1 }), 1, { sequences: 8, budgetBytes: gigabyte })).toEqual(
    one,
  );
});
