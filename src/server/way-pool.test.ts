import { expect, test } from "vitest";
import { Secret } from "../lib/secret.ts";
import type { Provider } from "../spec/provider.ts";
import { WayPool } from "./way-pool.ts";

function rig() {
  const pool = new WayPool();
  const closed: number[] = [];
  let made = 0;
  const create = () => {
    const number = ++made;
    const provider = { close: () => Promise.resolve(void closed.push(number)) } as unknown as Provider;
    return { provider, number };
  };
  return { pool, closed, take: (settings: object, twin = 0) => pool.take(settings, twin, create) };
}

test("the same settings have the same provider", () => {
  const { take, pool } = rig();
  const one = take({ name: "a", apiKey: new Secret("k1"), clocks: { idle: 1 } });
  expect(take({ name: "a", apiKey: new Secret("k1"), clocks: { idle: 1 } })).toBe(one);
  expect(pool.size).toBe(1);
});

test("another secret is another provider, although both print alike", () => {
  const { take } = rig();
  expect(take({ name: "a", apiKey: new Secret("k1") })).not.toBe(take({ name: "a", apiKey: new Secret("k2") }));
});

test("equal endpoints of the same settings are two", () => {
  const { take, pool } = rig();
  expect(take({ name: "a" }, 0)).not.toBe(take({ name: "a" }, 1));
  expect(pool.size).toBe(2);
});

test("it is closed with its last user, and made anew for the next", async () => {
  const { take, pool, closed } = rig();
  const one = take({ name: "a" });
  take({ name: "a" });
  one.giveBack();
  expect(closed).toEqual([]);
  one.giveBack();
  await one.closed;
  expect(closed).toEqual([1]);
  expect(pool.size).toBe(0);
  expect(take({ name: "a" })).not.toBe(one);
});
