import { expect, test } from "vitest";
import type { LoadResult } from "../load/job.ts";
import { foreignCore, leastDisturbed } from "./quiet.ts";

function disturbedBy(core: number, units: number): LoadResult {
  return {
    units,
    windowMs: 1_000,
    serverCpuMicros: 0,
    mockCpuMicros: 0,
    loadCpuMicros: 0,
    foreignCpuMicros: core * 1_000_000,
    latency: { count: 1, p50Ms: 1, p99Ms: 1, maxMs: 1 },
    rssBytes: 0,
  };
}

async function choose(
  results: readonly LoadResult[],
  leftMs: number,
): Promise<{ units: number; runs: number }> {
  let runs = 0;
  const run = async (): Promise<LoadResult> => {
    const result = results[runs++];
    if (result === undefined) throw new Error("too many runs");
    return result;
  };
  const silent = (): void => undefined;
  const chosen = await leastDisturbed({ leftMs }, run, silent, async () => undefined);
  return { units: chosen.units, runs };
}

test("a quiet run stands as it is", async () => {
  expect(await choose([disturbedBy(0.05, 1)], 1_000)).toEqual({ units: 1, runs: 1 });
});

test("a disturbed run is repeated until one is quiet, and the figures have no say", async () => {
  expect(await choose([disturbedBy(1.5, 9), disturbedBy(0, 1)], 1_000)).toEqual({ units: 1, runs: 2 });
});

test("of runs that were all disturbed, the least disturbed one stands", async () => {
  const runs = [disturbedBy(1.5, 1), disturbedBy(0.5, 2), disturbedBy(0.9, 3)];
  expect(await choose(runs, 1_000)).toEqual({ units: 2, runs: 3 });
});

test("without patience a disturbed run stands: the report tells how disturbed it was", async () => {
  expect(await choose([disturbedBy(1.5, 1)], 0)).toEqual({ units: 1, runs: 1 });
});

test("disturbance is a share of one core", () => {
  expect(foreignCore(disturbedBy(0.25, 1))).toBe(0.25);
});
