import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RefuseFacts } from "./child.ts";
import { runChild } from "./run-child.ts";
import { writeGarbage } from "./write-garbage.ts";
import { writeTinyChatModel } from "./write-tiny-chat-model.ts";
import { writeTruncated } from "./write-truncated.ts";
import { writeWrongArchitecture } from "./write-wrong-architecture.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "broken-gguf-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every broken file is refused with an error, and a whole one loads afterwards", async () => {
  const files: Record<string, (path: string) => void> = {
    truncated: (path) => writeTruncated(path),
    "truncated-facts": (path) => writeTruncated(path, "facts"),
    "wrong-architecture": (path) => writeWrongArchitecture(path),
    garbage: (path) => writeGarbage(path),
    "garbage-after-magic": (path) => writeGarbage(path, "GGUF"),
    whole: (path) => writeTinyChatModel(path),
  };
  const paths = Object.entries(files).map(([name, write]) => {
    const path = join(folder, `${name}.gguf`);
    write(path);
    return path;
  });
  const facts = await runChild<RefuseFacts>("refuse", paths);
  const errors = facts.map(({ error }) => error);
  expect(errors.slice(0, -1)).toEqual(paths.slice(0, -1).map(() => expect.any(String)));
  expect(errors.at(-1)).toBeUndefined();
});
