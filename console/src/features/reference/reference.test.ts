import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Served, serveScripted } from "../../../../src/http/serving.fixture.ts";
import type { ApiDocument } from "../../api/openapi.ts";
import { addressOf, curlOf, findOperations, headersOf, type Operation, operationsOf } from "./operations.ts";
import { exampleOf, rowsOf } from "./schema-rows.ts";

let served: Served;
let operations: readonly Operation[];
beforeAll(async () => {
  served = await serveScripted();
  operations = operationsOf((await (await fetch(`${served.url}/openapi.json`)).json()) as ApiDocument);
});
afterAll(() => served.close());

const operation = (method: string, path: string): Operation => {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (found === undefined) throw new Error(`there is no ${method} ${path}`);
  return found;
};

test("every operation has a name of its own, a summary and a tag", () => {
  expect(operations.length).toBeGreaterThan(50);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  for (const { summary, tag } of operations) expect([summary, tag]).not.toContain("");
});

test("all shapes can be drawn, and none without end", () => {
  for (const { body, answer } of operations) {
    for (const schema of [body, answer]) {
      if (schema === undefined) continue;
      const rows = rowsOf(schema);
      expect(rows.length).toBeLessThanOrEqual(400);
      for (const { type } of rows) expect(type).not.toBe("");
      expect(JSON.stringify(exampleOf(schema))).toBeTypeOf("string");
    }
  }
});

test("members are told with their types, bounds and what they are for", () => {
  const { body } = operation("POST", "/v1/conversations/{id}/context");
  const rows = rowsOf(body ?? {});
  expect(rows.find(({ path }) => path.join(".") === "max_tokens")).toMatchObject({
    required: false,
    type: expect.stringMatching(/integer \(1…\d+\)/) as string,
    description: expect.stringContaining("Bound of the context") as string,
  });
  const completions = rowsOf(operation("POST", "/v1/chat/completions").body ?? {});
  expect(completions.find(({ path }) => path.join(".") === "messages")?.required).toBe(true);
  expect(completions.some(({ path }) => path.join(".").startsWith("messages[]."))).toBe(true);
});

test("a shape within itself is drawn once", () => {
  const rows = rowsOf({
    $defs: {
      node: { type: "object", properties: { value: { type: "string" }, next: { $ref: "#/$defs/node" } } },
    },
    $ref: "#/$defs/node",
  });
  expect(rows.map(({ path }) => path.join("."))).toEqual(["value", "next"]);
});

test("a search needs all of its words", () => {
  const found = [...findOperations(operations, "post CHAT").values()].flat();
  expect(found.map(({ path }) => path)).toContain("/v1/chat/completions");
  expect(found.every(({ method }) => method === "POST")).toBe(true);
  expect(findOperations(operations, "no such word").size).toBe(0);
  expect([...findOperations(operations, "").values()].flat()).toHaveLength(operations.length);
});

test("what is filled in becomes an address, headers and a command that a shell hands on as it is", () => {
  const list = operation("GET", "/v1/conversations/{id}/items");
  const filled = { parameters: { id: "a/b?c", limit: " 5 ", order: "" }, body: "" };
  expect(addressOf(list, filled)).toBe("/v1/conversations/a/b%3Fc/items?limit=5");
  const chat = operation("POST", "/v1/chat/completions");
  const body = `{"model": "m", "messages": [{"role": "user", "content": "it's $HOME"}]}`;
  const asked = { parameters: { "Idempotency-Key": "one two" }, body };
  expect(headersOf(chat, asked)).toEqual({ "Idempotency-Key": "one two" });
  const command = curlOf(chat, asked, "http://127.0.0.1:4242").replace(/^curl /, "printf '%s\\n' ");
  const words = execFileSync("sh", ["-c", command], { encoding: "utf8", env: { OPENAI_API_KEY: "k" } }).split(
    "\n",
  );
  expect(words).toEqual([
    "http://127.0.0.1:4242/v1/chat/completions",
    "-X",
    "POST",
    "-H",
    "Authorization: Bearer k",
    "-H",
    "Idempotency-Key: one two",
    "-H",
    "Content-Type: application/json",
    "-d",
    body,
    "",
  ]);
  expect(curlOf(operation("GET", "/healthz"), { parameters: {}, body: "" }, "http://h")).toBe(
    "curl 'http://h/healthz'",
  );
});
