import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPassword, createPasswords } from "./passwords.ts";

const quickly = { memory: 64, passes: 1, parallelism: 1 };
const pepper = Buffer.alloc(32, 7);

test("a password fits its own hash and no other, and whoever has no hash is refused", async () => {
  const passwords = createPasswords(pepper, quickly);
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 300, unit: "grapheme" }), async (text) => {
      const hash = await passwords.hash(text);
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
      expect(await passwords.verify(text, hash)).toBe(true);
      expect(await passwords.verify(`${text}x`, hash)).toBe(false);
    }),
    { numRuns: 50 },
  );
  expect(await passwords.verify("any", undefined)).toBe(false);
  expect(await passwords.verify("any", "$argon2id$v=19$m=1")).toBe(false);
});

test("the same password has another hash each time, and none under another secret", async () => {
  const passwords = createPasswords(pepper, quickly);
  const [one, other] = await Promise.all([passwords.hash("same"), passwords.hash("same")]);
  expect(one).not.toBe(other);
  expect(await createPasswords(Buffer.alloc(32, 8), quickly).verify("same", one)).toBe(false);
});

test("how it is composed does not matter, and hashes of another cost are understood", async () => {
  const passwords = createPasswords(pepper, quickly);
  expect(await passwords.verify("é", await passwords.hash("é"))).toBe(true);
  const costly = createPasswords(pepper, { memory: 128, passes: 2, parallelism: 1 });
  expect(await passwords.verify("x", await costly.hash("x"))).toBe(true);
});

test("of a flood two are worked at, some wait, and the rest is refused at once", async () => {
  const passwords = createPasswords(pepper, { memory: 8_192, passes: 2, parallelism: 1 });
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.hash("x")));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(32);
  expect(all.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "server_overloaded", retryAfterMs: 1_000 },
  });
  expect(await passwords.verify("x", await passwords.hash("x"))).toBe(true);
});

test.each([
  "short",
  "aaaaaaaaaaaaaaaaaa",
  "ann.smith@example.com",
  "ann.smithann.smith12",
  "abcdefghijklmnop",
  "987654321098",
  "x".repeat(257),
])("%j is refused", (password) => {
  expect(() => checkPassword(password, "ann.smith@example.com")).toThrow(
    expect.objectContaining({ code: "invalid_value", param: "password" }),
  );
});

test.each(["correct horse battery", "пароль из шести слов", "Tr0ub4dor&3xyz", "ann.smith likes her cat"])(
  "%j is taken",
  (password) => {
    expect(() => checkPassword(password, "ann.smith@example.com")).not.toThrow();
  },
);
