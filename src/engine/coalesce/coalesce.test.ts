import { describe, expect, test } from "vitest";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";

import { asking, aliasOf, routeWorld, scripted } from "../route.fixture.ts";
import { keyOf } from "./key-of.ts";

const target = [{ provider: "a", model: "x" }];

/** An engine over a provider that says its events when it is told to. */
function shared(pieces: readonly StreamEvent[] = [text("one "), text("two"), end]) {
  const one = scripted("a");
  const asked: Call["signal"][] = [];
  let gate = Promise.withResolvers<void>();
  Object.assign(one.provider, {
    generate({ signal }: { readonly signal: AbortSignal }): EventStream {
      asked.push(signal);
      const left = [...pieces];
      const stream: EventStream = {
        async next() {
          await gate.promise;
          const value = left.shift();
          return value === undefined ? { done: true, value: undefined } : { done: false, value };
        },
        return: () => Promise.resolve({ done: true, value: undefined }),
        [Symbol.asyncIterator]: () => stream,
      };
      return stream;
    },
  });
  const world = routeWorld([one], aliasOf(target, { coalesce: true }));
  return {
    ...world,
    asked,
    open: () => gate.resolve(),
    shut: () => (gate = Promise.withResolvers()),
    fail: (error: ParleyError) => gate.reject(error),
  };
}

function text(words: string): StreamEvent {
  return { type: "text-delta", choice: 0, text: words };
}
const end: StreamEvent = { type: "end", usage: { inputTokens: 5, outputTokens: 2 } };

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const textOf = (events: readonly StreamEvent[]): string =>
  events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join("");

