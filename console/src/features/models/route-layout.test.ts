import { expect, test } from "vitest";
import type { RouteTarget } from "../../api/health.ts";
import { layoutOf, shorten, sizes } from "./route-layout.ts";

const target = (rank: number, weight: number): RouteTarget => ({
  name: `p/m${rank}`,
  provider: "p",
  model: `m${rank}`,
  rank,
  weight,
  region: null,
  when: {},
  state: "well",
  wait_ms: 0,
  running: 0,
  calls: 0,
  failures: 0,
  first_ms: { streamed: null, whole: null },
});

test("targets stand below each other, and the name in their middle", () => {
  const { height, box, drawn } = layoutOf(
    { strategy: "first", targets: [target(0, 1), target(1, 1)] },
    false,
  );
  expect(height).toBe(2 * sizes.height + sizes.gap);
  expect(box).toEqual({ x: 0, y: (height - sizes.height) / 2 });
  expect(drawn.map(({ y }) => y)).toEqual([0, sizes.height + sizes.gap]);
  expect(drawn.map(({ mark }) => mark)).toEqual(["1.", "2."]);
});

test("a line is as thick as its share, which weighted routes tell", () => {
  const targets = [target(0, 3), target(1, 1)];
  const { drawn } = layoutOf({ strategy: "weighted", targets }, false);
  expect(drawn.map(({ mark }) => mark)).toEqual(["75 %", "25 %"]);
  expect(drawn[0]?.stroke).toBeGreaterThan(drawn[1]?.stroke ?? 0);
  expect(layoutOf({ strategy: "cheapest", targets }, false).drawn[0]?.mark).toBeUndefined();
});

test("for who reads from the right, it is the other way round", () => {
  const route = { strategy: "first", targets: [target(0, 1)] } as const;
  const [ltr, rtl] = [layoutOf(route, false), layoutOf(route, true)];
  expect(rtl.box.x).toBe(sizes.width - sizes.name);
  expect(rtl.targetsX).toBe(0);
  expect(ltr.drawn[0]?.path.startsWith(`M${sizes.name} `)).toBe(true);
  expect(rtl.drawn[0]?.path.startsWith(`M${sizes.width - sizes.name} `)).toBe(true);
});

test("no weights at all are no division by nothing", () => {
  expect(layoutOf({ strategy: "weighted", targets: [target(0, 0)] }, false).drawn[0]).toMatchObject({
    stroke: 1,
    mark: "0 %",
  });
});

test("long names keep both of their ends", () => {
  expect(shorten("short", 10)).toBe("short");
  expect(shorten("a-very-long-name#eu", 9)).toBe("a-ve…e#eu");
  expect(shorten("a-very-long-name#eu", 9)).toHaveLength(9);
});
