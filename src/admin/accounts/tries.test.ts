import { afterEach, beforeEach, expect, test } from "vitest";
import type { Stores } from "../../spec/stores.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { countTry, type Trier } from "./tries.ts";

let stores: Stores;
let now = 1_000_000;
let noted: string[];
beforeEach(async () => {
  now = 1_000_000;
  noted = [];
  stores = await openSqlite({ path: ":memory:", now: () => now });
});
afterEach(() => stores.close());

const attempt = (who: Trier) =>
  countTry(
    {
      stores,
      clock: { now: () => now },
      pepper: Buffer.alloc(32),
      refusals: { note: ({ reason }) => void noted.push(reason) },
    },
    "login",
    who,
  );

/** How many of `count` tries one after the other are let through. */
async function through(count: number, who: (place: number) => Trier): Promise<number> {
  let passed = 0;
  for (let place = 0; place < count; place++)
    passed += await attempt(who(place)).then(
      () => 1,
      () => 0,
    );
  return passed;
}

const address = "203.0.113.7";

test("an account can be tried ten times at once from anywhere, and then once in a time that doubles up to a minute", async () => {
  const who = (place: number): Trier => ({ email: "ann@example.com", address: `203.0.113.${place}` });
  expect(await through(20, who)).toBe(11);
  expect(noted).toEqual(Array(9).fill("too_many_tries"));
  const waits: number[] = [];
  for (let step = 0; step < 9; step++) {
    const refusal = await attempt(who(100 + step)).catch((error: unknown) => error);
    const { retryAfterMs = 0, code } = refusal as { code: string; retryAfterMs?: number };
    expect(code).toBe("rate_limit_exceeded");
    waits.push(retryAfterMs);
    now += retryAfterMs;
    await attempt(who(150 + step));
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("an address can try twenty accounts at once, and so can all of an IPv6 network together", async () => {
  expect(await through(40, (place) => ({ email: `${place}@example.com`, address }))).toBe(21);
  const network = (place: number): Trier => ({
    email: `v6-${place}@example.com`,
    address: `2001:db8:1:2::${place}`,
  });
  expect(await through(40, network)).toBe(21);
  await attempt({ email: "a@example.com", address: "2001:db8:1:3::1" });
});

test("who succeeds clears the account, and takes back no failure of others at the address", async () => {
  const mine = { email: "me@example.com", address };
  for (let place = 0; place < 18; place++) await attempt({ email: `${place}@example.com`, address });
  for (let round = 0; round < 5; round++) await (await attempt(mine)).succeeded();
  expect(await through(10, (place) => ({ email: `x${place}@example.com`, address }))).toBe(3);
});

test("a hundred at the same moment are a hundred", async () => {
  const all = await Promise.allSettled(
    Array.from({ length: 100 }, () => attempt({ email: "ann@example.com", address })),
  );
  expect(all.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(11);
});

test("after a day without a failure there was none, and rows tell nobody's name", async () => {
  await through(30, () => ({ email: "ann@example.com", address }));
  now += 24 * 3_600_000;
  expect(await stores.accounts.tries.expire(now, 100)).toBe(2);
  expect(await through(11, () => ({ email: "ann@example.com", address }))).toBe(11);
});
