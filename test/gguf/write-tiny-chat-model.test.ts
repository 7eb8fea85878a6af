import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatFacts, ResolveFacts } from "./child.ts";
import { runChild } from "./run-child.ts";
import { type TinyChatModelOptions, writeTinyChatModel } from "./write-tiny-chat-model.ts";

/** Half a second of reading templates for each model, times a busy machine. */
const SLOW_MS = 60_000;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tiny-chat-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, options?: TinyChatModelOptions): string {
  const path = join(folder, `${name}.gguf`);
  writeTinyChatModel(path, options);
  return path;
}

const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

test("the same options give the same bytes, another seed gives others", () => {
  const first = hash(write("first"));
  expect(hash(write("again", { seed: 1 }))).toBe(first);
  expect(hash(write("other", { seed: 2 }))).not.toBe(first);
  expect(statSync(join(folder, "first.gguf")).size).toBeLessThan(1_100_000);
});

test("an impossible width is refused", () => {
  expect(() => write("narrow", { width: 100 })).toThrow("multiple of 64");
});

describe("in node-llama-cpp", () => {
  let facts: Record<string, ChatFacts> = {};
  beforeAll(async () => {
    const models: Record<string, TinyChatModelOptions> = {
      plain: {},
      q8_0: { quantisation: "q8_0", seed: 3 },
      bytes: { text: "bytes" },
      short: { answerLength: 30 },
      thinks: { thinks: true },
      tools: { callsTools: true },
    };
    const answers = await runChild<ChatFacts>(
      "chat",
      Object.entries(models).map(([name, options]) => write(name, options)),
    );
    facts = Object.fromEntries(Object.keys(models).map((name, index) => [name, answers[index] as ChatFacts]));
  }, SLOW_MS);
  const of = (name: string): ChatFacts => {
    const found = facts[name];
    if (found === undefined) throw new Error(`nothing is known of ${name}`);
    return found;
  };

  test(
    "its own template is chosen; without one, another format",
    async () => {
      const facts = await runChild<ResolveFacts>("resolve", [
        write("with"),
        write("without", { template: "" }),
      ]);
      expect(facts).toEqual([{ wrapper: "JinjaTemplate" }, { wrapper: "General" }]);
    },
    SLOW_MS,
  );

  test("its template renders every kind of message", () => {
    expect(of("plain").rendered).toBe(
      [
        "<|endoftext|><|im_start|>system<|im_sep|>Be brief.\n\nFunctions:",
        '{"type": "function", "function": {"name": "get_weather", "description": "The weather", "parameters": {"type": "object", "properties": {"days": {"type": "integer"}}}}}',
        "To call one, write a tool call with its name and its arguments as JSON.<|im_end|>",
        "<|im_start|>user<|im_sep|>Will it rain?<|im_end|>",
        '<|im_start|>assistant<|im_sep|><tool_call>{"name": "get_weather", "arguments": {"days": 2}}</tool_call><|im_end|>',
        '<|im_start|>tool<|im_sep|>{"rain": true}<|im_end|>',
        "<|im_start|>assistant<|im_sep|>Yes.<|im_end|>",
        "<|im_start|>user<|im_sep|>Thanks<|im_end|>",
        "<|im_start|>assistant<|im_sep|>",
      ].join("\n"),
    );
  });

  test.each(["plain", "q8_0"])(
    "%s: readable answers that end by themselves, also at temperature 0",
    (name) => {
      for (const { text, stopReason, tokens } of of(name).answers) {
        expect(stopReason).toBe("eogToken");
        expect(tokens).toBeGreaterThan(60);
        expect(tokens).toBeLessThan(250);
        expect(text).not.toContain("\uFFFD");
        expect(text).toMatch(/^[A-Z][\p{L}\p{N}\p{P}\p{S}\p{Emoji} \n]*$/u);
      }
    },
  );

  test("the same seed gives the same answer; temperature changes it", () => {
    const [greedy, warm, again] = of("plain").answers.map(({ text }) => text);
    expect(again).toBe(warm);
    expect(warm).not.toBe(greedy);
  });

  test("the length of answers can be chosen", () => {
    for (const { tokens } of of("short").answers) expect(tokens).toBeLessThan(60);
  });

  test("a model of bytes writes what is not UTF-8", () => {
    expect(of("bytes").answers.some(({ text }) => text.includes("\uFFFD"))).toBe(true);
  });

  test("a model that thinks says its thought first", () => {
    for (const { thought, text } of of("thinks").answers) {
      expect(thought.length).toBeGreaterThan(30);
      expect(text.length).toBeGreaterThan(30);
      expect(text).not.toContain("think>");
    }
  });

  test("a model that calls tools calls the one it is offered", () => {
    for (const { calls } of of("tools").answers) {
      expect(calls).toEqual([{ name: "get_weather", params: { days: expect.any(Number) } }]);
    }
  });
});
