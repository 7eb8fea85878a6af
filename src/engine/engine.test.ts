import { describe, expect, test } from "vitest";
import { systemClock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import type { Provider } from "../spec/provider.ts";
import type { AttemptEnding, AttemptOpening, LedgerStore } from "../spec/ledger.ts";
import { createCatalogue, type ModelAlias } from "./catalogue.ts";
import { collect } from "./collect.ts";
import { oneConversation } from "./conversations.fixture.ts";
import { quietParts } from "./engine-parts.fixture.ts";
import { createEngine } from "./engine.ts";
import type { AttemptReport, CallReport } from "./observer.ts";

type Script = readonly (StreamEvent | ParleyError)[];

const text = (text: string): StreamEvent => ({ type: "text-delta", choice: 0, text });
const stop: StreamEvent = { type: "choice-finish", choice: 0, finish: { unified: "stop" } };
const end: StreamEvent = { type: "end", usage: { inputTokens: 1, outputTokens: 2 } };

/** A world in which everything that happens is written into one history. */
function world(scripts: Readonly<Record<string, Script>>, aliases: readonly ModelAlias[] = []) {
  const history: string[] = [];
  const openings: AttemptOpening[] = [];
  const endings: AttemptEnding[] = [];
  const reports: CallReport[] = [];
  const attempts: AttemptReport[] = [];
  const stored: Item[] = [];
  const seen: (readonly Item[])[] = [];
  let ledgerWorks = true;
  const play = (name: string, items: readonly Item[]): EventStream => {
    const script = [...(scripts[name] ?? [])];
    const stream: EventStream = {
      async next() {
        if (script.length === scripts[name]?.length) {
          history.push(`send ${name}`);
          seen.push(items);
        }
        const step = script.shift();
        if (step === undefined) return { done: true, value: undefined };
        if (step instanceof ParleyError) throw step;
        return { done: false, value: step };
      },
      async return() {
        history.push(`drop ${name}`);
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
  const providers = Object.keys(scripts).map((name): Provider => ({
    name,
    models: [],
    generate: (attempt) => play(name, attempt.task.items),
    embed: () => play(name, []),
    listModels: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  }));
  const ledger: LedgerStore = {
    async open(opening) {
      await Promise.resolve();
      if (!ledgerWorks) throw new ParleyError("storage_unavailable");
      history.push(`open ${opening.provider}`);
      openings.push(opening);
      return { opened: true, holds: [], exceeded: [] };
    },
    async settle(ending) {
      await Promise.resolve();
      if (!ledgerWorks) throw new ParleyError("storage_unavailable");
      history.push(`settle ${ending.outcome}`);
      endings.push(ending);
      return "settled";
    },
    progress: () => Promise.resolve(),
    list: () => Promise.resolve([]),
  };
  const engine = createEngine({
    ...quietParts(ledger),
    clock: systemClock,
    catalogue: createCatalogue(providers, aliases),
    instanceId: "inst_1",
    contextTokens: 1000,
    observer: {
      attemptEnded: (report) => attempts.push(report),
      callEnded: (report) => reports.push(report),
      shadowExceeded: () => undefined,
    },
    ledger,
    ...oneConversation((items) => {
      history.push("append");
      stored.push(...items.map(({ item }) => item));
    }),
  });
  const call = (model: string, rest: Partial<Call> = {}): Call => ({
    id: "req_1",
    principal: { projectId: "proj_1", name: "test" },
    model,
    task: { kind: "generate", items: [say("hi")], options: {} },
    stream: true,
    signal: new AbortController().signal,
    ...rest,
  });
  const breakLedger = () => (ledgerWorks = false);
  return { engine, history, openings, endings, reports, attempts, stored, seen, call, breakLedger };
}

const say = (words: string, role: "user" | "assistant" = "user"): Item => ({
  type: "message",
  role,
  content: [{ type: "text", text: words }],
});

const two: readonly ModelAlias[] = [
  {
    name: "chat",
    targets: [
      { provider: "a", model: "x" },
      { provider: "b", model: "y" },
    ],
  },
];

describe("the ledger", () => {
  test("the row stands before anything is sent, and is settled before the end is seen", async () => {
    const { engine, history, call, endings } = world({ a: [text("hello"), stop, end] });
    const stream = engine.run(call("a/x"));
    const types: string[] = [];
    for await (const event of stream) {
      types.push(event.type);
      history.push(event.type);
    }
    expect(types).toEqual(["start", "text-delta", "choice-finish", "end"]);
    expect(history).toEqual([
      "open a",
      "send a",
      "start",
      "text-delta",
      "choice-finish",
      "settle ended",
      "end",
    ]);
    expect(endings[0]).toMatchObject({
      usage: { inputTokens: 1, outputTokens: 2 },
      forwarded: { bytes: 5, pieces: 1 },
      state: "settled",
    });
  });

  test("a stream that nobody ever read leaves nothing behind", async () => {
    const { engine, history, call, reports } = world({ a: [text("hello"), stop, end] });
    await engine.run(call("a/x")).return();
    expect(history).toEqual([]);
    expect(reports).toMatchObject([{ outcome: "cancelled" }]);
  });

  test("a reader who leaves in the middle: dropped upstream, settled once as cancelled", async () => {
    const { engine, history, call } = world({ a: [text("hello"), stop, end] });
    const stream = engine.run(call("a/x"));
    await stream.next();
    await stream.next();
    await stream.return();
    await stream.return();
    expect(history).toEqual(["open a", "send a", "drop a", "settle cancelled"]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test("nothing is sent while the ledger cannot be written", async () => {
    const { engine, history, call, breakLedger } = world({ a: [text("hello"), stop, end] });
    breakLedger();
    await expect(collect(engine.run(call("a/x")))).rejects.toMatchObject({ code: "storage_unavailable" });
    expect(history).toEqual([]);
  });

  test("an end that cannot be settled is no end", async () => {
    const { engine, call, breakLedger } = world({ a: [text("hello"), stop, end] });
    const stream = engine.run(call("a/x"));
    for (let i = 0; i < 3; i++) await stream.next();
    breakLedger();
    await expect(stream.next()).rejects.toMatchObject({ code: "storage_unavailable" });
  });

  test("an upstream that just stops is a failure", async () => {
    const { engine, call, endings } = world({ a: [text("hello")] });
    await expect(collect(engine.run(call("a/x")))).rejects.toMatchObject({ code: "upstream_truncated" });
    expect(endings).toMatchObject([{ outcome: "failed", errorCode: "upstream_truncated" }]);
  });

  test.each([
    new ParleyError("upstream_unreachable"),
    new ParleyError("upstream_credentials", { sent: "no" }),
    new ParleyError("upstream_timeout", { sent: "no" }),
  ])("what could not be sent is never_sent, and costs nothing: $code", async (error) => {
    const { engine, call, endings } = world({ a: [error] });
    const once = { ...call("a/x"), retries: 0 };
    await expect(collect(engine.run(once))).rejects.toMatchObject({ code: error.code });
    expect(endings).toMatchObject([{ state: "never_sent", outcome: "failed", costMicros: 0 }]);
  });

  test("what was sent, and nobody knows how far, is not taken for unsent", async () => {
    const { engine, call, endings } = world({
      a: [new ParleyError("upstream_timeout", { sent: "unknown" })],
    });
    const once = { ...call("a/x"), retries: 0 };
    await expect(collect(engine.run(once))).rejects.toMatchObject({ code: "upstream_timeout" });
    expect(endings).toMatchObject([{ state: "settled", outcome: "failed" }]);
  });
});

describe("the route", () => {
  test("before the first content another target answers, each with its own row", async () => {
    const { engine, call, openings, endings, reports, attempts } = world(
      { a: [new ParleyError("upstream_overloaded")], b: [text("hello"), stop, end] },
      two,
    );
    const answer = await collect(engine.run(call("chat")));
    expect(answer).toMatchObject({ provider: "b", model: "y", choices: [{ text: "hello" }] });
    expect(openings.map((row) => [row.attempt, row.provider, row.model])).toEqual([
      [1, "a", "x"],
      [2, "b", "y"],
    ]);
    expect(endings.map((row) => row.outcome)).toEqual(["failed", "ended"]);
    expect(reports).toMatchObject([{ outcome: "ended", provider: "b", model: "y" }]);
    // A target that fails is seen, although the caller never notices.
    expect(attempts).toMatchObject([
      { attempt: 1, provider: "a", outcome: "failed", error: { code: "upstream_overloaded" } },
      { attempt: 2, provider: "b", outcome: "ended" },
    ]);
  });

  test("bytes without content do not bind: they are dropped with their target", async () => {
    const early: StreamEvent = { type: "source-bytes", bytes: Buffer.from("early"), content: false };
    const { engine, call } = world(
      { a: [early, new ParleyError("upstream_failed", { sent: "answered" })], b: [text("late"), stop, end] },
      two,
    );
    const answer = await collect(engine.run(call("chat")));
    expect(answer.source).toEqual([]);
    expect(answer.choices[0]?.text).toBe("late");
  });

  test("after the first content an error belongs to the caller, and nobody else is asked", async () => {
    const { engine, call, openings } = world(
      { a: [text("hel"), new ParleyError("upstream_failed")], b: [text("no"), stop, end] },
      two,
    );
    await expect(collect(engine.run(call("chat")))).rejects.toMatchObject({ code: "upstream_failed" });
    expect(openings).toHaveLength(1);
  });

  test.each(["upstream_rejected", "request_too_large", "cancelled"] as const)(
    "%s is not tried elsewhere",
    async (code) => {
      const { engine, call, openings } = world(
        { a: [new ParleyError(code)], b: [text("no"), stop, end] },
        two,
      );
      await expect(collect(engine.run(call("chat")))).rejects.toMatchObject({ code });
      expect(openings).toHaveLength(1);
    },
  );

  test("an unknown model is refused at once, in OpenAI's words", () => {
    const { engine, call } = world({ a: [] });
    expect(() => engine.run(call("nope"))).toThrowError(/The model `nope` does not exist/);
  });
});

describe("the conversation", () => {
  test("a turn sees the turns before it, and is stored before its end is seen", async () => {
    const { engine, call, seen, history, stored } = world({ a: [text("hello"), stop, end] });
    await collect(engine.run(call("a/x", { conversationId: "conv_1" })));
    await collect(engine.run(call("a/x", { conversationId: "conv_1" })));
    expect(seen).toEqual([[say("hi")], [say("hi"), say("hello", "assistant"), say("hi")]]);
    expect(history.slice(-2)).toEqual(["settle ended", "append"]);
    expect(stored).toHaveLength(4);
  });

  test("a failed or cancelled turn leaves it as it was", async () => {
    const { engine, call, stored } = world({ a: [text("hel"), new ParleyError("upstream_failed")] });
    await expect(collect(engine.run(call("a/x", { conversationId: "conv_1" })))).rejects.toThrow(/provider/);
    const stream = engine.run(call("a/x", { conversationId: "conv_1" }));
    await stream.next();
    await stream.return();
    await engine.run(call("a/x", { conversationId: "conv_1" })).return();
    expect(stored).toEqual([]);
  });
});
