import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { aliasOf, good, image, routeWorld, say, scripted, twoTargets, wayOf } from "./route.fixture.ts";

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
      aliasOf([...twoTargets, { provider: "c", model: "z", abilities: ["tools"] }]),
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
    const { run, calls } = routeWorld([a, b], aliasOf(twoTargets));
    a.script = [new ParleyError("upstream_timeout", { raw: { status: 504 } })];
    b.script = [new ParleyError("rate_limit_exceeded")];
    const text = "none; first; 2 considered; a/x: upstream_timeout; b/y: rate_limit_exceeded; 2 attempts";
    await expect(run("chat", { retries: 1 })).rejects.toMatchObject({
      code: "rate_limit_exceeded",
      route: { text },
    });
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
    const { run } = routeWorld([scripted("a")], aliasOf([...targets, { provider: "a", model: "é" }]));
    const text = wayOf(await run("chat")) ?? "";
    expect(text).toMatch(/^a\/\?; first; 41 considered; skipped a\/mod\?le-0-/);
    expect(text.length).toBeLessThanOrEqual(500);
  });
});

describe("health", () => {
  test("a target that fails is tried last, and first again when it has cooled", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], aliasOf(twoTargets));
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
    const { run } = routeWorld([a, b], aliasOf(twoTargets));
    a.script = [new ParleyError("upstream_credentials")];
    await run("chat");
    a.script = good;
    b.script = [new ParleyError("upstream_failed", { sent: "answered" })];
    expect(wayOf(await run("chat"))).toBe(
      "a/x; first; 2 considered; 1 cooling; b/y: upstream_failed; 2 attempts",
    );
  });

  test("trouble with one model says nothing of the others; a refused key does", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run } = routeWorld(
      [a, b],
      [
        { name: "one", targets: twoTargets },
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
    const { run } = routeWorld([a, b], aliasOf(twoTargets));
    a.script = [
      ...good.slice(0, -1),
      { type: "end", upstreamLimits: [{ name: "requests", limit: 10, remaining: 0, resetMs: 3_000 }] },
    ];
    await run("chat");
    expect(wayOf(await run("chat"))).toMatch(/^b\/y;/);
  });

  test("what the caller did wrong, and a caller who leaves, cool nobody", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, engine, call } = routeWorld([a, b], aliasOf(twoTargets));
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
    const { run, engine, call } = routeWorld([a, b], aliasOf(twoTargets, { strategy: "least-busy" }));
    const open = engine.run(call("a/other"));
    await open.next();
    expect(wayOf(await run("chat"))).toMatch(/^b\/y;/);
    await open.return();
    const other = engine.run(call("b/other"));
    await other.next();
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
    await other.return();
  });

  test("least-busy: models of one endpoint share what it bears by their weights", async () => {
    const targets = [
      { provider: "a", model: "x", weight: 3 },
      { provider: "a", model: "y" },
    ];
    const a = scripted("a");
    const { engine, call } = routeWorld([a], aliasOf(targets, { strategy: "least-busy" }));
    const open = Array.from({ length: 8 }, () => engine.run(call("chat")));
    for (const stream of open) await stream.next();
    expect(a.asked.toSorted()).toEqual([..."xxxxxx", ..."yy"]);
    await Promise.all(open.map((stream) => stream.return()));
  });

  test("fastest: what an endpoint does for others keeps nobody from measuring it", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, engine, call } = routeWorld([a, b], aliasOf(twoTargets, { strategy: "fastest" }));
    const other = engine.run(call("b/other"));
    await other.next();
    await run("chat");
    await run("chat");
    expect([a.asked, b.asked]).toEqual([["x"], ["other", "y"]]);
    await other.return();
  });

  test("fastest: whole answers are compared with whole ones, since they begin with their end", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], aliasOf(twoTargets, { strategy: "fastest" }));
    const whole = { stream: false };
    a.script = [() => (time.ms += 100), ...good];
    b.script = [() => (time.ms += 400), ...good];
    await run("chat");
    await run("chat");
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
    a.script = [() => (time.ms += 9_000), ...good];
    b.script = [() => (time.ms += 3_000), ...good];
    await run("chat", whole);
    await run("chat", whole);
    expect(wayOf(await run("chat", whole))).toMatch(/^b\/y;/);
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
  });

  test("fastest: measured by the first of the answer", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], aliasOf(twoTargets, { strategy: "fastest" }));
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
    const { run } = routeWorld(
      [scripted("a"), scripted("b")],
      aliasOf(twoTargets, { strategy: "cheapest" }),
      {
        prices,
      },
    );
    const long = {
      task: { kind: "generate", items: say({ type: "text", text: "x".repeat(40_000) }), options: {} },
    } as const;
    expect(wayOf(await run("chat"))).toMatch(/^a\/x;/);
    expect(wayOf(await run("chat", long))).toMatch(/^b\/y;/);
  });

  test("weighted: chance comes from outside", async () => {
    const draws = [0.1, 0.9, 0.9, 0.1];
    const { run } = routeWorld(
      [scripted("a"), scripted("b")],
      aliasOf(twoTargets, { strategy: "weighted" }),
      {
        random: () => draws.shift() ?? 0,
      },
    );
    expect(wayOf(await run("chat"))).toMatch(/^a\/x; weighted;/);
    expect(wayOf(await run("chat"))).toMatch(/^b\/y; weighted;/);
  });
});
