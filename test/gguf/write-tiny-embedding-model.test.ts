import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EmbedFacts } from "./child.ts";
import { runChild } from "./run-child.ts";
import { TINY_EMBEDDING_WIDTH, writeTinyEmbeddingModel } from "./write-tiny-embedding-model.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tiny-embedding-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, seed?: number): string {
  const path = join(folder, `${name}.gguf`);
  writeTinyEmbeddingModel(path, seed === undefined ? {} : { seed });
  return path;
}

test("the same seed gives the same bytes", () => {
  expect(readFileSync(write("first")).equals(readFileSync(write("again", 1)))).toBe(true);
  expect(readFileSync(write("other", 2)).equals(readFileSync(write("first")))).toBe(false);
});

test("texts with common letters lie nearer, the same text at the same place", async () => {
  const [one, again, other] = await runChild<EmbedFacts>("embed", [
    write("one"),
    write("one"),
    write("other", 2),
  ]);
  expect(one?.length).toBe(TINY_EMBEDDING_WIDTH);
  expect(one?.same).toBeCloseTo(1, 6);
  expect(one?.near).toBeLessThan(0.9999);
  expect(one?.near).toBeGreaterThan((one?.far ?? 1) + 0.1);
  expect(again?.hash).toBe(one?.hash);
  expect(other?.hash).not.toBe(one?.hash);
});
