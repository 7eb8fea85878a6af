import { expect, test } from "vitest";
import { judge } from "../report/targets.ts";
import type { Both, LocalResult, Stint, Turn } from "./job.ts";
import { localBlock } from "./local-block.ts";
import { type LocalModel, type LocalRun, summariseLocal } from "./local-figures.ts";

const model: LocalModel = { modelBytes: 1e6, threads: 1, contextTokens: 512, stateBytes: 100 };

/** Of one second, unless said otherwise. */
function stint(tokens: number, given: Partial<Stint> = {}): Stint {
  return { tokens, windowMs: 1000, cpuMicros: 1e6, foreignCpuMicros: 0, ...given };
}

function run(streams: number, sequences: number, found: Partial<LocalResult>): LocalRun {
  return {
    streams,
    sequences,
    result: { pairs: [], talks: [], memoryBytes: { direct: 0, parley: 0 }, ...found },
  };
}

function turn(firstMs: number, promptTokens: number, cachedTokens: number): Turn {
  return { firstMs, promptTokens, cachedTokens };
}

function talk(lastMs: number): Both<Turn[]> {
  const first = turn(10, 100, 0);
  return { direct: [first, turn(12, 300, 280)], parley: [first, turn(99, 1, 1), turn(lastMs, 300, 280)] };
}

test("a share is taken within its pair", () => {
  const pairs = [
    { direct: stint(100), parley: stint(90, { cpuMicros: 180_000 }) },
    { direct: stint(50), parley: stint(50, { windowMs: 2000, cpuMicros: 100_000 }) },
    { direct: stint(200), parley: stint(200, { cpuMicros: 400_000 }) },
  ];
  const { speed } = summariseLocal(model, [run(1, 8, { pairs })]);
  expect(speed).toHaveLength(1);
  expect(speed[0]).toMatchObject({ streams: 1, pairs: 3 });
  expect(speed[0]?.share).toEqual({ min: 0.7, median: 0.9, max: 0.95 });
  expect(speed[0]?.speed.parley.median).toBe(90);
  expect(speed[0]?.cpuMs.parley.median).toBe(2);
});

test("a sequence's memory is the difference of two contexts that were used to the full, over their sequences", () => {
  const { sequenceBytes } = summariseLocal(model, [
    run(1, 1, { memoryBytes: { direct: 500, parley: 1000 } }),
    run(0, 8, { memoryBytes: { direct: 1, parley: 1 } }),
    run(8, 8, { memoryBytes: { direct: 1200, parley: 8000 } }),
  ]);
  expect(sequenceBytes).toEqual({ direct: 100, parley: 1000 });
});

test("a conversation's last turn is compared with its own first one", () => {
  const { talks } = summariseLocal(model, [run(0, 8, { talks: [talk(15), talk(5)] })]);
  expect(talks.parley).toEqual({
    talks: 2,
    turns: 3,
    firstMs: { min: 10, median: 10, max: 10 },
    lastMs: { min: 5, median: 10, max: 15 },
    times: { min: 0.5, median: 1, max: 1.5 },
    firstPromptTokens: 100,
    lastPromptTokens: 300,
    lastCachedTokens: 280,
  });
  expect(talks.direct?.times.median).toBe(1.2);
});

test("targets are judged: speed from below, the last turn from above", () => {
  const local = summariseLocal(model, [
    run(1, 1, { pairs: [{ direct: stint(100), parley: stint(96) }] }),
    run(8, 8, {
      pairs: [
        { direct: stint(100, { foreignCpuMicros: 250_000 }), parley: stint(94, { loopDelayMs: 12.5 }) },
      ],
    }),
    run(0, 8, { talks: [talk(16)] }),
  ]);
  const verdicts = judge({ rows: [], coldStarts: [], local }).slice(-6, -2);
  expect(verdicts.map(({ limit, measured, verdict }) => [limit, measured, verdict])).toEqual([
    ["≥ 95 %", "96.0 %", "holds"],
    ["≥ 95 %", "94.0 %", "missed"],
    ["≤ 1.5 × turn 1", "1.60 × turn 1", "missed"],
    ["≤ 20 ms", "12.5 ms", "holds"],
  ]);
  const page = localBlock(local);
  expect(page).toContain("up to 25 % of a core");
  expect(page).toMatch(/^\| 8 \| 100\.0 \| 94\.0 \| 94\.0 % \|.*\| 12\.5 \| 1 \|$/m);
  expect(page).toContain("| parley | 10 | 16 | 1.60 | 100 | 20 of 300 |");
});

test("nothing measured leaves nothing to say", () => {
  const nothing = summariseLocal(model, []);
  expect(nothing).toMatchObject({ speed: [], talks: {}, sequenceBytes: {} });
  expect(
    judge({ rows: [], coldStarts: [], local: nothing })
      .slice(-4)
      .map(({ verdict }) => verdict),
  ).toEqual(["unknown", "unknown", "unknown", "unknown"]);
});
