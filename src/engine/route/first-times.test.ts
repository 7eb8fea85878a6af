import { expect, test } from "vitest";
import { FirstTimes } from "./first-times.ts";

test("the 95th percentile of the last 64, once there are 20", () => {
  const times = new FirstTimes();
  for (let ms = 1; ms <= 19; ms++) times.add(ms);
  expect(times.p95()).toBeUndefined();
  times.add(20);
  expect(times.p95()).toBe(19);
  for (let i = 0; i < 64; i++) times.add(7);
  expect(times.p95()).toBe(7);
});

test("long silence without an answer counts, short silence does not", () => {
  const times = new FirstTimes();
  for (let i = 0; i < 20; i++) times.add(100);
  times.addUnanswered(50);
  expect(times.p95()).toBe(100);
  for (let i = 0; i < 5; i++) times.addUnanswered(400);
  expect(times.p95()).toBe(400);
});
