import { expect, test } from "vitest";
import type { Provider } from "../../api/providers.ts";
import { eachOnce, keptModels, modelsThatFit, readModelSearch } from "./model-filter.ts";

const model = (id: string) => ({ id, owned_by: "somebody" });
const provider = (name: string, type: string): Provider => ({
  name,
  type,
  origin: null,
  key: { from: "nowhere", set: false, set_at: null, misplaced: false },
});

const providers = [provider("openai", "openai-compatible"), provider("local", "llama")];
const all = ["chat", "gpt-5-mini", "openai/gpt-5-mini", "a/b/c", "local/a/b/c"].map(model);
const ids = (models: readonly { readonly id: string }[]) => models.map(({ id }) => id);

test("the address says what is looked for, and nothing that is no word", () => {
  expect(readModelSearch({ q: "x", provider: "", other: 1 })).toEqual({ q: "x" });
  expect(readModelSearch({ q: 3, provider: "p" })).toEqual({ provider: "p" });
});

test("models are found by a part of their name and by their provider", () => {
  expect(ids(modelsThatFit(all, { q: "MINI" }))).toEqual(["gpt-5-mini", "openai/gpt-5-mini"]);
  expect(ids(modelsThatFit(all, { provider: "local" }))).toEqual(["local/a/b/c"]);
  expect(modelsThatFit(all, {})).toHaveLength(all.length);
});

test("each model is told once, and names of the settings stay", () => {
  expect(ids(eachOnce(all, providers))).toEqual(["chat", "openai/gpt-5-mini", "local/a/b/c"]);
  expect(eachOnce(all, [])).toHaveLength(all.length);
});

test("only what is kept here can be removed", () => {
  expect(ids(keptModels(all, providers))).toEqual(["local/a/b/c"]);
});
