import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { askModel } from "../evaluation/ask-model.ts";
import { makeCases } from "../evaluation/make-cases.ts";
import { encodeModel } from "../export/encode-model.ts";
import type { Checkpoint } from "../export/read-checkpoint.ts";
import { tinyCheckpoint } from "../export/tiny-checkpoint.fixture.ts";
import { trainTokenizer } from "../tokenizer/train-tokenizer.ts";
import { growCheckpoint, idleUnits } from "./grow-checkpoint.ts";

const vocabulary = trainTokenizer(["hello hello there there"], 270);
const small = tinyCheckpoint(vocabulary.tokens.length);
/** Units of the middle: the second layer's third one has withered. */
const idle = small.facts.middle + 2;
small.weights.get("gate")?.fill(0, idle * small.facts.width, (idle + 1) * small.facts.width);

/** What a model says to some questions at temperature 0. Random weights never come to an end by themselves. */
async function answersOf(checkpoint: Checkpoint): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "parley-grow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "tiny.gguf");
  writeFileSync(file, encodeModel(checkpoint, vocabulary));
  const cases = makeCases()
    .filter(({ topic }) => topic === "small talk")
    .slice(0, 3);
  const answers = new Map<string, string>();
  await askModel(file, cases, ({ messages }, { text }) => answers.set(messages.at(-1)?.content ?? "", text));
  return cases.map(({ messages }) => answers.get(messages.at(-1)?.content ?? "") ?? "");
}

test("a model that has grown says the very same", { timeout: 60_000 }, async () => {
  const asked = await answersOf(small);
  expect(asked.join("").length).toBeGreaterThan(100);
  expect(await answersOf(growCheckpoint(small, { layers: 5, middle: 96 }))).toEqual(asked);
  expect(await answersOf(growCheckpoint(small, { layers: 2, middle: 64 }))).toEqual(asked);
});

test("whatever is new computes something, and adds nothing yet", () => {
  const grown = growCheckpoint(small, { layers: 5, middle: 96 });
  const { width, middle } = grown.facts;
  const [gate = [], down = [], output = []] = ["gate", "down", "attention_output"].map((name) => [
    ...(grown.weights.get(name) ?? []),
  ]);
  for (let row = 0; row < 5 * middle; row++)
    expect(gate.slice(row * width, (row + 1) * width).some((weight) => weight !== 0)).toBe(true);
  // Of five layers the first and the fourth are the old ones.
  const isNew = [false, true, true, false, true];
  for (const [layer, expected] of isNew.entries()) {
    const isZero = (values: readonly number[], size: number): boolean =>
      values.slice(layer * size, (layer + 1) * size).every((weight) => weight === 0);
    expect(isZero(down, width * middle)).toBe(expected);
    expect(isZero(output, width * width)).toBe(expected);
  }
  const idleOf = (layer: number): readonly number[] =>
    [
      ...idleUnits(grown)
        .slice(layer * middle, (layer + 1) * middle)
        .entries(),
    ].flatMap(([unit, is]) => (is ? [unit] : []));
  const added = Array.from({ length: 32 }, (_, index) => 64 + index);
  expect(idleOf(0)).toEqual(added);
  expect(idleOf(3)).toEqual([2, ...added]);
});

test("it grows the same way each time, and leaves the small one alone", () => {
  const before = structuredClone(small);
  const grown = growCheckpoint(small, { layers: 3, middle: 64 });
  expect(growCheckpoint(small, { layers: 3, middle: 64 })).toEqual(grown);
  expect(small).toEqual(before);
});

test("sizes that do not fit are refused", () => {
  expect(() => growCheckpoint(small, { layers: 1, middle: 64 })).toThrow("from 2 to 32");
  expect(() => growCheckpoint(small, { layers: 33, middle: 64 })).toThrow("from 2 to 32");
  expect(() => growCheckpoint(small, { layers: 2.5, middle: 64 })).toThrow("whole number");
  expect(() => growCheckpoint(small, { layers: 2, middle: 32 })).toThrow("at least 64");
  expect(() => growCheckpoint(small, { layers: 2, middle: 80 })).toThrow("multiple of 32");
});
