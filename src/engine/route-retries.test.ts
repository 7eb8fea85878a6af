import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { aliasOf, good, routeWorld, scripted, twoTargets, wayOf } from "./route.fixture.ts";

const overloaded = (retryAfterMs?: number) =>
  new ParleyError("upstream_overloaded", {
    raw: { status: 503 },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const limited = (retryAfterMs?: number) =>
  new ParleyError("rate_limit_exceeded", {
    raw: { status: 429 },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const lost = new ParleyError("upstream_failed", { sent: "unknown" });

/** Does these things one after the other, and the last one again and again. */
function inTurn(name: string, ...turns: readonly ReturnType<typeof scripted>["script"][]) {
  const one = scripted(name);
  const left = [...turns];
  const { generate } = one.provider;
  Object.assign(one.provider, {
    generate(attempt: Parameters<typeof generate>[0]) {
      one.script = (left.length > 1 ? left.shift() : left[0]) ?? good;
      return generate(attempt);
    },
  });
  return one;
}

describe("a single target", () => {
  test("is asked again after a pause with full jitter, twice by default", async () => {
    const { run, pauses, attempts } = routeWorld([inTurn("a", [overloaded()], [overloaded()], good)]);
    const events = await run("a/x");
    expect(wayOf(events)).toBe(
      "a/x; first; 1 considered; a/x: upstream_overloaded; a/x: upstream_overloaded; 3 attempts",
    );
    expect(pauses).toEqual([125, 250]);
    expect(attempts.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, "failed"],
      [2, "failed"],
      [3, "ended"],
    ]);
  });

  test("and then the caller is told", async () => {
    const { run, attempts } = routeWorld([inTurn("a", [overloaded()])]);
    await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_overloaded" });
    expect(attempts).toHaveLength(3);
  });

  test.each([
    [{ retries: 0 }, 1],
    [{ retries: 1 }, 2],
  ])("as often as the caller wants: %j", async (wish, made) => {
    const { run, attempts } = routeWorld([inTurn("a", [overloaded()])]);
    await expect(run("a/x", wish)).rejects.toMatchObject({ code: "upstream_overloaded" });
    expect(attempts).toHaveLength(made);
  });

  test("as often as the settings say, for the model or for all", async () => {
    const quiet = { retries: { attempts: 0, unknownOutcome: false } };
    const world = routeWorld(
      [inTurn("a", [overloaded()])],
      aliasOf([{ provider: "a", model: "x" }], { retries: { attempts: 1 } }),
      quiet,
    );
    await expect(world.run("a/x")).rejects.toThrow(ParleyError);
    expect(world.attempts).toHaveLength(1);
    await expect(world.run("chat")).rejects.toThrow(ParleyError);
    expect(world.attempts).toHaveLength(3);
  });

  test("waits as long as the upstream asks for, and a pause of its own", async () => {
    const { run, pauses } = routeWorld([inTurn("a", [limited(2_000)], good)]);
    await run("a/x");
    expect(pauses).toEqual([2_127]);
  });

  test("but not beyond a minute, nor beyond the caller's patience: the error is told at once", async () => {
    const far = routeWorld([inTurn("a", [limited(61_000)], good)]);
    await expect(far.run("a/x")).rejects.toMatchObject({ retryAfterMs: 61_000 });
    const { run, time, pauses } = routeWorld([inTurn("a", [limited(2_000)], good)]);
    await expect(run("a/x", { deadline: time.ms + 2_000 })).rejects.toMatchObject({ retryAfterMs: 2_000 });
    expect([...far.pauses, ...pauses]).toEqual([]);
  });

  test.each([
    ["upstream_rejected", 1],
    ["upstream_credentials", 1],
    ["upstream_quota", 1],
    ["insufficient_quota", 1],
    ["rate_limit_exceeded", 3],
    ["upstream_unreachable", 3],
  ] as const)("%s makes %i attempts", async (code, made) => {
    const { run, attempts } = routeWorld([inTurn("a", [new ParleyError(code)])]);
    await expect(run("a/x")).rejects.toMatchObject({ code });
    expect(attempts).toHaveLength(made);
  });

  test("nothing is tried again after content", async () => {
    const { run, attempts } = routeWorld([
      inTurn("a", [{ type: "text-delta", choice: 0, text: "hel" }, overloaded()], good),
    ]);
    await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_overloaded" });
    expect(attempts).toHaveLength(1);
  });

  test("a caller who leaves in the pause is not asked for", async () => {
    const controller = new AbortController();
    const world = routeWorld([inTurn("a", [overloaded()], good)], [], { paused: () => controller.abort() });
    await expect(world.run("a/x", { signal: controller.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(world.attempts).toHaveLength(1);
    expect(world.calls).toMatchObject([{ outcome: "cancelled" }]);
  });
});

describe("an outcome that nobody knows", () => {
  test("is not tried again, here or elsewhere", async () => {
    const b = scripted("b");
    const { run } = routeWorld([inTurn("a", [lost]), b], aliasOf(twoTargets));
    await expect(run("chat")).rejects.toMatchObject({ code: "upstream_failed" });
    expect(b.asked).toEqual([]);
  });

  test.each(["upstream_timeout", "upstream_invalid", "upstream_truncated", "upstream_failed"] as const)(
    "%s has none, unless it says so",
    async (code) => {
      const { run, attempts } = routeWorld([inTurn("a", [new ParleyError(code)], good)]);
      await expect(run("a/x")).rejects.toMatchObject({ code });
      expect(attempts).toHaveLength(1);
      const other = routeWorld([inTurn("a", [new ParleyError(code, { sent: "no" })], good)]);
      await other.run("a/x");
      expect(other.attempts).toHaveLength(2);
    },
  );

  test("is tried again where the operator allows it", async () => {
    const retries = { attempts: 2, unknownOutcome: true };
    const { run, attempts } = routeWorld([inTurn("a", [lost], good)], [], { retries });
    await run("a/x");
    expect(attempts).toHaveLength(2);
  });

  test("is tried again where it is an embedding", async () => {
    const one = scripted("a");
    one.script = [lost];
    const { run, attempts } = routeWorld([one]);
    await expect(run("a/x", { task: { kind: "embed", inputs: ["a"] } })).rejects.toThrow(ParleyError);
    expect(attempts).toHaveLength(3);
  });

  test.each([
    [{ known: false }, 2],
    [{ known: true, usage: {} }, 1],
    [undefined, 1],
  ] as const)("is asked for where that is possible: %j", async (found, made) => {
    const one = inTurn("a", [lost], good);
    const asked: string[] = [];
    Object.assign(one.provider, {
      lookUp: (id: string) => {
        asked.push(id);
        return Promise.resolve(found);
      },
    });
    const { run, attempts } = routeWorld([one]);
    await run("a/x").catch(() => undefined);
    expect(attempts).toHaveLength(made);
    expect(asked[0]).toBe("req_1-1");
  });
});

describe("several targets", () => {
  test("the next one first and at once, then around again", async () => {
    const ways = [inTurn("a", [overloaded()]), inTurn("b", [overloaded()], good)];
    const { run, pauses } = routeWorld(ways, aliasOf(twoTargets, { retries: { attempts: 3 } }));
    expect(wayOf(await run("chat"))).toBe(
      "b/y; first; 2 considered; a/x: upstream_overloaded; b/y: upstream_overloaded; a/x: upstream_overloaded; 4 attempts",
    );
    expect(pauses).toEqual([125, 250]);
  });

  test("each may be tried once, whatever the number of retries", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const ways = names.map((name) => inTurn(name, name === "e" ? good : [overloaded()]));
    const { run } = routeWorld(
      ways,
      aliasOf(
        names.map((provider) => ({ provider, model: "x" })),
        { retries: { attempts: 0 } },
      ),
    );
    expect(wayOf(await run("chat"))).toMatch(/^e\/x; .*; 5 attempts$/);
  });

  test("whoever would say the same again is not asked again", async () => {
    const [a, b] = [scripted("a"), inTurn("b", [overloaded()])];
    a.script = [new ParleyError("upstream_credentials")];
    const { run } = routeWorld([a, b], aliasOf(twoTargets));
    await expect(run("chat")).rejects.toMatchObject({ code: "upstream_overloaded" });
    expect([a.asked.length, b.asked.length]).toEqual([1, 2]);
  });
});

describe("what all calls bear together", () => {
  test("a storm: attempts are at most 1.2 times the calls and 3, and Retry-After is kept to", async () => {
    const a = inTurn("a", [limited(1_000)]);
    const { run, time } = routeWorld([a]);
    const asked: number[] = [];
    const { generate } = a.provider;
    Object.assign(a.provider, {
      generate(attempt: Parameters<typeof generate>[0]) {
        asked.push(time.ms);
        return generate(attempt);
      },
    });
    for (let call = 0; call < 200; call++) {
      time.ms += 50;
      await expect(run("a/x")).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    }
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThanOrEqual(1.2 * 200 + 3);
    expect(asked.every((at, place) => place === 0 || at - (asked[place - 1] ?? 0) >= 1_000)).toBe(true);
  });

  test("a target that asked to be left alone is, and the caller hears for how long", async () => {
    const a = inTurn("a", [limited(10_000)], good);
    const { run, time } = routeWorld([a]);
    await expect(run("a/x", { retries: 0 })).rejects.toMatchObject({ retryAfterMs: 10_000 });
    time.ms += 4_000;
    await expect(run("a/x")).rejects.toMatchObject({
      code: "rate_limit_exceeded",
      retryAfterMs: 6_000,
      route: { attempts: [], text: "none; first; 1 considered; a/x: left alone; 0 attempts" },
    });
    time.ms += 6_000;
    await run("a/x");
    expect(a.asked).toHaveLength(2);
  });

  test("an open breaker: refused at once, one probe, and closed again", async () => {
    const a = scripted("a");
    a.script = [new ParleyError("upstream_failed")];
    const { run, time } = routeWorld([a]);
    for (let call = 0; call < 5; call++)
      await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_failed" });
    await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_overloaded", retryAfterMs: 1_000 });
    expect(a.asked).toHaveLength(5);
    time.ms += 1_000;
    await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_failed" });
    await expect(run("a/x")).rejects.toMatchObject({ code: "upstream_overloaded", retryAfterMs: 2_000 });
    time.ms += 2_000;
    a.script = good;
    await Promise.allSettled(Array.from({ length: 10 }, () => run("a/x")));
    expect(a.asked).toHaveLength(7);
    await Promise.all(Array.from({ length: 10 }, () => run("a/x")));
    expect(a.asked).toHaveLength(17);
  });

  test("a burst of calls falls back together, as long as nothing is known against the next target", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run } = routeWorld([a, b], aliasOf(twoTargets));
    a.script = [overloaded()];
    await Promise.all(Array.from({ length: 50 }, () => run("chat")));
    expect(b.asked).toHaveLength(50);
  });

  test("a target that is well takes what another one fails, however many calls that are", async () => {
    const [a, b] = [scripted("a"), scripted("b")];
    const { run, time } = routeWorld([a, b], aliasOf(twoTargets));
    await run("b/y");
    a.script = [new ParleyError("upstream_unreachable")];
    for (let call = 0; call < 50; call++) {
      await run("chat");
      time.ms += 60_000;
    }
    expect(b.asked).toHaveLength(51);
  });
});
