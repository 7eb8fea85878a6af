import { format, inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret.ts";

const value = "sk-test-0123456789";
const secret = new Secret(value);

test("reveal gives the value", () => {
  expect(secret.reveal()).toBe(value);
});

test("everything that turns it into text gives [redacted]", () => {
  const texts = [
    String(secret),
    `${secret}`,
    "" + secret,
    secret.toString(),
    JSON.stringify(secret),
    JSON.stringify({ deep: [{ secret }] }),
    inspect(secret, { showHidden: true, depth: Infinity }),
    inspect({ deep: [{ secret }] }, { showHidden: true, depth: Infinity }),
    format("%s %o %O %j", secret, secret, secret, secret),
    new Error(`wrong key ${secret}`).message,
  ];
  for (const text of texts) {
    expect(text).toContain("[redacted]");
    expect(text).not.toContain(value);
    expect(text).not.toContain("0123");
  }
});

test("no property, listed or not, and no copy has the value", () => {
  const reachable = [
    ...Object.values(secret),
    ...Reflect.ownKeys(secret).map((key) => Reflect.get(secret, key)),
    ...Object.values({ ...secret }),
    JSON.stringify(structuredClone({ secret })),
  ];
  expect(reachable.join(" ")).not.toContain(value);
  expect(Reflect.ownKeys(secret)).toEqual([]);
});
