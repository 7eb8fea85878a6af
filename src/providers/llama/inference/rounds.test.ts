import type { BatchItem, Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import { Rounds } from "./rounds.ts";

function item(length: number): BatchItem {
  return { tokens: Array.from({ length }, () => 1 as Token), logits: [], evaluationPriority: 5 };
}

const amounts = (rounds: Rounds, items: readonly BatchItem[], size = 512): number[] =>
  rounds.choose({ items, size }).map(({ processAmount }) => processAmount);

test("a batch waits for all answers that are being written", () => {
  const rounds = new Rounds();
  const ends = [rounds.join(), rounds.join(), rounds.join()];
  const [one, two, three] = [item(1), item(1), item(1)];
  expect(amounts(rounds, [one, two])).toEqual([]);
  expect(amounts(rounds, [one, two, three])).toEqual([1, 1, 1]);
  ends[0]?.();
  ends[0]?.(); // said twice by whoever tidies up
  expect(amounts(rounds, [one, two])).toEqual([1, 1]);
  expect(amounts(rounds, [one])).toEqual([]);
});

test("an answer that does not come is not waited for without end", () => {
  const rounds = new Rounds();
  rounds.join();
  rounds.join();
  let empty = 0;
  while (amounts(rounds, [item(1)]).length === 0) empty++;
  expect(empty).toBeGreaterThan(10);
  expect(empty).toBeLessThan(100);
});

test("tokens of answers come before prompts, and these in their order as far as there is room", () => {
  const rounds = new Rounds();
  const [long, short, token] = [item(500), item(30), item(1)];
  expect(rounds.choose({ items: [long, short, token], size: 512 })).toEqual([
    { item: token, processAmount: 1 },
    { item: long, processAmount: 500 },
    { item: short, processAmount: 11 },
  ]);
  expect(amounts(rounds, [item(512), item(512)])).toEqual([512]);
  expect(amounts(rounds, [])).toEqual([]);
});