describe("calls that ask the same at the same time", () => {
  test("share one attempt; each gets all of it, and the followers' reports say so", async () => {
    const { run, asked, open, attempts, calls } = shared();
    const answers = Array.from({ length: 1_000 }, () => run("chat"));
    await settle();
    open();
    for (const events of await Promise.all(answers)) expect(textOf(events)).toBe("one two");
    expect([asked.length, attempts.length]).toEqual([1, 1]);
    expect(calls.filter(({ route }) => route?.shared === true)).toHaveLength(999);
    expect(calls.every(({ outcome, usage }) => outcome === "ended" && usage?.outputTokens === 2)).toBe(true);
    expect(calls.map(({ route }) => route?.attempts.length).filter(Boolean)).toEqual([1]);
  });

  test("the first may leave: the others are answered, and its attempt goes on", async () => {
    const { engine, call, run, asked, open, attempts } = shared();
    const first = engine.run(call("chat"));
    const begun = first.next().catch(() => undefined);
    const others = [run("chat"), run("chat")];
    await settle();
    await first.return();
    await begun;
    expect(asked[0]?.aborted).toBe(false);
    open();
    for (const events of await Promise.all(others)) expect(textOf(events)).toBe("one two");
    expect(attempts).toMatchObject([{ outcome: "ended" }]);
  });

  test("the upstream is ended when the last one leaves, by its signal as well", async () => {
    const { engine, call, asked, attempts, run } = shared();
    const controllers = [new AbortController(), new AbortController()];
    const ends = controllers.map(({ signal }) =>
      run("chat", { signal }).catch((error: ParleyError) => error.code),
    );
    await settle();
    controllers[0]?.abort();
    await settle();
    expect(asked[0]?.aborted).toBe(false);
    controllers[1]?.abort();
    await settle();
    expect(asked[0]?.aborted).toBe(true);
    expect(await Promise.all(ends)).toEqual(["cancelled", "cancelled"]);
    expect(attempts).toMatchObject([{ outcome: "cancelled" }]);
    const next = engine.run(call("chat"));
    void next.next();
    await settle();
    expect(asked).toHaveLength(2);
    await next.return();
  });

  test("whoever comes in the middle reads from the beginning, and after the end asks anew", async () => {
    const { engine, call, run, asked, open } = shared();
    open();
    const first = engine.run(call("chat"));
    await first.next();
    await first.next();
    expect(textOf(await run("chat"))).toBe("one two");
    expect(asked).toHaveLength(1);
    expect(textOf(await run("chat"))).toBe("one two");
    expect(asked).toHaveLength(2);
    await first.return();
  });

  test("a failure is everybody's", async () => {
    const { run, fail, asked } = shared();
    const ends = [1, 2, 3].map(() => run("chat", { retries: 0 }).catch((error: ParleyError) => error.code));
    await settle();
    fail(new ParleyError("upstream_failed"));
    expect(await Promise.all(ends)).toEqual(["upstream_failed", "upstream_failed", "upstream_failed"]);
    expect(asked).toHaveLength(1);
  });

  test("but a budget of one key is nothing to another key", async () => {
    const { run, fail, shut, open, asked } = shared();
    const of = (keyId: string) => ({ retries: 0, principal: { projectId: "proj_1", name: "test", keyId } });
    const ends = ["a", "a", "b"].map((key) => run("chat", of(key)).catch((error: ParleyError) => error.code));
    await settle();
    fail(new ParleyError("insufficient_quota"));
    shut();
    await settle();
    open();
    const [first, second, third] = await Promise.all(ends);
    expect([first, second]).toEqual(["insufficient_quota", "insufficient_quota"]);
    expect(textOf(third as readonly StreamEvent[])).toBe("one two");
    expect(asked).toHaveLength(2);
  });

  test("who is too far behind is told so, and the others go on", async () => {
    const big = Array.from({ length: 10 }, () => text("x".repeat(500_000)));
    const { engine, call, run, open } = shared([...big, end]);
    open();
    const slow = engine.run(call("chat"));
    await slow.next();
    expect(textOf(await run("chat"))).toHaveLength(5_000_000);
    await expect(slow.next()).rejects.toMatchObject({ code: "cancelled" });
  });

  test.each<[string, Partial<Call>]>([
    ["another project", { principal: { projectId: "proj_2", name: "test" } }],
    ["another question", asking({ seed: 7 })],
    ["not streamed", { stream: false }],
    ["another region", { region: "eu" }],
    ["no second attempt", { retries: 0 }],
  ])("%s is not the same", async (_what, other) => {
    const { run, asked, open } = shared();
    const answers = [run("chat"), run("chat", other).catch(() => undefined)];
    await settle();
    const alone = run("a/x");
    await settle();
    open();
    await Promise.all([...answers, alone]);
    // What no target can take is asked of nobody; the model's own name shares nothing.
    expect(asked.length).toBe("region" in other ? 2 : 3);
  });

  test("turns of conversations, sounds and pictures share nothing", () => {
    const { call } = shared();
    const relay = {
      kind: "relay",
      path: "/images/generations",
      contentType: "application/json",
      body: () => Buffer.alloc(0),
      textBytes: 1,
      mediaBytes: 0,
    } as const;
    expect(keyOf(call("chat"))).toBeDefined();
    expect(keyOf(call("chat", { conversationId: "conv_1" }))).toBeUndefined();
    expect(keyOf(call("chat", { task: relay }))).toBeUndefined();
  });

  test("the order of members does not count", async () => {
    const { run, asked, open } = shared();
    const body = (value: Record<string, unknown>): Partial<Call> => ({
      source: { dialect: "chat", bytes: Buffer.alloc(0), body: value, includeUsage: false },
    });
    const answers = [
      run("chat", body({ model: "chat", stop: ["a", "b"], metadata: { a: 1, b: 2 } })),
      run("chat", body({ metadata: { b: 2, a: 1 }, stop: ["a", "b"], model: "chat" })),
      run("chat", body({ metadata: { b: 2, a: 1 }, stop: ["b", "a"], model: "chat" })),
    ];
    await settle();
    open();
    await Promise.all(answers);
    expect(asked).toHaveLength(2);
  });
});
