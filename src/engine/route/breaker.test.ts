import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Breaker } from "./breaker.ts";

function failing(breaker: Breaker, times: number, now = 0): void {
  for (let i = 0; i < times; i++) breaker.end("bad", now, breaker.enter(), now);
}

describe("a breaker", () => {
  test("opens after five failures in a row, and a good answer begins a new row", () => {
    const breaker = new Breaker();
    failing(breaker, 4);
    breaker.end("good", 0, false, 0);
    failing(breaker, 4);
    expect(breaker.waitMs(0)).toBe(0);
    failing(breaker, 1);
    expect(breaker.waitMs(0)).toBe(1_000);
  });

  test("opens when most of twenty calls within the window failed, and not by what is older", () => {
    const open = new Breaker();
    for (let i = 0; i < 30; i++) open.end(i % 2 === 0 ? "good" : "bad", 0, false, 0);
    expect(open.closed).toBe(true);
    open.end("bad", 0, false, 0);
    expect(open.closed).toBe(false);
    const spread = new Breaker();
    for (let i = 0; i < 100; i++) spread.end(i % 3 === 0 ? "good" : "bad", 0, false, i * 3_000);
    expect(spread.closed).toBe(true);
  });

  test("limits and refusals are neutral: neither failure nor success", () => {
    const breaker = new Breaker();
    failing(breaker, 4);
    for (let i = 0; i < 100; i++) breaker.end("neutral", 0, false, 0);
    expect(breaker.tally(0)).toEqual({ calls: 4, failures: 4 });
    failing(breaker, 1);
    expect(breaker.closed).toBe(false);
    const probe = breaker.enter();
    breaker.end("neutral", 1_000, probe, 1_000);
    expect([breaker.closed, breaker.waitMs(1_000)]).toEqual([false, 0]);
  });

  test("what began before it closed again does not open it", () => {
    const breaker = new Breaker();
    failing(breaker, 5);
    breaker.end("good", 1_000, breaker.enter(), 1_500);
    for (let i = 0; i < 20; i++) breaker.end("bad", 900, false, 2_000);
    expect(breaker.closed).toBe(true);
  });
});

/** What a breaker is meant to be, without its window: `row` failures open it, one probe decides. */
type Step = { readonly wait: number; readonly verdict: "good" | "bad" | "neutral"; readonly answer: number };

test("as a state machine: never more than one probe, none while it is open, and open for 1 s to 8 s", () => {
  const step = fc.record<Step>({
    wait: fc.integer({ min: 0, max: 3_000 }),
    verdict: fc.constantFrom("good", "bad", "bad", "bad", "neutral"),
    answer: fc.integer({ min: 0, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), (steps) => {
      const breaker = new Breaker();
      let now = 0;
      let probes = 0;
      /** Attempts under way: each ends a few steps later. */
      const running: {
        readonly begun: number;
        readonly probe: boolean;
        left: number;
        verdict: Step["verdict"];
      }[] = [];
      for (const { wait, verdict, answer } of steps) {
        now += wait;
        for (const one of running.filter(({ left }) => left === 0)) {
          running.splice(running.indexOf(one), 1);
          const wasClosed = breaker.closed;
          breaker.end(one.verdict, one.begun, one.probe, now);
          if (one.probe) {
            probes--;
            expect(breaker.closed).toBe(one.verdict === "good");
            if (one.verdict === "bad") expect(breaker.waitMs(now)).toBeGreaterThanOrEqual(2_000);
          } else if (!wasClosed) {
            expect(breaker.closed).toBe(false);
          }
        }
        for (const one of running) one.left--;
        const left = breaker.waitMs(now);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(8_000);
        if (breaker.closed) expect(left).toBe(0);
        if (left > 0) continue;
        const probe = breaker.enter();
        expect(probe).toBe(!breaker.closed);
        if (probe) expect(++probes).toBe(1);
        if (probe) expect(breaker.waitMs(now)).toBeGreaterThan(0);
        running.push({ begun: now, probe, left: answer, verdict });
      }
    }),
  );
});

test("one that may not open counts, and keeps nobody away", () => {
  const breaker = new Breaker(false);
  for (let at = 0; at < 100; at++) breaker.end("bad", at, false, at);
  expect(breaker.waitMs(100)).toBe(0);
  expect(breaker.closed).toBe(true);
  expect(breaker.tally(100)).toEqual({ calls: 100, failures: 100 });
});

test("a probe that was forgiven says nothing, also not that a later one is over", () => {
  const breaker = new Breaker();
  const open = (from: number) => {
    for (let at = from; at < from + 5; at++) breaker.end("bad", at, false, at);
    expect(breaker.closed).toBe(false);
  };
  open(1);
  expect([breaker.waitMs(1_010), breaker.enter()]).toEqual([0, true]);
  breaker.forgive(1_020);
  open(1_030);
  expect([breaker.waitMs(3_000), breaker.enter()]).toEqual([0, true]);
  breaker.end("good", 1_010, true, 3_001);
  expect(breaker.closed).toBe(false);
  expect(breaker.waitMs(3_001)).toBeGreaterThan(0);
  breaker.end("good", 3_000, true, 3_100);
  expect(breaker.closed).toBe(true);
});
