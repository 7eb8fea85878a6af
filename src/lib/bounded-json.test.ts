import fc from "fast-check";
import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { parseBoundedJson } from "./bounded-json.ts";

const bounds = { depth: 64, values: 200_000 };
const parse = (text: string, member?: string) => parseBoundedJson(Buffer.from(text), bounds, member);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ParleyError) return error.code;
    throw error;
  }
  return "none";
}

test("agrees with JSON.parse on every valid text", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 10 }), (text) => {
      expect(parse(text).value).toEqual(JSON.parse(text));
    }),
  );
});

test("agrees with JSON.parse on whether a text is valid", () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), fc.nat(), (noise, json, at) => {
      const text = json.slice(0, at % (json.length + 1)) + noise;
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(codeOf(() => parse(text)) === "none").toBe(valid);
    }),
  );
});

test("finds the member's bytes, whatever stands around it", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(undefined, 1, "\t"),
      (others, value, indent) => {
        const object = { ...others, model: value, last: { model: "inner" } };
        const text = JSON.stringify(object, null, indent);
        const span = parse(text, "model").span;
        expect(span).toBeDefined();
        const bytes = Buffer.from(text);
        expect(JSON.parse(bytes.toString("utf8", span?.[0], span?.[1]))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      },
    ),
  );
});

test("says nothing about a member that is missing, or there twice, or written with escapes", () => {
  expect(parse(`{"a":{"model":1}}`, "model").span).toBeUndefined();
  expect(parse(`{"model":1,"model":2}`, "model").span).toBeUndefined();
  expect(parse(`{"model":1,"mod\\u0065l":2}`, "model").span).toBeUndefined();
  expect(parse(`["model",1]`, "model").span).toBeUndefined();
  expect(parse(`{"a":"model","model" : 7 }`, "model").span).toEqual([23, 24]);
});

test("depth and number of values are bounded", () => {
  expect(codeOf(() => parse("[".repeat(64) + "]".repeat(64)))).toBe("none");
  expect(codeOf(() => parse("[".repeat(65) + "]".repeat(65)))).toBe("json_too_deep");
  expect(codeOf(() => parse("[".repeat(4_000_000)))).toBe("json_too_deep");
  expect(codeOf(() => parse(`[${"1,".repeat(200_001)}1]`))).toBe("json_too_complex");
  expect(codeOf(() => parse(`"${"[".repeat(1000)}\\"${"[".repeat(1000)}"`))).toBe("none");
});

test("invalid UTF-8, a byte order mark and an empty body are invalid JSON", () => {
  expect(codeOf(() => parseBoundedJson(Buffer.from([0x22, 0xff, 0x22]), bounds))).toBe("invalid_json");
  expect(codeOf(() => parse("\ufeff{}"))).toBe("invalid_json");
  expect(codeOf(() => parse(""))).toBe("invalid_json");
});

test("many backslashes cost no more than their number", () => {
  const text = `{"a":"${"\\\\".repeat(500_000)}","b":"${'\\"'.repeat(500_000)}"}`;
  expect(codeOf(() => parse(text, "b"))).toBe("none");
});

test.each([
  ["", "it is empty"],
  [" \n", "it is empty"],
  ["\uFEFF{}", "it begins with a byte order mark. Leave that out"],
  ['{"a":', "it ends too early"],
  ['{"a":1,}', "unexpected text at character 7"],
  ['{"a":NaN}', "unexpected text at character 5"],
  ['{"ä\\"N":["None", -1e5, true, None]}', "unexpected text at character 29"],
  ["hello", "unexpected text at character 0"],
])("of %j it is said what is wrong, and nothing of it repeated", (text, said) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      code: "invalid_json",
      message: `We could not parse the JSON body of your request: ${said}.`,
    }),
  );
});
