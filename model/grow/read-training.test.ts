import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readTraining } from "./read-training.ts";

const training = { steps: 7, tokens: 1_000, seconds: 2.5 };
const sha256 = createHash("sha256").update("a model").digest("hex");

function fileWith(record: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-training-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "some.gguf");
  writeFileSync(file, "a model");
  writeFileSync(join(folder, "some.json"), JSON.stringify(record));
  return file;
}

test("steps, tokens and seconds come from the record beside the file", () => {
  expect(readTraining(fileWith({ sha256, training, passed: false }))).toEqual(training);
});

test("a record of another file, or one that says nothing of training, is refused", () => {
  expect(() => readTraining(fileWith({ sha256: "other", training }))).toThrow("another file");
  expect(() => readTraining(fileWith({ sha256 }))).toThrow("no steps");
  expect(() => readTraining(fileWith({ sha256, training: { ...training, tokens: "many" } }))).toThrow(
    "no steps",
  );
});
