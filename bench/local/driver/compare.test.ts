import { expect, test } from "vitest";
import type { Both, Stint, Turn } from "../job.ts";
import { compareStreams, compareTalks, type Observe } from "./compare.ts";
import type { Side } from "./side.ts";

const turn: Turn = { firstMs: 1, promptTokens: 1, cachedTokens: 0 };

/** Writes down who was asked what. */
function sides(asked: string[]): Both<Side> {
  const side = (name: string): Side => ({
    pids: [],
    answer: async (questions, tokens) => {
      asked.push(`${name} ${questions.length} × ${tokens}`);
      return [];
    },
    talk: () => async (question) => {
      asked.push(`${name}: ${question}`);
      return turn;
    },
    close: () => undefined,
  });
  return { direct: side("direct"), parley: side("parley") };
}

/** Stints that neighbours disturbed as told, one after the other, and then no more. */
function observing(disturbances: readonly number[]): Observe {
  const left = [...disturbances];
  return async (_, work): Promise<Stint> => ({
    tokens: await work(),
    windowMs: 1,
    cpuMicros: 1,
    foreignCpuMicros: left.shift() ?? 0,
  });
}

const disturbed = ({ foreignCpuMicros }: Stint) => foreignCpuMicros > 0;

test("sides take turns, and swap who begins", async () => {
  const asked: string[] = [];
  const work = { kind: "streams", streams: 2, tokens: 5 } as const;
  const patience = { disturbed, goesOn: () => true };
  const { pairs } = await compareStreams(sides(asked), work, 2, observing([]), patience);
  expect(asked).toEqual(["direct 2 × 5", "parley 2 × 5", "parley 2 × 5", "direct 2 × 5"]);
  expect(pairs.map(({ direct, parley }) => [direct.tokens, parley.tokens])).toEqual([
    [10, 10],
    [10, 10],
  ]);
});

test.each([
  ["a disturbed pair is made again and left out", [0, 9, 0, 0], 10, 2, false],
  ["without patience, it is left out", [0, 9, 0, 0], 0, 1, false],
  ["when most are disturbed, all stay", [0, 9, 9, 0], 0, 2, true],
])("%s", async (_, disturbances, tries, count, noisy) => {
  let left = tries;
  const work = { kind: "streams", streams: 1, tokens: 1 } as const;
  const patience = { disturbed, goesOn: () => left-- > 0 };
  const { pairs } = await compareStreams(sides([]), work, 2, observing(disturbances), patience);
  expect(pairs).toHaveLength(count);
  expect(pairs.some(({ direct, parley }) => disturbed(direct) || disturbed(parley))).toBe(noisy);
});

test("conversations go on side by side, question by question", async () => {
  const asked: string[] = [];
  const { talks } = await compareTalks(sides(asked), { kind: "talk", turns: 2, tokens: 1 }, 1);
  expect(asked.map((line) => line.split(":")[0])).toEqual(["direct", "parley", "parley", "direct"]);
  expect(asked[0]?.replace("direct", "parley")).toBe(asked[1]);
  expect(talks).toEqual([{ direct: [turn, turn], parley: [turn, turn] }]);
});
