import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { encodeModel } from "../export/encode-model.ts";
import { tinyCheckpoint } from "../export/tiny-checkpoint.fixture.ts";
import { trainTokenizer } from "../tokenizer/train-tokenizer.ts";
import { readModel } from "./read-model.ts";

const vocabulary = trainTokenizer(["hello hello there there"], 270);
const checkpoint = tinyCheckpoint(vocabulary.tokens.length);
const { steps, tokens, seconds } = checkpoint.facts;
const training = { steps, tokens, seconds };

function fileOf(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-read-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "tiny.gguf");
  writeFileSync(path, bytes);
  return path;
}

test("a file that is read and written again has the same bytes", async () => {
  const bytes = encodeModel(checkpoint, vocabulary);
  const read = await readModel(fileOf(bytes), training);
  expect(read.checkpoint.facts).toEqual(checkpoint.facts);
  expect(read.tokens).toEqual(vocabulary.tokens);
  expect(encodeModel(read.checkpoint, vocabulary).equals(bytes)).toBe(true);
});

test("a file that was cut is refused", async () => {
  const bytes = encodeModel(checkpoint, vocabulary);
  await expect(readModel(fileOf(bytes.subarray(0, -100)), training)).rejects.toThrow("cut short");
});
