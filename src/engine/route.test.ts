import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import {
  type Handling,
  type ParameterName,
  parameterNames,
  type ParameterTable,
} from "../spec/parameters.ts";
import type { ModelAlias } from "./catalogue.ts";
import { good, routeWorld, say, scripted, wayOf } from "./route.fixture.ts";

const table = (rows: Partial<Record<ParameterName, Handling>>): ParameterTable =>
  Object.fromEntries(
    parameterNames.map((name) => [name, rows[name] ?? { how: "mapped", as: name }]),
  ) as ParameterTable;

const alias = (targets: ModelAlias["targets"], rest: Partial<ModelAlias> = {}): readonly ModelAlias[] => [
  { name: "chat", targets, ...rest },
];

const ab = [
  { provider: "a", model: "x" },
  { provider: "b", model: "y" },
];

const asking = (options: GenerateOptions) =>
  ({ task: { kind: "generate", items: say({ type: "text", text: "hi" }), options } }) as const;

const image = {
  task: { kind: "generate", items: say({ type: "image", url: "data:," }), options: {} },
} as const;

describe("what is told of the way", () => {
  test("one target: known before the call", async () => {
    const { run, calls } = routeWorld([scripted("a")]);
    expect(wayOf(await run("a/x"))).toBe("a/x; first; 1 considered; 1 attempt");
    expect(calls).toMatchObject([
      {
        route: {
          chosen: "a/x",
          considered: ["a/x"],
          skipped: [],
          attempts: [{ target: "a/x" }],
          waitedMs: 0,
        },
      },
    ]);
  });

  test("a target that failed, one that was not fit, and how long it took; the cost of all attempts", async () => {
    const [a, b, c] = [scripted("a"), scripted("b"), scripted("c")];
    const prices = {
      "a/x": { input: 1_000_000, output: 2_000_000 },
      "b/y": { input: 1_000_000, output: 2_000_000 },
    };
    const { run, calls, attempts, time } = routeWorld(
      [a, b, c],
      alias([...ab, { provider: "c", model: "z", abilities: ["tools"] }]),
      { prices },
    );
    a.script = [() => (time.ms += 250), new ParleyError("upstream_overloaded", { raw: { status: 503 } })];
    expect(wayOf(await run("chat", image))).toBe(
      "b/y; first; 3 considered; skipped c/z: no images; a/x: upstream_overloaded; 2 attempts",
    );
    const [report] = calls;
    expect(report?.route).toMatchObject({
      strategy: "first",
      considered: ["a/x", "b/y"],
      skipped: [{ target: "c/z", why: "no images" }],
      chosen: "b/y",
      attempts: [{ target: "a/x", error: "upstream_overloaded" }, { target: "b/y" }],
      waitedMs: 250,
      costMicros: 2_000,
    });
    expect(attempts.map(({ target, costMicros }) => [target, costMicros])).toEqual([
      ["a/x", 0],
      ["b/y", 2_000],
    ]);
  });

  test("a call that fails says where it had been, and so does its record", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, calls } = routeWorld([a, b], alias(ab));
    a.script = [new ParleyError("upstream_timeout")];
    b.script = [new ParleyError("rate_limit_exceeded")];
    const text = "none; first; 2 considered; a/x: upstream_timeout; b/y: rate_limit_exceeded; 2 attempts";
    await expect(run("chat")).rejects.toMatchObject({ code: "rate_limit_exceeded", route: { text } });
    expect(calls).toMatchObject([{ outcome: "failed", route: { text } }]);
    expect(calls[0]?.route?.chosen).toBeUndefined();
  });

  test("an unknown price makes an unknown cost", async () => {
    const { run, calls } = routeWorld([scripted("a")]);
    await run("a/x");
    expect(calls[0]?.route?.costMicros).toBeUndefined();
  });

  test("printable ASCII and short, whatever the names are", async () => {
    const targets = Array.from({ length: 40 }, (_, at) => ({
      provider: "a",
      model: `modèle-${at}-${"x".repeat(40)}`,
      when: { images: true },
    }));
    const { run } = routeWorld([scripted("a")], alias([...targets, { provider: "a", model: "é" }]));
    const text = wayOf(await run("chat")) ?? "";
    expect(text).toMatch(/^a\/\?; first; 41 considered; skipped a\/mod\?le-0-/);
    expect(text.length).toBeLessThanOrEqual(500);
  });
});

