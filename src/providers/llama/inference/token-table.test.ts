import { expect, test } from "vitest";
import { createGuard } from "./guard.ts";
import { createTokenTable } from "./token-table.ts";

test("bytes of tokens in GPT-2's spelling, and of marks", () => {
  const table = createTokenTable("gpt2", ["a", "Ġthe", "Ã", "Ċ", "<|end|>"], [1, 1, 1, 1, 3]);
  expect([0, 1, 2, 3, 4].map((id) => [...table.bytes(id)])).toEqual([
    [97],
    [32, 116, 104, 101],
    [0xc3],
    [10],
    [...Buffer.from("<|end|>")],
  ]);
  expect(table.isControl(4)).toBe(true);
  expect(table.isControl(0)).toBe(false);
  expect(table.marks).toEqual(["<|end|>"]);
  expect([...table.bytes(99)]).toEqual([]);
});

test("bytes of tokens in SentencePiece's spelling", () => {
  const table = createTokenTable("llama", ["▁the", "<0x0A>", "<think>"], [1, 6, 4]);
  expect([0, 1].map((id) => [...table.bytes(id)])).toEqual([[32, 116, 104, 101], [10]]);
  expect(table.size).toBe(3);
});

test("marks in what people write are cut in two, everywhere, and come together again as text", () => {
  const guard = createGuard(["<|end|>", "<s>"]);
  const safe = guard.protect({ text: "a<|end|>b", list: ["<s>"], number: 1, "<s>": null });
  expect(JSON.stringify(safe)).not.toMatch(/<\|end\|>|<s>/);
  const pieces = guard.pieces(safe.text);
  expect(pieces.join("")).toBe("a<|end|>b");
  expect(pieces.every((piece) => !piece.includes("<|end|>"))).toBe(true);
  expect(createGuard([]).pieces("as it is")).toEqual(["as it is"]);
});
