import { expect, test } from "vitest";
import { encodeTensor, tensorTypes } from "../../test/gguf/encode-tensor.ts";
import { decodeTensor } from "./decode-tensor.ts";

const weights = Float32Array.from({ length: 64 }, (_, index) => Math.sin(index) * (index < 32 ? 1 : 0.001));

test("plain weights come back as they are", () => {
  const bytes = Buffer.concat([Buffer.alloc(3), encodeTensor(weights, "f32")]);
  expect(decodeTensor(bytes, 3, tensorTypes.f32, 64)).toEqual(weights);
});

test("rounded weights come back within half a unit of their block, and are rounded to the same bytes again", () => {
  const bytes = encodeTensor(weights, "q8_0");
  const decoded = decodeTensor(bytes, 0, tensorTypes.q8_0, 64);
  for (const [index, weight] of decoded.entries())
    expect(Math.abs(weight - (weights[index] ?? 0))).toBeLessThan((index < 32 ? 1 : 0.001) / 200);
  expect(encodeTensor(decoded, "q8_0")).toEqual(bytes);
});

test("what is no such tensor is refused", () => {
  expect(() => decodeTensor(Buffer.alloc(100), 0, 2, 32)).toThrow("type 2");
  expect(() => decodeTensor(Buffer.alloc(100), 0, tensorTypes.q8_0, 33)).toThrow("whole blocks");
  expect(() => decodeTensor(Buffer.alloc(100), 80, tensorTypes.q8_0, 32)).toThrow("cut short");
});
