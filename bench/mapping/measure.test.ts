import { expect, test } from "vitest";
import { fastLane, type Lane, mappedLanes, words } from "./lanes.ts";
import { measureLanes } from "./measure.ts";

test("what a lane costs over the fast one is measured in pairs", () => {
  let now = 0;
  const lane = (name: string, micros: number): Lane => ({ name, run: () => (now += micros * words) });
  const measured = measureLanes(lane("fast", 2), [lane("a", 5), lane("b", 20)], {
    rounds: 3,
    streams: 2,
    cpu: () => now,
  });
  expect(measured).toEqual([
    { name: "a", cost: { min: 5, median: 5, max: 5 }, over: { min: 3, median: 3, max: 3 } },
    { name: "b", cost: { min: 20, median: 20, max: 20 }, over: { min: 18, median: 18, max: 18 } },
  ]);
});

test.each([fastLane, ...mappedLanes].map((lane) => [lane.name, lane] as const))(
  "the lane of %s writes every word",
  (_, { run }) => {
    expect(run()).toBeGreaterThan(words * " answer".length);
  },
);
