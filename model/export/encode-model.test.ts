import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readHeader } from "../../src/providers/llama/read-header.ts";
import { encodeModel } from "./encode-model.ts";
import { readCheckpoint, readCheckpointFacts, weightKinds } from "./read-checkpoint.ts";
import { tinyCheckpoint } from "./tiny-checkpoint.fixture.ts";
import { trainTokenizer } from "../tokenizer/train-tokenizer.ts";

const vocabulary = trainTokenizer(["hello hello there there"], 270);

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-export-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the file says what it is, and the same weights give the same bytes", async () => {
  const checkpoint = tinyCheckpoint(vocabulary.tokens.length);
  const bytes = encodeModel(checkpoint, vocabulary);
  expect(encodeModel(checkpoint, vocabulary).equals(bytes)).toBe(true);
  const path = join(testFolder(), "tiny.gguf");
  writeFileSync(path, bytes);
  const header = await readHeader({
    id: "tiny",
    path,
    bytes: bytes.length,
    firstBytes: bytes.length,
    changedAt: 0,
  });
  expect(header.architecture).toBe("llama");
  expect(header.contextTokens).toBe(2_048);
  expect(header.values.get("general.description")).toContain("small demo model");
  expect(header.values.get("llama.attention.head_count")).toBe(2);
});

test("a checkpoint is read as the trainers write it", () => {
  const { facts, weights } = tinyCheckpoint(vocabulary.tokens.length);
  const path = join(testFolder(), "checkpoint.bin");
  const parts = weightKinds(facts).map(({ name }) =>
    Buffer.from((weights.get(name) ?? new Float32Array()).buffer),
  );
  const optimiser = Buffer.alloc(40, 1);
  writeFileSync(path, Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), ...parts, optimiser]));
  expect(readCheckpointFacts(path)).toEqual(facts);
  const read = readCheckpoint(path);
  expect(read.facts).toEqual(facts);
  expect(read.weights).toEqual(weights);
});

test("a checkpoint that was cut is refused", () => {
  const path = join(testFolder(), "checkpoint.bin");
  writeFileSync(path, `${JSON.stringify(tinyCheckpoint(300).facts)}\n1234`);
  expect(() => readCheckpoint(path)).toThrow("cut short");
});