describe("health", () => {
  test("a target that fails is tried last, and first again when it has cooled", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], alias(ab));
    a.script = [new ParleyError("rate_limit_exceeded", { retryAfterMs: 20_000 })];
    await run("chat");
    a.script = good;
    await run("chat");
    expect([a.asked.length, b.asked.length]).toEqual([1, 2]);
    time.ms += 20_000;
    expect(wayOf(await run("chat"))).toBe("a/x; first; 2 considered; 1 attempt");
  });

  test("last is not never", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run } = routeWorld([a, b], alias(ab));
    a.script = [new ParleyError("upstream_credentials")];
    await run("chat");
    a.script = good;
    b.script = [new ParleyError("upstream_failed")];
    expect(wayOf(await run("chat"))).toBe(
      "a/x; first; 2 considered; 1 cooling; b/y: upstream_failed; 2 attempts",
    );
  });

  test("trouble with one model says nothing of the others; a refused key does", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run } = routeWorld(
      [a, b],
      [
        { name: "one", targets: ab },
        {
          name: "two",
          targets: [
            { provider: "a", model: "other" },
            { provider: "b", model: "y" },
          ],
        },
      ],
    );
    a.script = [new ParleyError("rate_limit_exceeded")];
    await run("one");
    a.script = good;
    expect(wayOf(await run("two"))).toMatch(/^a\/other;/);
    a.script = [new ParleyError("upstream_credentials")];
    await run("two");
    a.script = good;
    expect(wayOf(await run("two"))).toMatch(/^b\/y;/);
  });

  test("a limit that an answer said to be used up", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run } = routeWorld([a, b], alias(ab));
    a.script = [
      ...good.slice(0, -1),
      { type: "end", upstreamLimits: [{ name: "requests", limit: 10, remaining: 0, resetMs: 3_000 }] },
    ];
    await run("chat");
    expect(wayOf(await run("chat"))).toMatch(/^b\/y;/);
  });

  test("what the caller did wrong, and a caller who leaves, cool nobody", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, engine, call } = routeWorld([a, b], alias(ab));
    a.script = [new ParleyError("upstream_rejected")];
    await expect(run("chat")).rejects.toMatchObject({ code: "upstream_rejected" });
    a.script = good;
    const stream = engine.run(call("chat"));
    await stream.next();
    await stream.return();
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
  });
});

describe("strategies", () => {
  test("least-busy: an answer under way counts until it ends, also when its reader leaves", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, engine, call } = routeWorld([a, b], alias(ab, { strategy: "least-busy" }));
    const open = engine.run(call("a/other"));
    await open.next();
    expect(wayOf(await run("chat"))).toMatch(/^b\/y;/);
    await open.return();
    const other = engine.run(call("b/other"));
    await other.next();
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
    await other.return();
  });

  test("fastest: measured by the first of the answer", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], alias(ab, { strategy: "fastest" }));
    a.script = [() => (time.ms += 400), ...good];
    b.script = [() => (time.ms += 100), ...good, () => (time.ms += 9_000)];
    await run("chat");
    await run("chat");
    expect([a.asked.length, b.asked.length]).toEqual([1, 1]);
    for (let i = 0; i < 5; i++) await run("chat");
    expect([a.asked.length, b.asked.length]).toEqual([1, 6]);
  });

  test("cheapest: by what this call is likely to cost", async () => {
    const prices = {
      "a/x": { input: 1_000_000, output: 1_000_000 },
      "b/y": { input: 100_000, output: 9_000_000 },
    };
    const { run } = routeWorld([scripted("a"), scripted("b")], alias(ab, { strategy: "cheapest" }), {
      prices,
    });
    const long = {
      task: { kind: "generate", items: say({ type: "text", text: "x".repeat(40_000) }), options: {} },
    } as const;
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
    expect(wayOf(await run("chat", long))).toMatch(/^b\/y;/);
  });

  test("weighted: chance comes from outside", async () => {
    const draws = [0.1, 0.9, 0.9, 0.1];
    const { run } = routeWorld([scripted("a"), scripted("b")], alias(ab, { strategy: "weighted" }), {
      random: () => draws.shift() ?? 0,
    });
    expect(wayOf(await run("chat"))).toMatch(/^a\/x; weighted;/);
    expect(wayOf(await run("chat"))).toMatch(/^b\/y; weighted;/);
  });
});

