import { expect, test } from "vitest";
import { readCompletion, readEmbedding } from "./read-request.ts";

test("of a legacy completion, what no option stands for is told, and a suffix is needed", () => {
  const body = { model: "m", prompt: "Once", top_k: 3, user: "u", service_tier: "flex", best_of: 2, frob: 1 };
  expect(readCompletion({ ...body, suffix: "end" }).task).toMatchObject({
    options: {
      topK: 3,
      endUser: "u",
      serviceTier: "flex",
      others: { best_of: 2, frob: 1 },
      needs: { suffix: "end" },
    },
  });
  const plain = readCompletion({ model: "m", prompt: "Once", best_of: 1, suffix: null, echo: true }).task;
  expect(plain).not.toHaveProperty("options.others");
  expect(plain).not.toHaveProperty("options.needs");
});

test("of embeddings, too", () => {
  const body = { model: "m", input: "a", encoding_format: "base64" };
  expect(readEmbedding({ ...body, user: "u", frob: 1 }).task).toMatchObject({
    others: { user: "u", frob: 1 },
  });
  expect(readEmbedding(body).task).not.toHaveProperty("others");
});
