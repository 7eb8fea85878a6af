import { expect, test } from "vitest";
import type { MemoryChoice } from "../../spec/memory.ts";
import type { Provider } from "../../spec/provider.ts";
import { createCatalogue } from "../catalogue.ts";
import { chooseMemory, type MemorySettings } from "./memory-choice.ts";

const provider = (name: string, models: Provider["models"]): Provider => ({
  name,
  models,
  generate: () => {
    throw new TypeError("nobody asks");
  },
  embed: () => {
    throw new TypeError("nobody asks");
  },
  listModels: () => Promise.resolve([]),
  close: () => Promise.resolve(),
});

const catalogue = createCatalogue(
  [
    provider("large", [{ id: "l", contextTokens: 100_000, outputTokens: 8_000 }]),
    provider("small", [{ id: "s", contextTokens: 2_000 }, { id: "dark" }]),
  ],
  [
    {
      name: "both",
      targets: [
        { provider: "small", model: "dark" },
        { provider: "large", model: "l" },
        { provider: "small", model: "s" },
      ],
    },
  ],
);

function choose(
  model: string,
  settings: MemorySettings = {},
  asked?: MemoryChoice,
  maxOutputTokens?: number,
) {
  return chooseMemory(
    { settings, rules: { memoryOf: () => ({}) }, catalogue },
    {
      principal: { projectId: "proj_1", name: "test" },
      model,
      options: maxOutputTokens === undefined ? {} : { maxOutputTokens },
      asked,
      conversation: {},
    },
  );
}

test("the budget is what the model holds less the bound of its answer", () => {
  expect(choose("l").budget).toBe(92_000);
  expect(choose("l", {}, undefined, 1_000).budget).toBe(99_000);
  expect(choose("s").budget).toBe(1_000);
  expect(choose("s", {}, undefined, 50_000).budget).toBe(256);
  // The first target of which it is known; one that holds less is passed over where it must be.
  expect(choose("both").budget).toBe(92_000);
  expect(choose("dark")).toEqual({
    policy: "recall",
    policyBy: "default",
    budget: 32_000,
    budgetBy: "default",
  });
});

test("a bound that somebody sets holds, as far as the model does", () => {
  const settings = {
    contextTokens: 50_000,
    memoryOfModels: { l: { maxTokens: 7_000 }, "*": { policy: "error" } },
  } as const;
  expect(choose("dark", settings)).toMatchObject({ budget: 50_000, budgetBy: "settings", policyBy: "model" });
  expect(choose("s", settings).budget).toBe(1_000);
  expect(choose("l", settings)).toEqual({
    policy: "recall",
    policyBy: "default",
    budget: 7_000,
    budgetBy: "model",
  });
  expect(choose("l", { ...settings, memoryPolicy: "summarize" }, { maxTokens: 80_000 })).toEqual({
    policy: "summarize",
    policyBy: "settings",
    budget: 80_000,
    budgetBy: "request",
  });
  // A caller may call a model what it likes, also like something that every object has.
  expect(choose("constructor", { memoryOfModels: {} }).policyBy).toBe("default");
});