describe("conditions", () => {
  const only = async (target: Partial<ModelAlias["targets"][number]>, rest: object, model = "chat") => {
    const { run } = routeWorld(
      [scripted("a"), scripted("b")],
      alias([{ provider: "a", model: "x", ...target }, ...ab.slice(1)]),
    );
    return wayOf(await run(model, rest));
  };
  const tool = { tools: [{ type: "function", name: "f" }] } as const;
  const schema = { format: { type: "json_schema", name: "s", schema: {}, strict: true } } as const;

  test.each([
    ["images", { images: false }, image, "no images"],
    ["only images", { images: true }, {}, "only with images"],
    ["tools", { tools: false }, asking(tool), "no tools"],
    ["JSON schema", { jsonSchema: false }, asking(schema), "no JSON schema"],
    ["reasoning", { reasoning: true }, asking({ reasoningEffort: "none" }), "only with reasoning"],
    ["at least", { minTokens: 100 }, {}, "only from 100 tokens"],
    ["at most", { maxTokens: 100 }, asking({ maxOutputTokens: 200 }), "only up to 100 tokens"],
  ])("%s", async (_name, when, rest, why) => {
    expect(await only({ when }, rest)).toContain(`b/y; first; 2 considered; skipped a/x: ${why};`);
  });

  test("abilities from the provider's list, or from the settings instead", async () => {
    const listing = scripted("a", { models: [{ id: "x", abilities: [] }] });
    const { run } = routeWorld([listing, scripted("b")], alias(ab));
    expect(wayOf(await run("chat", asking(tool)))).toMatch(/^b\/y;/);
    const { run: told } = routeWorld(
      [listing, scripted("b")],
      alias([{ provider: "a", model: "x", abilities: ["tools"] }, ...ab.slice(1)]),
    );
    expect(wayOf(await told("chat", asking(tool)))).toMatch(/^a\/x;/);
  });

  test("what it holds: input and wanted output together", async () => {
    const long = asking({ maxOutputTokens: 300 });
    expect(await only({ contextTokens: 301 }, long)).toMatch(/^a\/x;/);
    expect(await only({ contextTokens: 300 }, long)).toContain("skipped a/x: holds 300 tokens of about 301;");
  });

  test("a region that the call demands", async () => {
    expect(await only({ region: "eu" }, { region: "eu" })).toContain(
      "a/x; first; 2 considered; skipped b/y: no region known",
    );
    expect(await only({ region: "us" }, {})).toMatch(/^a\/x;/);
    // Also where there is only one target: a demand is never just forgotten.
    await expect(only({}, { region: "eu" }, "b/y")).rejects.toMatchObject({
      code: "unsupported_by_provider",
    });
  });

  test("the highest price", async () => {
    const prices = { "a/x": { input: 3_000_000, output: 1 }, "b/y": { input: 2_000_000, output: 1 } };
    const maxPrice = { input: 2_000_000 };
    const { run } = routeWorld([scripted("a"), scripted("b")], alias(ab, { maxPrice }), { prices });
    expect(wayOf(await run("chat"))).toContain("b/y; first; 2 considered; skipped a/x: input above $2.00;");
    const { run: unknown } = routeWorld([scripted("a"), scripted("b")], alias(ab, { maxPrice }));
    await expect(unknown("chat")).rejects.toThrowError(
      "None of the targets of the model `chat` can take this call (a/x: price unknown; b/y: price unknown).",
    );
  });

  test("too long for all: the error that clients look for", async () => {
    const { run, calls } = routeWorld(
      [scripted("a"), scripted("b")],
      alias(ab.map((target) => ({ ...target, contextTokens: 300 }))),
    );
    await expect(run("chat", asking({ maxOutputTokens: 301 }))).rejects.toMatchObject({
      code: "context_length_exceeded",
      message: expect.stringContaining("a/x: holds 300 tokens of about 302; b/y:") as string,
    });
    expect(calls).toMatchObject([{ outcome: "failed", errorCode: "context_length_exceeded" }]);
  });
});

