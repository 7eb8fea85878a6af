import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBoundedJson } from "../../lib/bounded-json.ts";
import { attemptOf, sourceOf } from "./anthropic.fixture.ts";
import { sourceBody } from "./source-body.ts";

/** The caller's body as the HTTP floor hands it over. */
function source(text: string) {
  const { span } = parseBoundedJson(Buffer.from(text), { depth: 64, values: 10_000 }, "model");
  return sourceOf(text, span);
}

test("only the model changes", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (rest, indent) => {
      const body = { ...rest, max_tokens: 5, model: "mine", messages: [] };
      const text = JSON.stringify(body, null, indent);
      const sent = sourceBody(attemptOf(), source(text)).toString();
      const [start, end] = source(text).modelSpan ?? [0, 0];
      expect(sent).toBe(splice(text, start, end));
      expect(JSON.parse(sent)).toEqual(JSON.parse(JSON.stringify({ ...body, model: "claude-opus-4-8" })));
    }),
  );
});

function splice(text: string, start: number, end: number): string {
  const bytes = Buffer.from(text);
  return Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(`"claude-opus-4-8"`),
    bytes.subarray(end),
  ]).toString();
}

test("untouched bytes stay untouched: unusual numbers and spaces survive", () => {
  const text = ` { "temperature" : 1.0e0, "model":"mine","max_tokens":1,"messages":[],"x":12345678901234567890 }`;
  expect(sourceBody(attemptOf(), source(text)).toString()).toBe(text.replace(`"mine"`, `"claude-opus-4-8"`));
});

test.each<[{ outputTokens?: number; model?: string }, number]>([
  [{ outputTokens: 77 }, 77],
  [{}, 32_000],
  [{ model: "claude-3-haiku-20240307" }, 4_096],
])("a bound that the caller left out is put in: %j", (attempt, bound) => {
  const text = `{"model":"mine","messages":[]}`;
  const sent = sourceBody(attemptOf({}, attempt), source(text)).toString();
  expect(sent).toBe(`{"max_tokens":${bound},"model":"${attempt.model ?? "claude-opus-4-8"}","messages":[]}`);
});

test("the caller's own bound stays", () => {
  const text = `{"model":"mine","max_tokens":9,"messages":[]}`;
  const sent = sourceBody(attemptOf({}, { outputTokens: 77 }), source(text)).toString();
  expect(JSON.parse(sent)).toEqual({ model: "claude-opus-4-8", max_tokens: 9, messages: [] });
});

test("a model named twice is sent once", () => {
  const sent = sourceBody(
    attemptOf({}, { outputTokens: 7 }),
    source(`{"model":"a","model":"b","messages":[]}`),
  ).toString();
  expect(sent).toBe(`{"model":"claude-opus-4-8","messages":[],"max_tokens":7}`);
});
