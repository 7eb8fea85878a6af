import { afterAll, expect, test } from "vitest";
import { createSchemaChecker } from "./schema-checker.ts";

const checker = createSchemaChecker();
afterAll(() => checker.close());

const person = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer", minimum: 0 } },
  required: ["name", "age"],
  additionalProperties: false,
};

test("what fits has no faults", async () => {
  expect(await checker.check(person, { name: "Ada", age: 36 })).toEqual([]);
  expect(await checker.check(true, [1])).toEqual([]);
});

test("what does not fit is told with its place", async () => {
  const faults = await checker.check(
    { type: "object", properties: { list: { items: person } } },
    {
      list: [{ name: "Ada", age: "36" }],
    },
  );
  expect(faults).toHaveLength(1);
  expect(faults?.[0]).toContain("#/list/0/age");
});

test("at most five faults are told", async () => {
  const faults = await checker.check({ items: { type: "string" } }, [1, 2, 3, 4, 5, 6, 7]);
  expect(faults).toHaveLength(5);
});

test("definitions and references are followed", async () => {
  const tree = {
    $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
    $ref: "#/$defs/node",
  };
  expect(await checker.check(tree, { next: { next: {} } })).toEqual([]);
  expect(await checker.check(tree, { next: { next: 1 } })).not.toEqual([]);
});

test.each([{ $ref: "#/nowhere" }, { type: "string", pattern: "(" }])(
  "a schema that is none cannot be judged by: %j",
  async (schema) => {
    expect(await checker.check(schema, "a")).toBeUndefined();
  },
);

test("a pattern that takes for ever is given up, and the next check is answered", async () => {
  const slow = checker.check({ type: "string", pattern: "^(a+)+$" }, `${"a".repeat(60)}!`);
  const after = checker.check(person, { name: "Ada", age: 36 });
  expect(await slow).toBeUndefined();
  expect(await after).toEqual([]);
});

test("a closed checker says so, also to who waits", async () => {
  const own = createSchemaChecker();
  const waiting = own.check(person, {});
  await Promise.all([own.close(), expect(waiting).rejects.toMatchObject({ code: "shutting_down" })]);
  await expect(own.check(person, {})).rejects.toMatchObject({ code: "shutting_down" });
});
