import { crc32 as crc32OfZlib } from "node:zlib";
import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

test("the check value of the standard", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  expect(crc32("")).toBe(0);
});

test("any text has the sum that zlib gives it", () => {
  assert(
    property(string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(crc32(text)).toBe(crc32OfZlib(text));
    }),
  );
});
