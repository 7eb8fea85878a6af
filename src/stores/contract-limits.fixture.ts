import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Demand, Entered, Limit } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";
import { opening, projectA } from "./contract-rows.fixture.ts";
import { demand, limit, type TimedStores } from "./contract-rules.fixture.ts";

/** The rules of `LimitStore`. */
export function limitContract(
  name: string,
  open: () => Promise<Stores>,
  openTimed: () => Promise<TimedStores>,
): void {
  describe(`${name}: limits`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
    });
    afterEach(() => stores.close());
    listContract(() => stores);
    placeContract(() => stores);
  });
  describe(`${name}: rates`, () => {
    let timed: TimedStores;
    beforeEach(async () => {
      timed = await openTimed();
    });
    afterEach(() => timed.stores.close());
    rateContract(() => timed);
    tokenContract(() => timed);
  });
}

function listContract(stores: () => Stores): void {
  test("limits come back as they were set, and a new amount keeps the limit its id", async () => {
    const all: readonly Limit[] = [
      limit("lim_1"),
      limit("lim_2", { kind: "concurrent_streams", amount: 1 }),
      limit("lim_3", { subject: { type: "model", id: "gpt-5" }, kind: "tokens_per_minute" }),
      limit("lim_4", { subject: { type: "key", id: "key_1" }, createdAt: 9_000 }),
    ];
    for (const each of all.toReversed()) expect(await stores().limits.set(each)).toStrictEqual(each);
    expect(await stores().limits.list()).toStrictEqual(all);
    const changed = await stores().limits.set(limit("lim_9", { amount: 7, createdAt: 5 }));
    expect(changed).toStrictEqual(limit("lim_1", { amount: 7 }));
    expect(await stores().limits.remove("lim_1")).toBe(true);
    expect(await stores().limits.remove("lim_1")).toBe(false);
    expect(await stores().limits.list()).toStrictEqual(all.slice(1));
  });

  test("a limit that is not there refuses nobody", async () => {
    const demands = [demand(limit("lim_1")), demand(limit("lim_2", { kind: "concurrent_calls" }))];
    expect(await stores().limits.enter("req_1", "inst_1", demands)).toMatchObject({ entered: true });
    await stores().limits.leave({ callId: "req_1", demands, tokens: 5 });
    expect(await stores().limits.enter("req_1", "inst_1", [])).toEqual({ entered: true, states: [] });
  });
}

const places = limit("lim_1", { kind: "concurrent_calls", amount: 2 });

function placeContract(stores: () => Stores): void {
  const enter = (callId: string, instanceId = "inst_1") =>
    stores().limits.enter(callId, instanceId, [demand(places)]);
  const leave = (callId: string) => stores().limits.leave({ callId, demands: [demand(places)] });

  test("so many may be at work at a time, and who leaves makes room, once", async () => {
    await stores().limits.set(places);
    const state = (remaining: number) => ({
      limitId: "lim_1",
      kind: places.kind,
      amount: 2,
      remaining,
      resetMs: 0,
    });
    expect(await enter("req_1")).toEqual({ entered: true, states: [state(1)] });
    expect(await enter("req_2")).toEqual({ entered: true, states: [state(0)] });
    const refused = {
      entered: false,
      limitId: "lim_1",
      retryAfterMs: expect.any(Number),
      states: [state(0)],
    };
    expect(await enter("req_3")).toEqual(refused);
    await leave("req_3");
    expect(await enter("req_3")).toEqual(refused);
    await leave("req_1");
    await leave("req_1");
    expect(await enter("req_3")).toEqual({ entered: true, states: [state(0)] });
    expect(await enter("req_4")).toEqual(refused);
  });

  test("of 300 at once on a limit of 40, exactly 40 are let in, and all places come back", async () => {
    const many = limit("lim_1", { kind: "concurrent_calls", amount: 40 });
    await stores().limits.set(many);
    const ids = Array.from({ length: 300 }, (_, number) => `req_${number}`);
    const entered = await Promise.all(ids.map((id) => stores().limits.enter(id, "inst_1", [demand(many)])));
    expect(entered.filter((each) => each.entered)).toHaveLength(40);
    await Promise.all(ids.map((callId) => stores().limits.leave({ callId, demands: [demand(many)] })));
    expect(await stores().limits.enter("req_x", "inst_1", [demand(many)])).toMatchObject({
      states: [{ remaining: 39 }],
    });
  });

  test("who is refused takes nothing from the other limits, and sees what is there", async () => {
    const rate = limit("lim_0", { amount: 3 });
    const streams = limit("lim_2", { kind: "concurrent_streams", amount: 5 });
    for (const each of [rate, places, streams]) await stores().limits.set(each);
    const demands = [rate, places, streams].map((each) => demand(each));
    const ask = (callId: string) => stores().limits.enter(callId, "inst_1", demands);
    const remaining = ({ states }: Entered) => states.map((each) => each.remaining);
    await ask("req_1");
    await ask("req_2");
    for (let again = 0; again < 5; again++) {
      const refused = await ask(`req_${3 + again}`);
      expect(refused).toMatchObject({ entered: false, limitId: "lim_1" });
      expect(remaining(refused)).toEqual([1, 0, 3]);
    }
    await stores().limits.leave({ callId: "req_1", demands });
    expect(remaining(await ask("req_9"))).toEqual([0, 0, 3]);
    await stores().limits.leave({ callId: "req_2", demands });
    expect(await ask("req_10")).toMatchObject({ entered: false, limitId: "lim_0" });
  });

  test("what the dead held comes back when they are buried", async () => {
    await stores().limits.set(places);
    await stores().instances.beat("alive");
    await enter("req_1", "alive");
    await enter("req_2", "dead");
    await stores().ledger.open(opening("req_2", { instanceId: "dead" }));
    await stores().instances.beat("dead");
    await stores().instances.bury(60_000);
    expect(await enter("req_3", "alive")).toMatchObject({ entered: false });
    await stores().instances.leave("dead");
    await stores().instances.bury(60_000);
    expect(await enter("req_3", "alive")).toMatchObject({ entered: true });
    // It only slept: its place is gone already, and is not given back twice.
    await leave("req_2");
    await stores().instances.bury(60_000);
    expect(await enter("req_4", "alive")).toMatchObject({ entered: false });
  });
}

