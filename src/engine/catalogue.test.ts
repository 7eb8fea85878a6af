import { describe, expect, test } from "vitest";
import type { Provider, ProviderModel } from "../spec/provider.ts";
import { createCatalogue, type ModelAlias } from "./catalogue.ts";
import type { ModelLists } from "./model-lists.ts";
import { scripted } from "./route.fixture.ts";

const provider = (name: string, ...models: ProviderModel[]): Provider => scripted(name, { models }).provider;

const fetched = (lists: Readonly<Record<string, readonly ProviderModel[]>>): ModelLists => ({
  of: (name) => lists[name] ?? [],
  find: (name, model) => lists[name]?.find(({ id }) => id === model),
  refresh: () => undefined,
  read: () => Promise.resolve(),
});

const others: ModelAlias = { name: "*", targets: [{ provider: "b" }] };

const ways = (catalogue: ReturnType<typeof createCatalogue>, name: string) =>
  catalogue.planOf(name)?.targets.map((target) => target.name);

describe("a name", () => {
  const providers = [provider("a", { id: "own" }, { id: "chat" }), provider("b")];

  test("is an alias, then provider/model, then a model that is listed, then any other name", () => {
    const aliases: readonly ModelAlias[] = [
      { name: "chat", targets: [{ provider: "b", model: "y" }] },
      others,
    ];
    const catalogue = createCatalogue(providers, aliases, { lists: fetched({ b: [{ id: "new" }] }) });
    expect(ways(catalogue, "chat")).toEqual(["b/y"]);
    expect(ways(catalogue, "a/chat")).toEqual(["a/chat"]);
    expect(ways(catalogue, "own")).toEqual(["a/own"]);
    expect(ways(catalogue, "some/thing")).toEqual(["b/some/thing"]);
    expect(ways(catalogue, "a/")).toEqual(["b/a/"]);
  });

  test("that only a list knows leads there, and never depends on the list where another rule holds", () => {
    const lists = fetched({ a: [{ id: "new" }], b: [{ id: "new" }] });
    expect(ways(createCatalogue(providers, [], { lists }), "new")).toEqual(["a/new"]);
    expect(ways(createCatalogue(providers, [others], { lists }), "new")).toEqual(["b/new"]);
    expect(ways(createCatalogue(providers, []), "new")).toBeUndefined();
  });

  test("that is unknown has the lists read anew, in the background", () => {
    let refreshed = 0;
    const lists = { ...fetched({}), refresh: () => refreshed++ };
    const catalogue = createCatalogue(providers, [], { lists });
    catalogue.planOf("a/x");
    catalogue.planOf("own");
    expect(refreshed).toBe(0);
    expect(catalogue.planOf("nobody")).toBeUndefined();
    expect(refreshed).toBe(1);
  });

  test("keeps its health from call to call, also when more names come than are kept", () => {
    const catalogue = createCatalogue([provider("a")], []);
    const [before] = catalogue.planOf("a/x")?.targets ?? [];
    for (let i = 0; i < 3_000; i++) catalogue.planOf(`a/m${i}`);
    const [after] = catalogue.planOf("a/x")?.targets ?? [];
    expect(after?.endpoint).toBe(before?.endpoint);
  });
});

test("endpoints are one target to whoever asks what a name stands for", () => {
  const two = [provider("a"), provider("a")];
  const traits = new Map(two.map((one, at) => [one, { label: String(at + 1), weight: at + 1 }]));
  const catalogue = createCatalogue(
    two,
    [{ name: "chat", targets: [{ provider: "a", model: "x", weight: 6 }] }],
    { traits },
  );
  expect(catalogue.resolve("chat")).toHaveLength(1);
  expect(catalogue.planOf("chat")?.targets.map(({ name, weight }) => [name, weight])).toEqual([
    ["a/x#1", 2],
    ["a/x#2", 4],
  ]);
});

describe("the list", () => {
  const prices = {
    version: "test",
    priceOf: (_provider: string, model: string) => (model === "x" ? { input: 1_000_000 } : undefined),
    outputLimitOf: (_provider: string, model: string) => (model === "x" ? 4_096 : undefined),
  };

  test("has what a provider says, and what the price list knows", () => {
    const catalogue = createCatalogue(
      [provider("a", { id: "x", contextTokens: 8_000, abilities: ["tools"] })],
      [],
      { prices },
    );
    const figures = {
      contextTokens: 8_000,
      outputTokens: 4_096,
      abilities: ["tools"],
      price: { input: 1_000_000 },
    };
    expect(catalogue.list()).toEqual([
      { id: "x", ownedBy: "a", ...figures },
      { id: "a/x", ownedBy: "a", ...figures },
    ]);
  });

  test("shows a name alone only where it leads there", () => {
    const lists = fetched({ a: [{ id: "x" }, { id: "y" }], b: [{ id: "y" }] });
    const both = [provider("a"), provider("b")];
    const ids = (aliases: readonly ModelAlias[]) =>
      createCatalogue(both, aliases, { lists })
        .list()
        .map(({ id }) => id);
    expect(ids([])).toEqual(["x", "a/x", "y", "a/y", "b/y"]);
    expect(ids([others])).toEqual(["a/x", "a/y", "y", "b/y"]);
    // Every name that is shown leads to a model of that name, and to its provider.
    const odd = fetched({ a: [{ id: "b/z" }, { id: "own" }, { id: "c/z" }], b: [{ id: "c/z" }] });
    const three = [provider("a"), provider("b"), provider("d", { id: "own" })];
    for (const aliases of [[], [others]]) {
      const catalogue = createCatalogue(three, aliases, { lists: odd });
      for (const { id, ownedBy } of catalogue.list()) {
        const [target] = catalogue.planOf(id)?.targets ?? [];
        expect([id, target?.provider.name]).toEqual([id, ownedBy]);
        expect([target?.model, `${ownedBy}/${target?.model}`]).toContain(id);
      }
    }
  });

  test("a name of the settings: the most that one of its targets holds, and what is known of each", () => {
    const a = provider("a", { id: "x", contextTokens: 8_000, abilities: ["tools"] });
    const b = provider("b", { id: "y", contextTokens: 32_000, abilities: ["images"] });
    const of = (...targets: ModelAlias["targets"]) =>
      createCatalogue([a, b], [{ name: "chat", targets }], { prices })
        .list()
        .find(({ id }) => id === "chat");
    expect(of({ provider: "a", model: "x" }, { provider: "b", model: "y" })).toEqual({
      id: "chat",
      ownedBy: "parley",
      contextTokens: 32_000,
      abilities: ["tools", "images"],
    });
    expect(of({ provider: "a", model: "x" })).toMatchObject({
      price: { input: 1_000_000 },
      outputTokens: 4_096,
    });
    expect(of({ provider: "a", model: "x" }, { provider: "b", model: "unknown" })).toEqual({
      id: "chat",
      ownedBy: "parley",
    });
    expect(of({ provider: "b", model: "unknown", contextTokens: 900, abilities: [] })).toMatchObject({
      contextTokens: 900,
      abilities: [],
    });
  });
});
