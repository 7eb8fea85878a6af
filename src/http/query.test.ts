import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { integer } from "../lib/validate.ts";
import { ParleyError } from "../spec/errors.ts";
import { createQueryReader } from "./query.ts";

const read = createQueryReader(
  z.strictObject({
    start: integer(0, 100),
    name: z.string().optional(),
    ids: z.array(z.string().min(1)).max(3).optional(),
  }),
);

test.each([
  ["/x?start=5", { start: 5 }],
  ["/x?start=5&name=12", { start: 5, name: "12" }],
  ["/x?start=5&ids=a&ids=b", { start: 5, ids: ["a", "b"] }],
  ["/x?start=5&ids[]=a", { start: 5, ids: ["a"] }],
  ["/x?start=5&ids%5B%5D=a%20b&ids[1]=c", { start: 5, ids: ["a b", "c"] }],
])("%s", (url, query) => {
  expect(read(url)).toEqual(query);
});

test.each([
  ["/x", "missing_required_parameter", "start"],
  ["/x?", "missing_required_parameter", "start"],
  ["/x?start=", "invalid_type", "start"],
  ["/x?start=soon", "invalid_type", "start"],
  ["/x?start=1.5", "invalid_type", "start"],
  ["/x?start=-1", "integer_below_min_value", "start"],
  ["/x?start=101", "integer_above_max_value", "start"],
  ["/x?start=1&start=2", "invalid_type", "start"],
  ["/x?start=1&name[]=a", "unknown_parameter", "name[]"],
  ["/x?start=1&other=2", "unknown_parameter", "other"],
  ["/x?start=1&__proto__=2", "unknown_parameter", "__proto__"],
  ["/x?start=1&ids[]=", "empty_string", "ids[0]"],
  ["/x?start=1&ids=a&ids=b&ids=c&ids=d", "array_above_max_length", "ids"],
])("%s is refused as %s of %s", (url, code, param) => {
  expect(() => read(url)).toThrow(expect.objectContaining({ code, param }));
});

test("any query is read or refused with a sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        read(`/x?start=1&${text}`);
      } catch (error) {
        expect(error).toBeInstanceOf(ParleyError);
      }
    }),
  );
});
