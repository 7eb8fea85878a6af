import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOfFloats, floatsOf } from "./float-bytes.ts";

test("the least significant byte comes first", () => {
  expect([...bytesOfFloats(Float32Array.of(1, -2))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  expect([...floatsOf(Uint8Array.of(0, 0, 0x80, 0x3f, 7))]).toEqual([1]);
});

test("floats come back as they were, wherever their bytes lie", () => {
  const floats = fc.float32Array({ maxLength: 40 });
  fc.assert(
    fc.property(floats, fc.nat(7), (some, offset) => {
      const bytes = bytesOfFloats(some);
      const moved = new Uint8Array(offset + bytes.length);
      moved.set(bytes, offset);
      expect(floatsOf(moved.subarray(offset))).toEqual(some);
      expect(bytesOfFloats(some.subarray(1))).toEqual(bytes.subarray(4));
    }),
  );
});
