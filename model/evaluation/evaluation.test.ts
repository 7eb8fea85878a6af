import { hashText } from "../../src/lib/seeded-random.ts";
import { expect, test } from "vitest";
import type { EvaluationCase } from "./case.ts";
import { topics } from "./case.ts";
import { checkAnswer, isRefusal } from "./check-answer.ts";
import { judge } from "./gates.ts";
import { makeCases } from "./make-cases.ts";
import { naturalBeyond } from "./natural-beyond.ts";
import { writeTables } from "./write-tables.ts";

const cases = makeCases();
const note = { bytes: 2_000_000, sha256: "00", parameters: 1_900_000, steps: 1, tokens: 1, hours: 0.1 };

test("the evaluation is frozen", () => {
  expect(cases).toEqual(makeCases());
  // Whoever changes it on purpose changes this number, and measures every model anew.
  expect([cases.length, hashText(JSON.stringify(cases))]).toMatchSnapshot();
});

test("every topic has questions, and people's own are two hundred at least", () => {
  for (const topic of topics)
    expect(cases.filter((asked) => asked.topic === topic).length).toBeGreaterThan(9);
  expect(new Set(naturalBeyond).size).toBe(naturalBeyond.length);
  expect(naturalBeyond.length).toBeGreaterThanOrEqual(200);
});

/** An answer that is right, made from the check alone. */
function right({ check, tools }: EvaluationCase) {
  switch (check.type) {
    case "all":
      return { text: check.texts.join(" and "), calls: [] };
    case "any":
      return { text: check.texts[0] ?? "", calls: [] };
    case "refusal":
      return { text: "I am a small demo model and cannot know that.", calls: [] };
    case "call":
      return { text: "", calls: [{ name: check.name, arguments: JSON.stringify(check.arguments) }] };
    case "call-syntax": {
      const { name = "", parameters = [] } = tools[0] ?? {};
      return {
        text: "",
        calls: [
          { name, arguments: JSON.stringify(Object.fromEntries(parameters.map((each) => [each, "x"]))) },
        ],
      };
    }
    case "json":
      return { text: JSON.stringify(check.value), calls: [] };
  }
}

test("right answers pass all gates", () => {
  const results = cases.map((asked) => {
    const answer = right(asked);
    return { asked, text: answer.text || "call", right: checkAnswer(asked, answer) };
  });
  expect(results.filter((result) => !result.right)).toEqual([]);
  expect(judge(results).filter(({ passed }) => !passed)).toEqual([]);
  expect(writeTables(note, results)).toContain("It keeps all gates");
});

test("a model that always refuses, and one that says nothing, pass none of what matters", () => {
  for (const text of ["I am a small demo model and cannot know that.", ""]) {
    const results = cases.map((asked) => ({
      asked,
      text,
      right: checkAnswer(asked, { text, calls: [] }),
    }));
    const failed = judge(results)
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);
    expect(failed).toContain("told facts, 0 to 2 turns later");
    expect(failed).toContain(
      text === "" ? "out of domain by hand: says it cannot" : "false refusals in domain",
    );
    expect(writeTables(note, results)).toContain("it is not the default");
  }
});

test("no gate is passed without questions", () => {
  expect(judge([]).some(({ passed }) => passed)).toBe(false);
});

test.for([
  ["I am a small demo model and cannot know that.", true],
  ["I am only a small demo model, so I cannot answer that.", true],
  ["Ich bin ein kleines Demo-Modell und kann das nicht wissen.", true],
  ["I am a small demo model.", false],
  ["I cannot say.", false],
] as const)("%s is a refusal: %s", ([text, wanted]) => {
  expect(isRefusal(text)).toBe(wanted);
});

test("values are compared, not spellings of JSON", () => {
  const asked = { check: { type: "json", value: { name: "Ann", age: 7 } }, tools: [] } as const;
  expect(checkAnswer(asked, { text: '{"age":7,"name":"Ann"}', calls: [] })).toBe(true);
  expect(checkAnswer(asked, { text: '{"name":"Ann"}', calls: [] })).toBe(false);
  expect(checkAnswer(asked, { text: '{"name":"Ann","age":7', calls: [] })).toBe(false);
});
