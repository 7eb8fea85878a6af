import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { encodeModel } from "../export/encode-model.ts";
import { tinyCheckpoint } from "../export/tiny-checkpoint.fixture.ts";
import { renderConversation } from "../format/render-conversation.ts";
import { makeConversation } from "../generator/make-conversation.ts";
import { trainTokenizer } from "../tokenizer/train-tokenizer.ts";
import { askModel } from "./ask-model.ts";
import type { Topic } from "./case.ts";
import { makeCases } from "./make-cases.ts";

const sample: readonly Topic[] = [
  "memory, 0 to 2 turns later",
  "answer from a tool's result",
  "call of a tool: syntax",
  "small talk",
];

test("a model of random weights is asked as any other, from generator to answer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-evaluation-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const texts = [1, 2, 3, 4].flatMap((seed) => renderConversation(makeConversation(seed).messages, []));
  const vocabulary = trainTokenizer(
    texts.map(({ text }) => text),
    300,
  );
  const file = join(folder, "tiny.gguf");
  writeFileSync(file, encodeModel(tinyCheckpoint(vocabulary.tokens.length), vocabulary));
  const all = makeCases();
  const cases = sample.flatMap((topic) => all.find((asked) => asked.topic === topic) ?? []);
  const answered = new Map<Topic, string>();
  await askModel(file, cases, ({ topic }, { text, calls }) => answered.set(topic, calls[0]?.name ?? text));
  expect([...answered.keys()].toSorted()).toEqual([...sample].toSorted());
  const offered = cases
    .find(({ topic }) => topic === "call of a tool: syntax")
    ?.tools.map(({ name }) => name);
  expect(offered).toContain(answered.get("call of a tool: syntax"));
});
