import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { aliasOf, asking, routeWorld, scripted, twoTargets, wayOf } from "./route.fixture.ts";

describe("endpoints", () => {
  const three = () => {
    const ways = [scripted("a"), scripted("a"), scripted("a")];
    const traits = new Map(
      ways.map(({ provider }, at) => [provider, { label: `e${at + 1}`, region: at === 2 ? "eu" : "us" }]),
    );
    return { ways, traits };
  };

  test("one that fails is relieved by another, each with its own health", async () => {
    const { ways, traits } = three();
    const { run, attempts } = routeWorld(ways, [], { traits, random: () => 0.5 });
    for (const one of ways.slice(0, 2)) one.script = [new ParleyError("upstream_credentials")];
    expect(wayOf(await run("a/x"))).toBe(
      "a/x#e3; first; 3 considered; a/x#e1: upstream_credentials; a/x#e2: upstream_credentials; 3 attempts",
    );
    expect(wayOf(await run("a/x"))).toBe("a/x#e3; first; 3 considered; 2 cooling; 1 attempt");
    expect(new Set(attempts.map(({ provider }) => provider))).toEqual(new Set(["a"]));
  });

  test("their regions", async () => {
    const { ways, traits } = three();
    const { run } = routeWorld(ways, [], { traits });
    expect(wayOf(await run("a/x", { region: "eu" }))).toMatch(
      /^a\/x#e3; first; 3 considered; skipped a\/x#e1: in region us;/,
    );
  });

  test("together they have their target's weight", async () => {
    const { ways, traits } = three();
    const b = scripted("b");
    let seed = 0;
    const { run } = routeWorld([...ways, b], aliasOf(twoTargets, { strategy: "weighted" }), {
      traits,
      random: () => (seed += 0.618_033_988_75) % 1,
    });
    for (let i = 0; i < 1_000; i++) await run("chat");
    expect(b.asked.length).toBeGreaterThan(400);
    expect(b.asked.length).toBeLessThan(600);
  });
});

describe("sticky calls", () => {
  const ways = () => Array.from({ length: 5 }, () => scripted("a"));
  const labelled = (all: readonly ReturnType<typeof scripted>[]) =>
    new Map(all.map(({ provider }, at) => [provider, { label: String(at + 1) }]));
  const visited = (all: readonly ReturnType<typeof scripted>[]) =>
    all.filter(({ asked }) => asked.length > 0).length;

  test("calls with the same cache key go the same way; others are spread", async () => {
    const all = ways();
    let seed = 0;
    const { run } = routeWorld(all, [], {
      traits: labelled(all),
      random: () => (seed += 0.618_033_988_75) % 1,
    });
    for (let i = 0; i < 20; i++) await run("a/x", asking({ cacheKey: "k" }));
    expect(visited(all)).toBe(1);
    expect(wayOf(await run("a/x", asking({ cacheKey: "k" })))).toMatch(
      /; first, sticky; 5 considered; 1 attempt$/,
    );
    for (let i = 0; i < 50; i++) await run("a/x", asking({}));
    expect(visited(all)).toBe(5);
  });

  test("a chat request's key is read as it came", async () => {
    const all = ways();
    let seed = 0;
    const { run } = routeWorld(all, [], {
      traits: labelled(all),
      random: () => (seed += 0.618_033_988_75) % 1,
    });
    const body = { model: "a/x", messages: [], prompt_cache_key: "k" };
    const source = {
      dialect: "chat",
      bytes: Buffer.from(JSON.stringify(body)),
      body,
      includeUsage: false,
    } as const;
    for (let i = 0; i < 20; i++) await run("a/x", { source });
    expect(visited(all)).toBe(1);
  });

  test.each([
    ["conversation", { cacheKey: "k" }, 5],
    ["cache-key", { cacheKey: "k" }, 1],
    ["off", { cacheKey: "k" }, 5],
  ] as const)("%s", async (sticky, options, places) => {
    const all = ways();
    let seed = 0;
    const { run } = routeWorld(all, aliasOf([{ provider: "a" }], { sticky }), {
      traits: labelled(all),
      random: () => (seed += 0.618_033_988_75) % 1,
    });
    for (let i = 0; i < 50; i++) await run("chat", asking(options));
    expect(visited(all)).toBe(places);
  });

  test("by conversation", async () => {
    const all = ways();
    const { run } = routeWorld(all, aliasOf([{ provider: "a" }], { sticky: "conversation" }), {
      traits: labelled(all),
    });
    for (let i = 0; i < 20; i++) await run("chat", { conversationId: "conv_1" });
    expect(visited(all)).toBe(1);
    for (let i = 0; i < 50; i++) await run("chat", { conversationId: `conv_${i}` });
    expect(visited(all)).toBe(5);
  });
});

test("names that callers make up do not wash away what is known of the settings' models", async () => {
  const [a, b] = [scripted("a"), scripted("b")];
  const { run } = routeWorld([a, b], aliasOf(twoTargets));
  a.script = [new ParleyError("upstream_credentials")];
  await run("chat");
  for (let i = 0; i < 1_100; i++) await run(`b/made-up-${i}`);
  expect(wayOf(await run("chat"))).toBe("b/y; first; 2 considered; 1 cooling; 1 attempt");
});

test("what is too long for one target may fit into another", async () => {
  const [a, b] = [scripted("a"), scripted("b")];
  const { run } = routeWorld([a, b], aliasOf(twoTargets));
  a.script = [new ParleyError("context_length_exceeded", { raw: { status: 400 } })];
  expect(wayOf(await run("chat"))).toContain("b/y");
});
