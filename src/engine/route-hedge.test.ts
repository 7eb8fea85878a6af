import { describe, expect, test } from "vitest";
import type { ModelAlias } from "./catalogue.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import { aliasOf, good, routeWorld, scripted, twoTargets, wayOf } from "./route.fixture.ts";

/** A provider that is silent until it is told to go on with its last call. */
function silent(name: string) {
  const one = scripted(name);
  let last = Promise.withResolvers<void>();
  let wasLeft = false;
  const generate = (): EventStream => {
    const opened = Promise.withResolvers<void>();
    last = opened;
    let left = false;
    const steps = [...good] as StreamEvent[];
    const stream: EventStream = {
      async next() {
        await opened.promise;
        const value = steps.shift();
        if (left || value === undefined) return { done: true, value: undefined };
        if (value instanceof ParleyError) throw value;
        return { done: false, value };
      },
      return: () => {
        left = wasLeft = true;
        opened.resolve();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
  Object.assign(one.provider, { generate });
  return {
    ...one,
    answer: () => last.resolve(),
    fail: (error: ParleyError) => last.reject(error),
    wasLeft: () => wasLeft,
  };
}

const hedged = (after: number | "p95"): readonly ModelAlias[] => aliasOf(twoTargets, { hedge: { after } });

describe("a hedge", () => {
  test("answers where the first target is silent; the slower one is left, and both are on the books", async () => {
    const [a, b] = [silent("a"), scripted("b")];
    const { run, attempts, pauses, calls } = routeWorld([a, b], hedged(800));
    expect(wayOf(await run("chat"))).toBe("b/y; first; 2 considered; a/x: slower; b/y: quicker; 2 attempts");
    expect(a.wasLeft()).toBe(true);
    expect(pauses).toEqual([800]);
    expect(attempts.map(({ target, outcome }) => [target, outcome]).toSorted()).toEqual([
      ["a/x", "cancelled"],
      ["b/y", "ended"],
    ]);
    expect(calls[0]?.route?.attempts).toEqual([
      { target: "a/x", slower: true },
      { target: "b/y", hedge: true },
    ]);
  });

  test("is left where the first target answers after all", async () => {
    const [a, b] = [silent("a"), silent("b")];
    const { run, attempts } = routeWorld([a, b], hedged(800));
    const answer = run("chat");
    await new Promise((resolve) => setTimeout(resolve, 5));
    a.answer();
    expect(wayOf(await answer)).toBe("a/x; first; 2 considered; b/y: slower; 2 attempts");
    expect(b.wasLeft()).toBe(true);
    expect(attempts).toHaveLength(2);
  });

  test("stands for the first target where that fails", async () => {
    const [a, b] = [silent("a"), silent("b")];
    const { run } = routeWorld([a, b], hedged(800));
    const answer = run("chat");
    await new Promise((resolve) => setTimeout(resolve, 5));
    a.fail(new ParleyError("upstream_failed"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    b.answer();
    expect(wayOf(await answer)).toBe(
      "b/y; first; 2 considered; a/x: upstream_failed; b/y: quicker; 2 attempts",
    );
  });

  test("both fail, and nobody knows what one of them did: the caller is told", async () => {
    const [a, b] = [silent("a"), scripted("b")];
    b.script = [new ParleyError("upstream_overloaded")];
    const { run, attempts } = routeWorld([a, b], hedged(800));
    const answer = run("chat");
    await new Promise((resolve) => setTimeout(resolve, 5));
    a.fail(new ParleyError("upstream_timeout", { sent: "unknown" }));
    await expect(answer).rejects.toMatchObject({ code: "upstream_timeout" });
    expect(attempts).toHaveLength(2);
  });

  test.each([
    ["the caller wants one attempt", hedged(800), { retries: 0 }],
    ["nobody knows yet how long it takes", hedged("p95"), {}],
    ["there is no second target", aliasOf(twoTargets.slice(0, 1), { hedge: { after: 800 } }), {}],
  ] as const)("is not made where %s", async (_why, aliases, wish) => {
    const [a, b] = [silent("a"), scripted("b")];
    const { run, pauses } = routeWorld([a, b], aliases);
    const answer = run("chat", wish);
    await new Promise((resolve) => setTimeout(resolve, 5));
    a.answer();
    expect(wayOf(await answer)).toMatch(/; 1 attempt$/);
    expect([pauses, b.asked]).toEqual([[], []]);
  });

  test("is paid for by the second target's budget", async () => {
    const b = scripted("b");
    const worlds = routeWorld([silent("a"), b], hedged(800));
    for (let call = 0; call < 3; call++) await worlds.run("chat");
    const stuck = worlds.engine.run(worlds.call("chat"));
    void stuck.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(b.asked).toHaveLength(3);
    await stuck.return();
  });

  test("a caller who leaves ends both", async () => {
    const [a, b] = [silent("a"), silent("b")];
    const { engine, call, attempts } = routeWorld([a, b], hedged(800));
    const stream = engine.run(call("chat"));
    void stream.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await stream.return();
    expect([a.wasLeft(), b.wasLeft()]).toEqual([true, true]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(["cancelled", "cancelled"]);
  });
});
