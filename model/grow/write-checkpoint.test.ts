import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readCheckpoint } from "../export/read-checkpoint.ts";
import { tinyCheckpoint } from "../export/tiny-checkpoint.fixture.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

function testPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-write-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "checkpoint.bin");
}

test("a checkpoint is read as it was written, and its optimiser remembers nothing", () => {
  const path = testPath();
  const checkpoint = tinyCheckpoint(300);
  writeCheckpoint(path, checkpoint, { fresh: false });
  expect(readCheckpoint(path)).toEqual(checkpoint);
  const bytes = readFileSync(path);
  // The trainers read it by this very pattern, members in this order.
  expect(bytes.toString("utf8", 0, bytes.indexOf("\n"))).toBe(
    '{"vocabulary":300,"width":32,"layers":2,"heads":2,"middle":64,"steps":3,"tokens":1000,"seconds":1}',
  );
  const weights = [...checkpoint.weights.values()].map(({ length }) => length);
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const body = bytes.subarray(bytes.indexOf("\n") + 1);
  // Weights and momentum, and squares for the embeddings and the three kinds of gains.
  expect(body.length).toBe(4 * (2 * sum(weights) + sum(weights.slice(0, 4))));
  expect(body.subarray(4 * sum(weights)).every((byte) => byte === 0)).toBe(true);
});

test("one that is there is replaced only where that is asked for", () => {
  const path = testPath();
  const checkpoint = tinyCheckpoint(300);
  writeCheckpoint(path, checkpoint, { fresh: false });
  expect(() => writeCheckpoint(path, tinyCheckpoint(301), { fresh: false })).toThrow("fresh=1");
  expect(readCheckpoint(path)).toEqual(checkpoint);
  writeCheckpoint(path, tinyCheckpoint(301), { fresh: true });
  expect(readCheckpoint(path).facts.vocabulary).toBe(301);
});
