import { expect, test } from "vitest";
import { judge } from "../report/targets.ts";
import { localBlock } from "./local-block.ts";
import type { LocalResult, Turn } from "./job.ts";
import { type LocalModel, type LocalSample, summariseLocal } from "./local-figures.ts";

const model: LocalModel = { modelBytes: 1e6, threads: 1, contextTokens: 512, stateBytes: 100 };

function result(given: Partial<LocalResult>): LocalResult {
  return {
    windowMs: 1000,
    cpuMicros: 1e6,
    foreignCpuMicros: 0,
    rssBytes: 5000,
    tokens: 100,
    turns: [],
    ...given,
  };
}

function sample(given: Partial<LocalSample>, found: Partial<LocalResult>): LocalSample {
  return { subject: "parley", round: 1, streams: 1, sequences: 8, ...given, result: result(found) };
}

test("a share is taken within its round", () => {
  const { speed } = summariseLocal(model, [
    sample({ subject: "direct", round: 1 }, { tokens: 100 }),
    sample({ round: 1 }, { tokens: 90, cpuMicros: 180_000 }),
    sample({ subject: "direct", round: 2 }, { tokens: 50 }),
    sample({ round: 2 }, { tokens: 50, windowMs: 2000, cpuMicros: 100_000 }),
  ]);
  expect(speed).toHaveLength(1);
  expect(speed[0]?.share).toEqual({ min: 0.5, median: 0.7, max: 0.9 });
  expect(speed[0]?.parley).toEqual({ min: 25, median: 57.5, max: 90 });
  expect(speed[0]?.cpuMs.parley.median).toBe(2);
});

test("the run for the memory of a single sequence, which is in no round, does not count for speed", () => {
  const { speed } = summariseLocal(model, [
    sample({ subject: "direct" }, {}),
    sample({}, {}),
    sample({ round: 0, sequences: 1 }, { tokens: 1 }),
  ]);
  expect(speed[0]?.parley.min).toBe(100);
});

test("a sequence's memory is the difference of two contexts that were used to the full, over their sequences", () => {
  const { sequenceBytes } = summariseLocal(model, [
    sample({ streams: 1, sequences: 1, round: 0 }, { rssBytes: 9000, pssBytes: 1000 }),
    sample({ streams: 1, sequences: 8 }, { pssBytes: 1500 }),
    sample({ streams: 8, sequences: 8 }, { pssBytes: 8000 }),
    sample({ streams: 8, sequences: 8, subject: "direct" }, { pssBytes: 8000 }),
  ]);
  expect(sequenceBytes).toEqual({ parley: 1000 });
});

test("a conversation's last turn is compared with its own first one", () => {
  const turn = (firstMs: number, promptTokens: number, cachedTokens: number): Turn => ({
    firstMs,
    promptTokens,
    cachedTokens,
  });
  const { talks } = summariseLocal(model, [
    sample({ streams: 0 }, { turns: [turn(10, 100, 0), turn(99, 1, 1), turn(15, 300, 280)] }),
    sample({ streams: 0 }, { turns: [turn(20, 100, 0), turn(10, 300, 280)] }),
  ]);
  expect(talks).toEqual({
    parley: {
      count: 3,
      firstMs: { min: 10, median: 15, max: 20 },
      lastMs: { min: 10, median: 12.5, max: 15 },
      times: { min: 0.5, median: 1, max: 1.5 },
      firstPromptTokens: 100,
      lastPromptTokens: 300,
      lastCachedTokens: 280,
    },
  });
});

test("targets are judged: speed from below, the last turn from above", () => {
  const turns = (lastMs: number): Turn[] => [
    { firstMs: 10, promptTokens: 100, cachedTokens: 0 },
    { firstMs: lastMs, promptTokens: 300, cachedTokens: 280 },
  ];
  const local = summariseLocal(model, [
    sample({ subject: "direct" }, { tokens: 100 }),
    sample({}, { tokens: 96 }),
    sample({ subject: "direct", streams: 8 }, { tokens: 100 }),
    sample({ streams: 8 }, { tokens: 94 }),
    sample({ streams: 0 }, { turns: turns(16), foreignCpuMicros: 250_000 }),
  ]);
  const verdicts = judge({ rows: [], coldStarts: [], local }).slice(-3);
  expect(verdicts.map(({ limit, measured, verdict }) => [limit, measured, verdict])).toEqual([
    ["≥ 95 %", "96.0 %", "holds"],
    ["≥ 95 %", "94.0 %", "missed"],
    ["≤ 1.5 × turn 1", "1.60 × turn 1", "missed"],
  ]);
  const page = localBlock(local);
  expect(page).toContain("up to 25 % of a core");
  expect(page).toContain("| 8 | 100.0 | 94.0 | 94.0 % |");
  expect(page).toContain("| parley | 10 | 16 | 1.60 | 100 | 20 of 300 |");
});
