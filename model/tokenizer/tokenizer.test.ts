import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { encodeModel } from "../export/encode-model.ts";
import { tinyCheckpoint } from "../export/tiny-checkpoint.fixture.ts";
import { renderConversation } from "../format/render-conversation.ts";
import { marks } from "../format/marks.ts";
import { makeConversation } from "../generator/make-conversation.ts";
import { splitWords } from "./split-words.ts";
import { createTokenizer } from "./tokenizer.ts";
import { trainTokenizer } from "./train-tokenizer.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-tokenizer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const texts = Array.from({ length: 150 }, (_, seed) => {
  const { messages, tools } = makeConversation(seed);
  return renderConversation(messages, tools)
    .map((part) => part.text)
    .join("");
});
const vocabulary = trainTokenizer(texts, 600);
const tokenizer = createTokenizer(vocabulary);

test("the same texts give the same tokens, each once", () => {
  expect(trainTokenizer(texts, 600)).toEqual(vocabulary);
  expect(vocabulary.tokens).toHaveLength(600);
  expect(new Set(vocabulary.tokens).size).toBe(600);
});

test("any text comes back whole", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 60 }), (points) => {
      const sound = String.fromCodePoint(...points).toWellFormed();
      expect(tokenizer.decode(tokenizer.encode(sound))).toBe(sound);
      expect(splitWords(sound).join("")).toBe(sound);
    }),
    { numRuns: 60 },
  );
});

test("marks are one token each", () => {
  expect(tokenizer.encode(`${marks.begin}user\nHi${marks.end}`).filter((id) => id >= 592)).toHaveLength(2);
});

test("llama.cpp splits every text into the same tokens", async () => {
  const path = join(folder, "tiny.gguf");
  writeFileSync(path, encodeModel(tinyCheckpoint(vocabulary.tokens.length), vocabulary));
  const odd = [
    "Zoë 😊 naïve 北京 ½ \t x  y\n\n z",
    "I'll can't WE'RE 12345 km²",
    "  two  spaces ",
    "¿Qué tal? Ça va !",
    "\r\n\r\n",
    "a-b_c'd",
  ];
  const child = execFile(process.execPath, [join(import.meta.dirname, "llama-tokens.ts"), path], {
    maxBuffer: 1e8,
  });
  child.stdin?.end(JSON.stringify([...texts, ...odd]));
  const said = await text(child.stdout ?? Readable.from([]));
  expect(JSON.parse(said.trimEnd().split("\n").at(-1) ?? "")).toEqual(
    [...texts, ...odd].map(tokenizer.encode),
  );
});
