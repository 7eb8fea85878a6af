import { expect, test } from "vitest";
import { foundIn, needlesOf } from "./needles.ts";

const secret = "sk-parley-4f9QbZ81kLm0pXyWvR3tNc7HsJdAeGuT2iOq6YhBfKxV5wEnMzC";
const needles = needlesOf("a key", secret);
const found = (text: string | Buffer): boolean => foundIn(Buffer.from(text as string), needles).length > 0;

test("a secret is found in every coding, wherever it stands, and so is each of its halves", () => {
  const middle = Math.ceil(secret.length / 2);
  const halves = [secret, secret.slice(0, middle), secret.slice(middle)];
  for (const part of halves) {
    const bytes = Buffer.from(part);
    for (const around of ["", "a", "ab", "abc", '{"key":"']) {
      const text = Buffer.from(`${around}${part}${around}`);
      expect(found(text)).toBe(true);
      for (const coding of ["base64", "base64url", "hex"] as const) {
        expect([around, coding, found(text.toString(coding))]).toEqual([around, coding, true]);
      }
    }
    expect(found(bytes.toString("hex").toUpperCase())).toBe(true);
    expect(found(Buffer.from(part, "utf16le"))).toBe(true);
    expect(found(`?key=${[...bytes].map((byte) => `%${byte.toString(16)}`).join("")}`)).toBe(true);
  }
  expect(found(encodeURIComponent(`${secret}&`))).toBe(true);
  const strange = "a word & another = 100% of it";
  expect(foundIn(Buffer.from(encodeURIComponent(strange)), needlesOf("a password", strange))).not.toEqual([]);
});

test("what people may see of a secret is not taken for it", () => {
  expect(found(`sk-pa****${secret.slice(-4)}`)).toBe(false);
  expect(found(`…${secret.slice(-4)} sk-parley-`)).toBe(false);
});

test("the bytes behind a cookie are found without it", () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, place) => place * 7));
  const cookie = needlesOf("a cookie", bytes.toString("base64url"));
  expect(foundIn(Buffer.concat([Buffer.from("x"), bytes]), cookie)).toContain("a cookie, decoded");
  expect(foundIn(Buffer.from(bytes.toString("hex")), cookie)).toContain("a cookie, decoded, in hex");
});
