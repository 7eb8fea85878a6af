/**
 * Writes the tiny model files with which Parley is tested into a folder, for trying things out by hand:
 * `node scripts/write-tiny-gguf.ts <folder>`
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeGarbage } from "../test/gguf/write-garbage.ts";
import { writeTinyChatModel } from "../test/gguf/write-tiny-chat-model.ts";
import { writeTinyEmbeddingModel } from "../test/gguf/write-tiny-embedding-model.ts";
import { writeTruncated } from "../test/gguf/write-truncated.ts";
import { writeWrongArchitecture } from "../test/gguf/write-wrong-architecture.ts";

const files: Readonly<Record<string, (path: string) => void>> = {
  "tiny-chat.gguf": (path) => writeTinyChatModel(path),
  "tiny-chat-q8_0.gguf": (path) => writeTinyChatModel(path, { quantisation: "q8_0" }),
  "tiny-chat-bytes.gguf": (path) => writeTinyChatModel(path, { text: "bytes" }),
  "tiny-chat-endless.gguf": (path) => writeTinyChatModel(path, { answerLength: Infinity }),
  "tiny-chat-thinking.gguf": (path) => writeTinyChatModel(path, { thinks: true }),
  "tiny-chat-tools.gguf": (path) => writeTinyChatModel(path, { callsTools: true }),
  "tiny-chat-no-template.gguf": (path) => writeTinyChatModel(path, { template: "" }),
  "tiny-chat-broken-template.gguf": (path) => writeTinyChatModel(path, { template: "{% for message in %}" }),
  "tiny-embedding.gguf": (path) => writeTinyEmbeddingModel(path),
  "truncated.gguf": (path) => writeTruncated(path),
  "truncated-facts.gguf": (path) => writeTruncated(path, "facts"),
  "wrong-architecture.gguf": (path) => writeWrongArchitecture(path),
  "garbage.gguf": (path) => writeGarbage(path),
  "garbage-after-magic.gguf": (path) => writeGarbage(path, "GGUF"),
};

const folder = process.argv[2];
if (folder === undefined || process.argv.length > 3) {
  console.error("Usage: node scripts/write-tiny-gguf.ts <folder>");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const [name, write] of Object.entries(files)) {
  const path = join(folder, name);
  write(path);
  console.log(`${path}  ${(statSync(path).size / 1000).toFixed(0)} kB`);
}
