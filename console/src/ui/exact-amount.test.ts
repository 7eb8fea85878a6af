import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMoney, readCount, readMoney, writeMoney } from "./exact-amount.ts";

test.each([
  ["0", 0],
  ["12", 12_000_000],
  ["12.5", 12_500_000],
  [" 0.000001 ", 1],
  [".1", 100_000],
  ["0.1", 100_000],
  ["9007199254.740991", Number.MAX_SAFE_INTEGER],
])("%j dollars", (text, micros) => {
  expect(readMoney(text)).toBe(micros);
});

test.each(["", ".", "1.", "1,5", "1.0000001", "-1", "1e3", "$1", "9007199254.740992", "99999999999", "٣"])(
  "%j is no amount of money",
  (text) => {
    expect(readMoney(text)).toBeUndefined();
  },
);

test.each(["", "1.0", "-1", "1e3", "9007199254740992", "1 000"])("%j is no count", (text) => {
  expect(readCount(text)).toBeUndefined();
});

test("what is written is read as the same, to the last digit", () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
      expect(readMoney(writeMoney(value))).toBe(value);
      expect(readCount(String(value))).toBe(value);
    }),
  );
});

test("readers see every digit, also of large sums", () => {
  expect(formatMoney(Number.MAX_SAFE_INTEGER, "en")).toBe("$9,007,199,254.740991");
  expect(formatMoney(1, "en")).toBe("$0.000001");
  expect(formatMoney(1_500_000, "en")).toBe("$1.50");
  expect(formatMoney(-2_000_000, "en")).toBe("-$2.00");
});
