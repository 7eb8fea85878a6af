import * as prom from "prom-client";
import { expect, test } from "vitest";
import { collectDefaultMetrics, Registry } from "./prom-client.ts";

test("the process has the figures that prom-client itself gives", async () => {
  const ours = new Registry();
  collectDefaultMetrics(ours);
  const theirs = new prom.Registry();
  prom.collectDefaultMetrics({ register: theirs });
  const kinds = async (registry: prom.Registry): Promise<readonly string[]> =>
    (await registry.getMetricsAsJSON()).map(({ name, type }) => `${name} ${type}`).toSorted();
  expect(await kinds(ours)).toEqual(await kinds(theirs));
});

test("CPU time grows with the work", async () => {
  const registry = new Registry();
  collectDefaultMetrics(registry);
  const seconds = async (name: string): Promise<number> => {
    const metric = (await registry.getMetricsAsJSON()).find((one) => one.name === name);
    return metric?.values[0]?.value ?? Number.NaN;
  };
  const before = await seconds("process_cpu_seconds_total");
  const begun = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(begun);
    return user + system;
  };
  while (used() < 20_000) JSON.stringify({ begun });
  // The kernel divides what was used between the two anew each time, and no sum of them is exact.
  expect((await seconds("process_cpu_seconds_total")) - before).toBeGreaterThan(0.015);
  // A process may have had no time of the system's at all.
  expect(await seconds("process_cpu_user_seconds_total")).toBeGreaterThan(0);
  expect(await seconds("process_cpu_system_seconds_total")).toBeGreaterThanOrEqual(0);
});
