import { expect, test } from "vitest";
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
