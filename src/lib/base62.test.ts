import fc from "fast-check";
import { expect, test } from "vitest";
import { base62 } from "./base62.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

test("the text has the length asked for and stands for the same number", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const text = base62(bytes, 43);
      expect(text).toHaveLength(43);
      const value = [...text].reduce((sum, letter) => sum * 62n + BigInt(alphabet.indexOf(letter)), 0n);
      expect(value).toBe(BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
    }),
  );
});
