import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askModel } from "./ask-model.ts";
import { checkAnswer } from "./check-answer.ts";
import { type GateResult, scoreOf, type Result } from "./gates.ts";
import { makeCases } from "./make-cases.ts";

const root = join(import.meta.dirname, "..", "..");
const file = join(root, "model", "best", "parley-demo.gguf");
const record = JSON.parse(readFileSync(file.replace(/\.gguf$/, ".json"), "utf8")) as {
  readonly sha256: string;
  readonly passed: boolean;
  readonly gates: readonly GateResult[];
};

test("the model, its record and its card belong together", () => {
  expect(createHash("sha256").update(readFileSync(file)).digest("hex")).toBe(record.sha256);
  const card = readFileSync(join(root, "docs", "demo-model.md"), "utf8");
  expect(card).toContain(record.sha256);
  for (const { name, reached, passed } of record.gates)
    expect(card).toMatch(
      new RegExp(`\\| ${name} \\|.*\\| ${reached}% \\| ${passed ? "yes" : "\\*\\*no\\*\\*"} \\|`),
    );
  expect(record.passed).toBe(record.gates.every(({ passed }) => passed));
});

/** One question in so many: enough to notice a model that is another one, or an answer that is read wrongly. */
const every = 7;

/** In percent. A sample of seventy is off by less than twice its deviation of six. */
const leeway = 13;

test("a sample of the frozen evaluation goes as the record says", { timeout: 120_000 }, async () => {
  const held = makeCases().filter(({ topic }) => !topic.endsWith("by hand"));
  const sample = held.filter((_, index) => index % every === 0);
  const results: Result[] = [];
  await askModel(file, sample, (asked, answer) => {
    results.push({ asked, text: answer.text, right: checkAnswer(asked, answer) });
  });
  const { right, of } = scoreOf(results, [...new Set(sample.map(({ topic }) => topic))]);
  expect(of).toBe(sample.length);
  const told = record.gates.find(({ name }) => name === "all held-out phrasings and values")?.reached ?? 0;
  expect((100 * right) / of).toBeGreaterThan(told - leeway);
  expect((100 * right) / of).toBeLessThan(told + leeway);
});
