import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { Tallies } from "./tallies.ts";

test("each asker sees all that was counted so far, and nothing twice", async () => {
  const registry = new Registry();
  const counter = new Tallies(registry, "things_total", "Things.", ["kind"]);
  const big = counter.labels("big");
  const small = counter.labels("small");
  big.inc();
  big.inc(41);
  small.inc();
  expect(await registry.metrics()).toContain('things_total{kind="big"} 42\nthings_total{kind="small"} 1');
  expect(await registry.metrics()).toContain('things_total{kind="big"} 42\n');
  big.inc();
  expect((await registry.getMetricsAsJSON())[0]?.values).toEqual([
    { labels: { kind: "big" }, value: 43 },
    { labels: { kind: "small" }, value: 1 },
  ]);
});
