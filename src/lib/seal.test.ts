import fc from "fast-check";
import { expect, test } from "vitest";
import { createSealer } from "./seal.ts";

const secret = Buffer.alloc(32, 7);
const sealer = createSealer(secret, "answers");
const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => Buffer.from(array));

test("what was sealed can be opened in its context, with its key, for its purpose, and not otherwise", () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plain, context) => {
      const sealed = sealer.seal(plain, context);
      expect(sealer.open(sealed, context)).toEqual(plain);
      expect(createSealer(secret, "answers").open(sealed, context)).toEqual(plain);
      expect(sealer.open(sealed, `${context}.`)).toBeUndefined();
      expect(createSealer(secret, "others").open(sealed, context)).toBeUndefined();
      expect(createSealer(Buffer.alloc(32, 8), "answers").open(sealed, context)).toBeUndefined();
    }),
  );
});

test("no bit of it can be changed, and nothing be left out", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.nat(7), (plain, place, bit) => {
      const sealed = sealer.seal(plain, "");
      const at = place % sealed.length;
      expect(sealer.open(sealed.subarray(0, at), "")).toBeUndefined();
      sealed[at] = (sealed[at] ?? 0) ^ (1 << bit);
      expect(sealer.open(sealed, "")).toBeUndefined();
    }),
  );
});

test("the same bytes are sealed differently each time, and cannot be read", () => {
  const plain = Buffer.from("a session token of some length");
  const [one, two] = [sealer.seal(plain, ""), sealer.seal(plain, "")];
  expect(one.equals(two)).toBe(false);
  expect(one.includes("session")).toBe(false);
});
