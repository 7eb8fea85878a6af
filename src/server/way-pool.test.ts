import { expect, test } from "vitest";
import { Secret } from "../lib/secret.ts";
import type { Provider } from "../spec/provider.ts";
import { WayPool } from "./way-pool.ts";

function rig() {
  const pool = new WayPool();
  const closed: number[] = [];
  let count = 0;
  const create = () => {
    const number = ++count;
    return { provider: { close: async () => void closed.push(number) } as unknown as Provider };
  };
  return { pool, closed, take: (...settings: object[]) => pool.take(settings, create) };
}

test("the same settings have the same provider", () => {
  const { take, pool } = rig();
  const [one] = take({ name: "a", apiKey: new Secret("k1"), clocks: { idle: 1 } }).made;
  expect(take({ name: "a", apiKey: new Secret("k1"), clocks: { idle: 1 } }).made[0]).toBe(one);
  expect(pool.size).toBe(1);
});

test("another secret is another provider, although both print alike", () => {
  const { take } = rig();
  const [one] = take({ name: "a", apiKey: new Secret("k1") }).made;
  expect(take({ name: "a", apiKey: new Secret("k2") }).made[0]).not.toBe(one);
});

test("equal endpoints of the same settings are two, wherever they stand", () => {
  const { take, pool } = rig();
  const [one, two] = take({ name: "a" }, { name: "a" }).made;
  expect(one).not.toBe(two);
  expect(take({ name: "b" }, { name: "a" }, { name: "a" }).made.slice(1)).toEqual([one, two]);
  expect(pool.size).toBe(3);
});

test("it is closed with its last user, and made anew for the next", async () => {
  const { take, pool, closed } = rig();
  const one = take({ name: "a" });
  const two = take({ name: "a" });
  await one.giveBack();
  expect(closed).toEqual([]);
  await two.giveBack();
  expect(closed).toEqual([1]);
  expect(pool.size).toBe(0);
  expect(take({ name: "a" }).made[0]).not.toBe(one.made[0]);
});

test("where one of them cannot be made, the others are closed again", async () => {
  const { pool, closed } = rig();
  const create = (one: object) => {
    if ("bad" in one) throw new Error("no");
    return { provider: { close: async () => void closed.push(0) } as unknown as Provider };
  };
  expect(() => pool.take([{ name: "a" }, { bad: true }], create)).toThrow("no");
  await Promise.resolve();
  expect(closed).toEqual([0]);
  expect(pool.size).toBe(0);
});
