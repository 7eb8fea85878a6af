import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ParleyError } from "../spec/errors.ts";
import { validate } from "./validate.ts";

const schema = z.strictObject({
  kind: z.string().optional(),
  message: z
    .discriminatedUnion("type", [
      z.looseObject({ type: z.literal("plain").optional(), text: z.string() }),
      z.looseObject({ type: z.literal("call"), name: z.string() }),
    ])
    .optional(),
});

function failure(value: unknown, whole?: string): ParleyError {
  try {
    validate(schema, value, whole);
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

test.each([
  [[], "an array"],
  [null, "null"],
  [5, "an integer"],
  ["{}", "a string"],
  [undefined, "nothing"],
])("what is wrong altogether has no path: %j", (value, got) => {
  const error = failure(value);
  expect(error).toMatchObject({ code: "invalid_type", param: undefined });
  expect(error.message).toBe(`The body must be an object, but got ${got} instead.`);
  expect(failure(value, "request").message).toBe(`The request must be an object, but got ${got} instead.`);
});

test("a member that is unknown, or wrong, is named", () => {
  expect(failure({ knid: "a" })).toMatchObject({ code: "unknown_parameter", param: "knid" });
  expect(failure({ kind: 5 })).toMatchObject({ code: "invalid_type", param: "kind" });
});

test("a variant that may be left out is not offered as a word", () => {
  expect(failure({ message: { type: "x" } }).message).toBe(
    `Invalid value for 'message.type': "x". Supported values are: 'plain', 'call'.`,
  );
  expect(failure({ message: {} })).toMatchObject({
    code: "missing_required_parameter",
    param: "message.text",
  });
});

test.each([
  [1, "'list' needs at least 1 entry."],
  [2, "'list' needs at least 2 entries."],
])("a list with fewer than %i entries is told how many it needs", (least, message) => {
  const lists = z.object({ list: z.array(z.string()).min(least) });
  expect(() => validate(lists, { list: [] })).toThrow(message);
});

describe("of the branches of a union, that which read most of a list says what is wrong", () => {
  const whole = z.array(z.int().min(0)).min(1).max(9);
  const input = z.union([z.string(), z.array(z.string()).min(1).max(3), whole, z.array(whole).min(1).max(3)]);
  const lists = z.object({ input: input.nullish() });
  test.each<[unknown, string, string]>([
    [["a", "b", "c", "d"], "array_above_max_length", "'input' has more than 3 entries."],
    [["a", 3], "invalid_type", "Invalid type for 'input[1]': expected a string, but got an integer instead."],
    [[3, "a"], "invalid_type", "Invalid type for 'input[1]': expected a number, but got a string instead."],
    [
      [1.5],
      "invalid_type",
      "Invalid type for 'input[0]': expected an integer, but got a decimal number instead.",
    ],
    [
      [[1], ["a"]],
      "invalid_type",
      "Invalid type for 'input[1][0]': expected a number, but got a string instead.",
    ],
    [[[1], [2], [3], [4]], "array_above_max_length", "'input' has more than 3 entries."],
    [{}, "invalid_type", "Invalid type for 'input': an object is not accepted here."],
  ])("%j", (value, code, message) => {
    expect(() => validate(lists, { input: value })).toThrow(expect.objectContaining({ code, message }));
  });
});
