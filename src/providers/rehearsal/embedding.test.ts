import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { embed, hear, startRehearsal } from "./rehearsal.fixture.ts";

const rehearsal = startRehearsal();
afterAll(() => rehearsal.tokenizer.close());

async function vectors(
  inputs: readonly (string | readonly number[])[],
  dimensions?: number,
): Promise<Float32Array[]> {
  const { events, error } = await hear(
    embed(rehearsal, { inputs, ...(dimensions !== undefined && { dimensions }) }),
  );
  if (error !== undefined) throw error;
  return events.flatMap((event) => (event.type === "embedding" ? [event.vector] : []));
}

function similarity(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}

describe("embeddings", () => {
  test("come in order, with the tokens they took", async () => {
    const { events, end } = await hear(embed(rehearsal, { inputs: ["Hello, world!", "a b"] }));
    expect(events.map((event) => (event.type === "embedding" ? event.index : event.type))).toEqual([
      0,
      1,
      "end",
    ]);
    expect(end).toEqual({ type: "end", model: "rehearsal-embedding", usage: { inputTokens: 6 } });
  });

  test("have length 1 and the dimensions asked for, and are the same every time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }),
        fc.integer({ min: 1, max: 4_096 }),
        async (text, dimensions) => {
          const [vector, again] = await vectors([text, text], dimensions);
          expect(vector).toBeInstanceOf(Float32Array);
          expect(vector).toHaveLength(dimensions);
          expect(similarity(vector!, vector!)).toBeCloseTo(1, 4);
          expect(vector).toEqual(again);
        },
      ),
      { numRuns: 50 },
    );
    expect((await vectors(["x"]))[0]).toHaveLength(256);
  });

  test("are closer for texts that share words", async () => {
    const [cats, cat, ships, empty] = await vectors([
      "Cats sleep on warm sofas",
      "the cat sleeps on a warm sofa",
      "Container ships cross oceans",
      "",
    ]);
    expect(similarity(cats!, cat!)).toBeGreaterThan(similarity(cats!, ships!) + 0.2);
    expect(similarity(cats!, empty!)).toBeLessThan(0.5);
  });

  test("accept token ids", async () => {
    const ids = (await rehearsal.tokenizer.split("Grüße aus Köln")).map(({ id }) => id);
    const [written, listed] = await vectors(["Grüße aus Köln", ids]);
    expect(listed).toEqual(written);
    await expect(vectors(["fine", [1, 999_999]])).rejects.toMatchObject({
      code: "invalid_value",
      param: "input[1]",
    });
  });

  test.each([
    [0, "integer_below_min_value"],
    [1.5, "integer_below_min_value"],
    [4_097, "integer_above_max_value"],
  ])("refuse %d dimensions", async (dimensions, code) => {
    await expect(vectors(["x"], dimensions)).rejects.toMatchObject({ code, param: "dimensions" });
  });

  test("refuse a text that is too long", async () => {
    for (const [input, tokens] of [
      ["word ".repeat(9_000), "more than 8192"],
      ["x".repeat(2_000_000), "more than 8192"],
      [Array.from({ length: 9_000 }, () => 1), "9000"],
    ] as const) {
      await expect(vectors(["short", input])).rejects.toMatchObject({
        code: "context_length_exceeded",
        param: "input",
        message: expect.stringContaining(`resulted in ${tokens} tokens`),
      });
    }
  });

  test.each([
    ["rehearsal-rate-limited", "rate_limit_exceeded", 0],
    ["rehearsal-breaks-midway", "upstream_truncated", 2],
    ["nobody", "model_not_found", 0],
  ])("fail as %s says", async (model, code, count) => {
    const { events, error } = await hear(embed(rehearsal, { inputs: ["a", "b", "c"] }, model));
    expect(error).toMatchObject({ code });
    expect(events).toHaveLength(count);
  });

  test("say nothing of usage where the model hides it", async () => {
    const { end } = await hear(embed(rehearsal, { inputs: ["a"] }, "rehearsal-no-usage"));
    expect(end).toEqual({ type: "end", model: "rehearsal-no-usage" });
  });
});