const start = Date.parse("2026-11-22T12:00:00.000Z");

function rateContract(timed: () => TimedStores): void {
  const setTime = (ms: number) => timed().setTime(new Date(start + ms).toISOString());
  let calls = 0;
  const enter = (each: Limit, cost = 1) =>
    timed().stores.limits.enter(`req_${calls++}`, "inst_1", [demand(each, cost)]);

  test.each([1, 7, 60, 61, 997, 9_999])(
    "%d a minute: as many at once, not one more, and then one by one",
    async (amount) => {
      const rate = limit("lim_1", { amount });
      await timed().stores.limits.set(rate);
      await setTime(0);
      const burst = await Promise.all(Array.from({ length: amount + 3 }, () => enter(rate)));
      expect(burst.filter((each) => each.entered)).toHaveLength(amount);
      expect(burst).toContainEqual({
        entered: true,
        states: [
          {
            limitId: "lim_1",
            kind: rate.kind,
            amount,
            remaining: amount - 1,
            resetMs: Math.ceil(60_000 / amount),
          },
        ],
      });
      const refused = burst.find((each) => !each.entered);
      expect(refused).toMatchObject({ states: [{ remaining: 0, resetMs: 60_000 }] });
      const wait = refused?.entered === false ? refused.retryAfterMs : 0;
      // What is rounded down may add up to a millisecond's end.
      expect(Math.abs(wait - Math.ceil(60_000 / amount))).toBeLessThanOrEqual(1);
      if (wait > 1) {
        await setTime(wait - 1);
        expect(await enter(rate)).toMatchObject({ entered: false, retryAfterMs: 1 });
      }
      await setTime(wait);
      expect(await enter(rate)).toMatchObject({ entered: true });
      await setTime(wait + 60_000);
      expect(await enter(rate)).toMatchObject({ entered: true, states: [{ remaining: amount - 1 }] });
    },
  );

  test("whatever comes when, exactly what a model of the rate lets in is let in, and the answers agree", async () => {
    const step = fc.record({ wait: fc.nat(20_000), cost: fc.integer({ min: 1, max: 50 }) });
    let rounds = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 50, max: 5_000 }),
        fc.array(step, { maxLength: 30 }),
        async (amount, steps) => {
          await timed().stores.limits.remove(`lim_${rounds++}`);
          const rate = limit(`lim_${rounds}`, { kind: "tokens_per_minute", amount });
          await timed().stores.limits.set(rate);
          let now = 0;
          // Exact, in units of a token's 60,000th part; a millisecond gives `amount` of them back.
          let used = 0;
          for (const { wait, cost } of steps) {
            now += wait;
            used = Math.max(0, used - wait * amount);
            await setTime(now);
            const fits = used + cost * 60_000 <= amount * 60_000;
            if (fits) used += cost * 60_000;
            const answer = await enter(rate, cost);
            expect(answer.entered).toBe(fits);
            expect(answer.states[0]?.remaining).toBe(Math.floor((amount * 60_000 - used) / 60_000));
            // What was rounded down may be a millisecond less.
            expect(Math.abs((answer.states[0]?.resetMs ?? 0) - Math.ceil(used / amount))).toBeLessThanOrEqual(
              1,
            );
            if (answer.entered) continue;
            const short = Math.ceil((used + cost * 60_000 - amount * 60_000) / amount);
            expect(Math.abs(answer.retryAfterMs - short)).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a clock that is set back gives nothing away, and takes nothing for good", async () => {
    const rate = limit("lim_1", { amount: 2 });
    await timed().stores.limits.set(rate);
    await setTime(0);
    await enter(rate);
    await setTime(-3_600_000);
    expect(await enter(rate)).toMatchObject({ entered: false });
    await setTime(60_000);
    expect(await enter(rate)).toMatchObject({ entered: true, states: [{ remaining: 1 }] });
  });
}

