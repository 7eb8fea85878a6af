import { describe, expect, test } from "vitest";
import { FirstTimes } from "./first-times.ts";

test("the 95th percentile of the last 64, once there are 20", () => {
  const times = new FirstTimes();
  for (let ms = 1; ms <= 19; ms++) times.add(ms, 0);
  expect(times.p95()).toBeUndefined();
  times.add(20, 0);
  expect(times.p95()).toBe(19);
  for (let i = 0; i < 64; i++) times.add(7, 0);
  expect(times.p95()).toBe(7);
});

test("long silence without an answer counts, short silence does not", () => {
  const times = new FirstTimes();
  for (let i = 0; i < 20; i++) times.add(100, 0);
  times.addUnanswered(50);
  expect(times.p95()).toBe(100);
  for (let i = 0; i < 5; i++) times.addUnanswered(400);
  expect(times.p95()).toBe(400);
});

describe("the average", () => {
  test("is one in which old ones fade", () => {
    const times = new FirstTimes();
    expect(times.average(0)).toBeUndefined();
    times.add(100, 0);
    expect(times.average(0)).toBe(100);
    times.add(1_000, 0); // at the same moment: a tenth
    expect(times.average(0)).toBeCloseTo(190);
    times.add(1_000, 60_000); // a minute later: 63 of a hundred
    expect(times.average(60_000)).toBeCloseTo(190 + 810 * (1 - Math.exp(-1)));
  });

  test("is forgotten, so that it is measured again", () => {
    const times = new FirstTimes();
    times.add(100, 0);
    expect(times.average(600_000)).toBe(100);
    expect(times.average(600_001)).toBeUndefined();
    times.add(700, 700_000);
    expect(times.average(700_000)).toBe(700);
  });
});
