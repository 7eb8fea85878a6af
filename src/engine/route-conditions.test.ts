import { describe, expect, test } from "vitest";
import type { ModelAlias } from "./catalogue.ts";
import { tableWith } from "./parameter-table.fixture.ts";
import { aliasOf, asking, image, routeWorld, say, scripted, twoTargets, wayOf } from "./route.fixture.ts";

describe("conditions", () => {
  const only = async (target: Partial<ModelAlias["targets"][number]>, rest: object, model = "chat") => {
    const { run } = routeWorld(
      [scripted("a"), scripted("b")],
      aliasOf([{ provider: "a", model: "x", ...target }, ...twoTargets.slice(1)]),
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
    const { run } = routeWorld([listing, scripted("b")], aliasOf(twoTargets));
    expect(wayOf(await run("chat", asking(tool)))).toMatch(/^b\/y;/);
    const { run: told } = routeWorld(
      [listing, scripted("b")],
      aliasOf([{ provider: "a", model: "x", abilities: ["tools"] }, ...twoTargets.slice(1)]),
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
      code: "model_unavailable",
      param: "model",
      route: {
        text: "none; first; 1 considered; skipped b/y: no region known; 0 attempts",
        skipped: [{ target: "b/y", why: "no region known" }],
      },
    });
  });

  test("the highest price", async () => {
    const prices = { "a/x": { input: 3_000_000, output: 1 }, "b/y": { input: 2_000_000, output: 1 } };
    const maxPrice = { input: 2_000_000 };
    const { run } = routeWorld([scripted("a"), scripted("b")], aliasOf(twoTargets, { maxPrice }), { prices });
    expect(wayOf(await run("chat"))).toContain("b/y; first; 2 considered; skipped a/x: input above $2.00;");
    const { run: unknown } = routeWorld([scripted("a"), scripted("b")], aliasOf(twoTargets, { maxPrice }));
    await expect(unknown("chat")).rejects.toThrowError(
      "None of the targets of the model `chat` can take this call (a/x: price unknown; b/y: price unknown).",
    );
  });

  test("too long for all: the error that clients look for", async () => {
    const { run, calls } = routeWorld(
      [scripted("a"), scripted("b")],
      aliasOf(twoTargets.map((target) => ({ ...target, contextTokens: 300 }))),
    );
    await expect(run("chat", asking({ maxOutputTokens: 301 }))).rejects.toMatchObject({
      code: "context_length_exceeded",
      param: "messages",
      message:
        "This model's maximum context length is 300 tokens. However, you requested about 302 tokens (1 in the messages, 301 in the completion). Please reduce the length of the messages or completion. (a/x: holds 300 tokens of about 302; b/y: holds 300 tokens of about 302)",
    });
    expect(calls).toMatchObject([
      {
        outcome: "failed",
        errorCode: "context_length_exceeded",
        route: {
          text: "none; first; 2 considered; skipped a/x: holds 300 tokens of about 302; skipped b/y: holds 300 tokens of about 302; 0 attempts",
        },
      },
    ]);
  });

  const reasoning = asking({ reasoningEffort: "high" });
  const withTools = asking({ tools: [{ type: "function", name: "f" }] });
  const sound = { type: "audio", data: "AAAA", format: "wav" } as const;
  test.each([
    ["images", { images: false }, image, "invalid_value", "messages[0].content[0]", "takes no images"],
    [
      "audio",
      { audio: false },
      {
        task: {
          kind: "generate",
          items: [...say({ type: "text", text: "hear" }), ...say({ type: "text", text: "this" }, sound)],
          options: {},
        },
      } as const,
      "invalid_value",
      "messages[1].content[1]",
      "takes no audio",
    ],
    ["tools", { tools: false }, withTools, "unsupported_by_provider", "tools", "'tools' is not supported"],
    [
      "JSON schema",
      { jsonSchema: false },
      asking(schema),
      "unsupported_by_provider",
      "response_format",
      "of type 'json_schema'",
    ],
    [
      "reasoning",
      { reasoning: false },
      reasoning,
      "unsupported_by_provider",
      "reasoning_effort",
      "'reasoning_effort'",
    ],
    [
      "length",
      { maxTokens: 100 },
      asking({ maxOutputTokens: 200 }),
      "context_length_exceeded",
      "messages",
      "is 100",
    ],
    ["only with", { images: true }, {}, "model_unavailable", "model", "(a/x: only with images)"],
  ])("nobody for %s: the protocol's own words", async (_name, when, rest, code, param, words) => {
    const { run } = routeWorld([scripted("a")], aliasOf([{ provider: "a", model: "x", when }]));
    await expect(run("chat", rest)).rejects.toMatchObject({
      code,
      param,
      message: expect.stringContaining(words) as string,
      route: { chosen: undefined, attempts: [] },
    });
  });

  test("different reasons: the model cannot be had, and each is told", async () => {
    const { run } = routeWorld(
      [scripted("a"), scripted("b")],
      aliasOf([
        { provider: "a", model: "x", when: { images: false } },
        { provider: "b", model: "y", contextTokens: 10 },
      ]),
    );
    await expect(run("chat", image)).rejects.toMatchObject({
      code: "model_unavailable",
      message:
        "None of the targets of the model `chat` can take this call (a/x: no images; b/y: holds 10 tokens of about 1000).",
    });
  });
});

describe("tables of parameters", () => {
  const seedRefused = { how: "refused", why: "This model has no seed." } as const;
  const topKIgnored = { how: "ignored", why: "This model has no top_k." } as const;
  const picky = () => scripted("a", { parameters: tableWith({ seed: seedRefused, top_k: topKIgnored }) });

  test("a refusal names parameter and reason, and nothing is sent", async () => {
    const a = picky();
    const { run, attempts } = routeWorld([a]);
    await expect(run("a/x", asking({ seed: 1 }))).rejects.toMatchObject({
      code: "unsupported_by_provider",
      param: "seed",
      message: "This model has no seed.",
      route: { text: "none; first; 1 considered; skipped a/x: no seed; 0 attempts" },
    });
    expect([a.asked, attempts]).toEqual([[], []]);
  });

  test("another target that obeys takes the call", async () => {
    const { run } = routeWorld([picky(), scripted("b")], aliasOf(twoTargets));
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
