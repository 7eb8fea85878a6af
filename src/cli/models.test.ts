import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

const yaml = `
providers:
  local: { type: openai-compatible, baseUrl: http://127.0.0.1:9/v1, models: [tiny], contextTokens: 8192 }
models:
  chat: { targets: [{ provider: local, model: tiny }, { provider: rehearsal, model: rehearsal }] }
  "*": { targets: [{ provider: local }] }
`;

test("lists aliases, models and provider/model, with what they lead to", async () => {
  const world = new World({ yaml });
  expect(await world.run("models")).toBe(0);
  const lines = world.stdout.text.split("\n").map((line) => line.trim().split(/ {2,}/));
  expect(lines).toContainEqual(["MODEL", "LEADS TO", "CONTEXT"]);
  expect(lines).toContainEqual(["chat", "local/tiny, rehearsal/rehearsal", "128000"]);
  expect(lines).toContainEqual(["tiny", "local/tiny", "8192"]);
  expect(lines).toContainEqual(["local/tiny", "local/tiny", "8192"]);
  expect(world.stderr.text).toBe("\nCalls that name no model go to chat.\nAny other name leads to local.\n");
});

test("the same as JSON", async () => {
  const world = new World({ yaml });
  expect(await world.run("models", "--json")).toBe(0);
  const { default: defaultModel, models } = world.stdout.json() as { default: string; models: unknown[] };
  expect(defaultModel).toBe("chat");
  const targets = ["local/tiny", "rehearsal/rehearsal"];
  expect(models).toContainEqual({ id: "chat", provider: "local", targets, context_tokens: 128_000 });
  expect(models).toContainEqual({
    id: "local/tiny",
    provider: "local",
    targets: ["local/tiny"],
    context_tokens: 8192,
  });
  expect(world.stderr.text).toBe("");
});

test("needs no data folder", async () => {
  const world = new World();
  expect(await world.run("models")).toBe(0);
  expect(world.stdout.text).toContain("rehearsal");
  expect(existsSync(world.data)).toBe(false);
});
