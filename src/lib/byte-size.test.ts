import fc from "fast-check";
import { expect, test } from "vitest";
import { formatByteSize, parseByteSize } from "./byte-size.ts";

test.each<[string | number, number]>([
  [0, 0],
  [4096, 4096],
  ["4096", 4096],
  ["512B", 512],
  ["64kB", 64_000],
  ["64KB", 64_000],
  ["16KiB", 16_384],
  ["4MiB", 4_194_304],
  ["4mib", 4_194_304],
  ["4 MiB", 4_194_304],
  ["1.5GiB", 1_610_612_736],
  ["2.5kB", 2_500],
])("%s is %i bytes", (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});

test.each([
  "",
  "B",
  "MiB",
  "4Mi",
  "4M",
  "4TiBs",
  "-1",
  "+1",
  "1e3",
  "1,000",
  "4  MiB",
  " 4MiB",
  "4MiB ",
  "0.5B",
  "1.0001kB",
  "٣B",
  "999999999999GiB",
  "1".repeat(100_000),
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 60,
])("%j is no size", (text) => {
  expect(parseByteSize(text)).toBeUndefined();
});

test.each([
  [0, "0B"],
  [1, "1B"],
  [1025, "1025B"],
  [1000, "1kB"],
  [16_384, "16KiB"],
  [4_194_304, "4MiB"],
  [1_000_000, "1MB"],
])("%i bytes are written %s", (bytes, text) => {
  expect(formatByteSize(bytes)).toBe(text);
});

test.each([-1, 1.5, Number.NaN])("%d is a mistake of the program", (bytes) => {
  expect(() => formatByteSize(bytes)).toThrow(TypeError);
});

test("what is written is read back exactly", () => {
  const sizes = fc.oneof(
    fc.maxSafeNat(),
    fc.nat(5_000).map((n) => n * 1024),
    fc.nat(5_000).map((n) => n * 1_000_000),
  );
  fc.assert(
    fc.property(sizes, (bytes) => {
      fc.pre(bytes < 1e12);
      expect(parseByteSize(formatByteSize(bytes))).toBe(bytes);
    }),
  );
});