function tokenContract(timed: () => TimedStores): void {
  const rate = limit("lim_1", { kind: "tokens_per_minute", amount: 1_000 });
  const setTime = (ms: number) => timed().setTime(new Date(start + ms).toISOString());
  const enter = (callId: string, cost: number) =>
    timed().stores.limits.enter(callId, "inst_1", [demand(rate, cost)]);
  const leave = (callId: string, cost: number, tokens?: number) =>
    timed().stores.limits.leave({
      callId,
      demands: [demand(rate, cost)],
      ...(tokens !== undefined && { tokens }),
    });
  const remaining = async () => (await enter("req_look", 0)).states[0]?.remaining;

  test.each([
    ["fewer", 100, 700],
    ["none", 0, 800],
    ["more", 500, 300],
    ["just as many", 300, 500],
    ["nobody knows how many", undefined, 500],
    ["more than a minute has", 5_000, 0],
  ])("an estimate of 300 is corrected: %s", async (_, tokens, left) => {
    await timed().stores.limits.set(rate);
    await setTime(0);
    await enter("req_0", 200);
    await enter("req_1", 300);
    await leave("req_1", 300, tokens);
    expect(await remaining()).toBe(left);
  });

  test("more than there was must be made up for", async () => {
    await timed().stores.limits.set(rate);
    await setTime(0);
    await enter("req_1", 1_000);
    await leave("req_1", 1_000, 2_000);
    const refused = await enter("req_2", 1);
    expect(refused).toMatchObject({ entered: false, states: [{ remaining: 0, resetMs: 120_000 }] });
    await setTime(60_000);
    expect(await enter("req_2", 1)).toMatchObject({ entered: false, retryAfterMs: 60 });
    await setTime(60_060);
    expect(await enter("req_2", 1)).toMatchObject({ entered: true });
  });

  test.each([9e15, Number.MAX_SAFE_INTEGER * 128, Number.POSITIVE_INFINITY])(
    "%d tokens are made up for in an hour at most, and places come back",
    async (tokens) => {
      const small = limit("lim_1", { kind: "tokens_per_minute", amount: 1 });
      const place = limit("lim_2", { kind: "concurrent_calls", amount: 1 });
      await setTime(0);
      for (const each of [small, place]) await timed().stores.limits.set(each);
      const ask = (callId: string, demands: readonly Demand[]) =>
        timed().stores.limits.enter(callId, "inst_1", demands);
      const demands = [demand(small), demand(place)];
      expect(await ask("req_1", demands)).toMatchObject({ entered: true });
      for (let again = 0; again < 3; again++)
        await timed().stores.limits.leave({ callId: "req_1", demands, tokens });
      expect(await ask("req_2", demands)).toMatchObject({
        entered: false,
        limitId: "lim_1",
        retryAfterMs: 3_600_000,
      });
      expect(await ask("req_3", [demand(place)])).toMatchObject({ entered: true });
      await timed().stores.limits.leave({ callId: "req_3", demands: [demand(place)] });
      await setTime(3_600_000);
      expect(await ask("req_4", demands)).toMatchObject({ entered: true });
    },
  );

  test("a correction that comes late counts from now on", async () => {
    await timed().stores.limits.set(rate);
    await setTime(0);
    await enter("req_1", 300);
    await setTime(3_600_000);
    await leave("req_1", 300, 800);
    expect(await remaining()).toBe(500);
    await setTime(7_200_000);
    await leave("req_1", 800, 0);
    expect(await remaining()).toBe(1_000);
  });

  test("what is as large as the limit fits once, and is refused without end nowhere", async () => {
    await timed().stores.limits.set(rate);
    await setTime(0);
    expect(await enter("req_1", 1_000)).toMatchObject({ entered: true, states: [{ remaining: 0 }] });
    expect(await enter("req_2", 1_000)).toMatchObject({ entered: false, retryAfterMs: 60_000 });
    await setTime(60_000);
    expect(await enter("req_2", 1_000)).toMatchObject({ entered: true });
  });
}