describe("tables of parameters", () => {
  const seedRefused = { how: "refused", why: "This model has no seed." } as const;
  const topKIgnored = { how: "ignored", why: "This model has no top_k." } as const;
  const picky = () => scripted("a", { parameters: table({ seed: seedRefused, top_k: topKIgnored }) });

  test("a refusal names parameter and reason, and nothing is sent", async () => {
    const a = picky();
    const { run, attempts } = routeWorld([a]);
    await expect(run("a/x", asking({ seed: 1 }))).rejects.toMatchObject({
      code: "unsupported_by_provider",
      param: "seed",
      message: "This model has no seed.",
    });
    expect([a.asked, attempts]).toEqual([[], []]);
  });

  test("another target that obeys takes the call", async () => {
    const { run } = routeWorld([picky(), scripted("b")], alias(ab));
    expect(wayOf(await run("chat", asking({ seed: 1 })))).toBe(
      "b/y; first; 2 considered; skipped a/x: no seed; 1 attempt",
    );
  });

  test("warnings are in the start, in the attempt's record and in the call's", async () => {
    const { run, attempts, calls } = routeWorld([picky()]);
    const [start] = await run("a/x", asking({ topK: 1, others: { magic: 1 } }));
    const warnings = [
      { param: "top_k", message: "This model has no top_k." },
      { param: "magic", message: "'magic' is not known to this provider and was not sent." },
    ];
    expect(start).toMatchObject({ type: "start", warnings });
    expect(attempts).toMatchObject([{ warnings }]);
    expect(calls).toMatchObject([{ route: { warnings } }]);
  });

  test("a target without a table has none", async () => {
    const { run } = routeWorld([scripted("a")]);
    const [start] = await run("a/x", asking({ topK: 1, others: { magic: 1 } }));
    expect(start).not.toHaveProperty("warnings");
  });
});

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
    const { run } = routeWorld([...ways, b], alias(ab, { strategy: "weighted" }), {
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
    const { run } = routeWorld(all, alias([{ provider: "a" }], { sticky }), {
      traits: labelled(all),
      random: () => (seed += 0.618_033_988_75) % 1,
    });
    for (let i = 0; i < 50; i++) await run("chat", asking(options));
    expect(visited(all)).toBe(places);
  });

  test("by conversation", async () => {
    const all = ways();
    const { run } = routeWorld(all, alias([{ provider: "a" }], { sticky: "conversation" }), {
      traits: labelled(all),
    });
    for (let i = 0; i < 20; i++) await run("chat", { conversationId: "conv_1" });
    expect(visited(all)).toBe(1);
    for (let i = 0; i < 50; i++) await run("chat", { conversationId: `conv_${i}` });
    expect(visited(all)).toBe(5);
  });
});
