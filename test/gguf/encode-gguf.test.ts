import { expect, test } from "vitest";
import { encodeGguf } from "./encode-gguf.ts";
import { encodeTensor } from "./encode-tensor.ts";
import { halfBits } from "./half-bits.ts";

test("a file begins with its magic, version and counts, and its tensors lie on multiples of 32", () => {
  const weights = Float32Array.of(1, 2, 3);
  const tensor = { name: "t", shape: [3], weights, quantisation: "f32" } as const;
  const bytes = encodeGguf({ a: { type: "u32", value: 7 } }, [tensor, { ...tensor, name: "u" }]);
  expect(bytes.subarray(0, 4).toString()).toBe("GGUF");
  expect([bytes.readUInt32LE(4), bytes.readBigUInt64LE(8), bytes.readBigUInt64LE(16)]).toEqual([3, 2n, 1n]);
  expect(bytes.length % 32).toBe(0);
  const second = bytes.subarray(-32);
  expect([second.readFloatLE(0), second.readFloatLE(4), second.readFloatLE(8)]).toEqual([1, 2, 3]);
});

test("q8_0 keeps every weight within half a step of its block's largest", () => {
  const weights = Float32Array.from({ length: 64 }, (_, index) => Math.sin(index) * (index < 32 ? 1 : 100));
  const bytes = encodeTensor(weights, "q8_0");
  expect(bytes.length).toBe(2 * 34);
  for (const [index, weight] of weights.entries()) {
    const at = Math.floor(index / 32) * 34;
    const largest = index < 32 ? 1 : 100;
    const scale = new DataView(bytes.buffer, bytes.byteOffset).getFloat16(at, true);
    expect(Math.abs(bytes.readInt8(at + 2 + (index % 32)) * scale - weight)).toBeLessThan(
      (largest / 127) * 0.6,
    );
  }
  expect(() => encodeTensor(new Float32Array(33), "q8_0")).toThrow("whole blocks");
});

test("halves are rounded to the nearest", () => {
  expect([0, 1, -2, 65_504, 2 ** -24, 1e6].map(halfBits)).toEqual([0, 0x3c00, 0xc000, 0x7bff, 1, 0x7c00]);
});
