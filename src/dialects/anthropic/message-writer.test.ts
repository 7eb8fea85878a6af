import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Collector } from "../../engine/collect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Annotation, Item, Seal } from "../../spec/item.ts";
import { MessageWriter } from "./message-writer.ts";
import { readMessages } from "./read-request.ts";
import { readWritten, eventsOf, type Written } from "./written.fixture.ts";

const frame = { id: "0123456789abcdef0123456789abcdef", createdMs: 0, model: "asked" };
const choice = 0;
const start: StreamEvent = { type: "start", provider: "p", model: "its-model" };
const finish = (unified: "stop" | "length" | "tool-calls" | "content-filter", raw?: string): StreamEvent => ({
  type: "choice-finish",
  choice,
  finish: { unified, ...(raw !== undefined && { raw }) },
});
const end: StreamEvent = { type: "end", usage: { inputTokens: 10, outputTokens: 3, cachedTokens: 4 } };
const text = (words: string): StreamEvent => ({ type: "text-delta", choice, text: words });
const thought = (words: string): StreamEvent => ({ type: "reasoning-delta", choice, text: words });
const seal = (given: Seal): StreamEvent => ({ type: "reasoning-seal", choice, seal: given });
const call = (index: number, given?: Seal): StreamEvent => ({
  type: "tool-call-start",
  choice,
  index,
  callId: `call_${index}`,
  name: `tool_${index}`,
  kind: "function",
  ...(given !== undefined && { seal: given }),
});
const input = (index: number, piece: string): StreamEvent => ({
  type: "tool-call-delta",
  choice,
  index,
  text: piece,
});

function stream(events: readonly StreamEvent[], stops: readonly string[] = []): string {
  const writer = new MessageWriter(frame, stops);
  return events.map((event) => (event.type === "end" ? writer.end(event) : writer.event(event))).join("");
}

function whole(events: readonly StreamEvent[], stops: readonly string[] = []): Record<string, unknown> {
  const collector = new Collector();
  for (const event of events) collector.add(event);
  return new MessageWriter(frame, stops).whole(collector.answer) as Record<string, unknown>;
}

const written = (events: readonly StreamEvent[]): Written => readWritten(stream([start, ...events, end]));

describe("a message", () => {
  test("whole: all members that the protocol demands", () => {
    expect(whole([start, text("Hello"), finish("stop"), end])).toEqual({
      id: `msg_${frame.id}`,
      type: "message",
      role: "assistant",
      model: "its-model",
      container: null,
      content: [{ type: "text", text: "Hello", citations: null }],
      stop_reason: "end_turn",
      stop_sequence: null,
      stop_details: null,
      usage: {
        input_tokens: 6,
        output_tokens: 3,
        cache_read_input_tokens: 4,
        cache_creation_input_tokens: null,
      },
    });
  });

  test("streamed: the exact events", () => {
    const events = eventsOf(stream([start, text("Hel"), text("lo"), finish("stop"), end]));
    expect(events).toEqual([
      {
        type: "message_start",
        message: {
          id: `msg_${frame.id}`,
          type: "message",
          role: "assistant",
          model: "its-model",
          container: null,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          stop_details: null,
          usage: {
            input_tokens: 0,
            output_tokens: 0,
            cache_read_input_tokens: null,
            cache_creation_input_tokens: null,
          },
        },
      },
      {
        type: "content_block_start",
        index: 0,
        content_block: { type: "text", text: "", citations: null },
      },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hel" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "lo" } },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null, stop_details: null },
        usage: {
          input_tokens: 6,
          output_tokens: 3,
          cache_read_input_tokens: 4,
          cache_creation_input_tokens: null,
        },
      },
      { type: "message_stop" },
    ]);
  });

  test("without a word is a message without blocks", () => {
    expect(written([finish("stop")]).content).toEqual([]);
    expect(whole([start, finish("stop"), end])).toMatchObject({ content: [], stop_reason: "end_turn" });
  });

  test("unknown figures are null, those of the cache are no part of the input, and thoughts are told", () => {
    const used = (usage: object | undefined) =>
      whole([start, text("x"), finish("stop"), { type: "end", ...(usage !== undefined && { usage }) }])[
        "usage"
      ];
    const unknown = { cache_read_input_tokens: null, cache_creation_input_tokens: null };
    expect(used(undefined)).toEqual({ input_tokens: null, output_tokens: null, ...unknown });
    expect(used({ inputTokens: 0, outputTokens: 0 })).toEqual({
      input_tokens: 0,
      output_tokens: 0,
      ...unknown,
    });
    expect(
      used({ inputTokens: 10, cachedTokens: 4, cacheWriteTokens: 5, outputTokens: 9, reasoningTokens: 7 }),
    ).toEqual({
      input_tokens: 1,
      output_tokens: 9,
      cache_read_input_tokens: 4,
      cache_creation_input_tokens: 5,
      output_tokens_details: { thinking_tokens: 7 },
    });
  });

  test.each([
    [[text("x"), finish("stop")], "end_turn", null],
    [[text("x"), finish("stop", "stop_sequence")], "stop_sequence", "7"],
    [[text("x"), finish("stop", "pause_turn")], "pause_turn", null],
    [[text("x"), finish("stop", "toString")], "end_turn", null],
    [[text("x"), finish("length", "stop_sequence")], "max_tokens", null],
    [[text("x"), finish("length", "model_context_window_exceeded")], "model_context_window_exceeded", null],
    [[text("x"), finish("content-filter")], "refusal", null],
    [[{ type: "refusal-delta", choice, text: "no" } as StreamEvent, finish("stop")], "refusal", null],
    [[call(0), finish("tool-calls")], "tool_use", null],
    [[call(0), finish("stop")], "tool_use", null],
    [[call(0), finish("length")], "max_tokens", null],
  ])("says how it ended: %j", (events, reason, sequence) => {
    const expected = { stop_reason: reason, stop_sequence: sequence };
    expect(whole([start, ...events, end], ["7"])).toMatchObject(expected);
    expect(readWritten(stream([start, ...events, end], ["7"])).end["delta"]).toMatchObject(expected);
  });

  test("which of several stop sequences it was, nobody knows", () => {
    const events = [start, text("x"), finish("stop", "stop_sequence"), end];
    expect(whole(events, ["7", "8"])).toMatchObject({ stop_reason: "stop_sequence", stop_sequence: null });
  });

  test("without a finish is no message", () => {
    expect(() => stream([start, text("x"), end])).toThrow(ParleyError);
    expect(() => whole([start, text("x"), end])).toThrow(ParleyError);
    expect(() => whole([start, end])).toThrow(ParleyError);
  });

  test("a failure in the middle is an event of its own", () => {
    const told = new MessageWriter(frame, []).failure(new ParleyError("upstream_overloaded"));
    expect(eventsOf(told)).toEqual([
      {
        type: "error",
        error: { type: "overloaded_error", message: new ParleyError("upstream_overloaded").message },
        request_id: `req_${frame.id}`,
      },
    ]);
  });

  test("what is forwarded goes through untouched, and gets its end", () => {
    const bytes = Buffer.from("event: message_start\ndata: {}\n\n");
    const writer = new MessageWriter(frame, []);
    expect(writer.event(start as never)).toBe("");
    expect(writer.event({ type: "source-bytes", bytes, content: true })).toBe(bytes);
    expect(eventsOf(writer.end({ type: "end" }))).toEqual([{ type: "message_stop" }]);
  });
});

describe("thoughts", () => {
  const claude: Seal = { maker: "anthropic", data: "c2lnbmF0dXJl" };

  test("have their signature, and are hidden where they were", () => {
    const events = [
      thought("I "),
      thought("think"),
      seal(claude),
      seal({ ...claude, hidden: true }),
      text("so"),
      finish("stop"),
    ];
    const content = [
      { type: "thinking", thinking: "I think", signature: claude.data },
      { type: "redacted_thinking", data: claude.data },
      { type: "text", text: "so", citations: null },
    ];
    expect(written(events).content).toEqual(content);
    expect(whole([start, ...events, end])["content"]).toEqual(content);
  });

  test("without a seal have a signature that says so", () => {
    const events = [thought("hm"), text("so"), finish("stop")];
    for (const content of [written(events).content, whole([start, ...events, end])["content"]])
      expect(content).toMatchObject([
        { type: "thinking", thinking: "hm", signature: "parley:{}" },
        { text: "so" },
      ]);
  });

  test("of other makers, and what they want back with a call, come back with the next turn", () => {
    const google: Seal = { maker: "google", data: "Zm9v+/=" };
    const openai: Seal = { maker: "openai", data: "hidden", hidden: true, id: "rs_1" };
    const events = [
      thought("sum"),
      seal(openai),
      seal(openai),
      call(0, google),
      input(0, "{}"),
      finish("tool-calls"),
    ];
    for (const content of [written(events).content, whole([start, ...events, end])["content"]]) {
      expect(returned(content)).toEqual([
        { type: "reasoning", text: "sum", seal: openai },
        { type: "reasoning", text: "", seal: openai },
        { type: "function_call", callId: "call_0", name: "tool_0", arguments: "{}", seal: google },
      ]);
    }
  });
});

/** What the next request has of an answer. */
function returned(content: unknown): readonly Item[] {
  const messages = [{ role: "assistant", content }];
  return readMessages({ model: "m", max_tokens: 1, messages }).task.items;
}

describe("calls", () => {
  test("that come by turns are written one after another", () => {
    const events = [call(0), input(0, '{"a"'), call(1), input(1, '{"b":'), input(0, ":1}"), input(1, "2}")];
    const { content, types } = written([...events, finish("tool-calls")]);
    expect(content).toEqual([
      { type: "tool_use", id: "call_0", name: "tool_0", input: { a: 1 } },
      { type: "tool_use", id: "call_1", name: "tool_1", input: { b: 2 } },
    ]);
    // As soon as the first is whole, the second is written as it comes.
    expect(types.filter((type) => type === "content_block_delta")).toHaveLength(4);
  });

  test("a whole one is over when the next begins, and takes nothing but white space then", () => {
    const writer = new MessageWriter(frame, []);
    const write = (event: StreamEvent) => String(writer.event(event as never));
    write(call(0));
    write(input(0, '{"a":"}{\\""}'));
    expect(write(call(1))).toContain('"content_block_stop"');
    expect(write(input(0, " \n"))).toBe("");
    expect(() => write(input(0, "x"))).toThrow(ParleyError);
  });

  test("without a word have an empty input, and those that were cut say what they have", () => {
    expect(written([call(0), call(1), finish("tool-calls")]).content).toMatchObject([
      { input: {} },
      { input: {} },
    ]);
    const cut = whole([start, call(0), input(0, '{"a":'), finish("length"), end]);
    expect(cut).toMatchObject({ content: [{ input: { INVALID_JSON: '{"a":' } }] });
    expect(returned(cut["content"])).toMatchObject([{ arguments: '{"a":' }]);
    const list = whole([start, call(0), input(0, "[1]"), finish("tool-calls"), end]);
    expect(list).toMatchObject({ content: [{ input: { INVALID_JSON: "[1]" } }] });
  });

  test("with free text are objects with one member", () => {
    const custom: StreamEvent = {
      type: "tool-call-start",
      choice,
      index: 0,
      callId: "c",
      name: "sql",
      kind: "custom",
    };
    const events = [custom, input(0, "select "), input(0, '"a"'), finish("tool-calls")];
    const content = [{ type: "tool_use", id: "c", name: "sql", input: { input: 'select "a"' } }];
    expect(written(events).content).toEqual(content);
    expect(whole([start, ...events, end])["content"]).toEqual(content);
  });

  test("that nobody began, or that begin twice, are the upstream's fault", () => {
    expect(() => stream([start, input(0, "{}")])).toThrow(ParleyError);
    expect(() => stream([start, call(0), call(0)])).toThrow(ParleyError);
  });
});

describe("citations", () => {
  const cited = (from: number, to: number, more: object = {}): Annotation => ({
    type: "document",
    document: 1,
    title: "Whales",
    start: from,
    end: to,
    quote: "are mammals",
    place: { unit: "page", from: 2, to: 3 },
    ...more,
  });
  const page = {
    type: "page_location",
    cited_text: "are mammals",
    document_index: 1,
    document_title: "Whales",
    start_page_number: 2,
    end_page_number: 3,
    file_id: null,
  };

  test("belong to the text that they are about", () => {
    const events = [
      text("They "),
      text("are."),
      { type: "annotation", choice, annotation: cited(5, 9) } as StreamEvent,
      text(" Yes."),
      finish("stop"),
    ];
    expect(whole([start, ...events, end])["content"]).toEqual([
      { type: "text", text: "They ", citations: null },
      { type: "text", text: "are.", citations: [page] },
      { type: "text", text: " Yes.", citations: null },
    ]);
    expect(written(events).content).toEqual([
      { type: "text", text: "They are.", citations: [page] },
      { type: "text", text: " Yes.", citations: null },
    ]);
  });

  test("of the web have an address", () => {
    const annotation: Annotation = { type: "url", url: "https://a.example/", title: "A", start: 0, end: 1 };
    const events = [text("x"), { type: "annotation", choice, annotation } as StreamEvent, finish("stop")];
    expect(written(events).content).toMatchObject([
      { citations: [{ type: "web_search_result_location", url: "https://a.example/", title: "A" }] },
    ]);
  });

  test("that overlap are told together, and those beyond the text are left out", () => {
    const events = [text("abcdef"), finish("stop")];
    const collector = new Collector();
    for (const event of [start, ...events, end]) collector.add(event);
    collector.answer.choices[0]?.annotations.push(cited(0, 3), cited(2, 4), cited(90, 99));
    const { content } = new MessageWriter(frame, []).whole(collector.answer) as {
      content: { text: string }[];
    };
    expect(content).toMatchObject([
      { text: "abcd", citations: [page, page] },
      { text: "ef", citations: null },
    ]);
  });
});

const anySeal = fc.record(
  {
    maker: fc.constantFrom<Seal["maker"]>("anthropic", "google", "openai", "bedrock"),
    data: fc.string({ unit: "grapheme", minLength: 1 }),
    hidden: fc.constant(true as const),
    id: fc.string(),
  },
  { requiredKeys: ["maker", "data"] },
);
const anyWords = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
const anyInput = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

/** Steps of an answer: calls begin and go on by turns with everything else. */
const anyStep = fc.oneof(
  anyWords.map(text),
  anyWords.map(thought),
  anyWords.map((words): StreamEvent => ({ type: "refusal-delta", choice, text: words })),
  anySeal.map(seal),
  fc.constant<StreamEvent>({
    type: "annotation",
    choice,
    annotation: { type: "url", url: "https://a.example/", start: 0, end: 1 },
  }),
  fc.record({ begin: anyInput, seal: fc.option(anySeal) }),
  fc.record({ goOn: fc.nat(), size: fc.integer({ min: 1, max: 9 }) }),
);
const anyAnswer = fc.array(anyStep, { maxLength: 30 }).map((steps) => {
  const events: StreamEvent[] = [];
  const left: string[] = [];
  const take = (index: number, size: number): void => {
    const rest = left[index] ?? "";
    if (rest !== "") events.push(input(index, rest.slice(0, size)));
    left[index] = rest.slice(size);
  };
  for (const step of steps) {
    if ("begin" in step) {
      events.push(call(left.length, step.seal ?? undefined));
      left.push(JSON.stringify(step.begin));
    } else if ("goOn" in step) {
      if (left.length > 0) take(step.goOn % left.length, step.size);
    } else events.push(step);
  }
  for (const index of left.keys()) take(index, Infinity);
  return events;
});

const joined = (blocks: readonly Record<string, unknown>[], member: string): string =>
  blocks.map((block) => String(block[member] ?? "")).join("");

test("any answer is a well-formed stream with everything in it, and comes back with the next turn", () => {
  fc.assert(
    fc.property(anyAnswer, (events) => {
      const { content } = written([...events, finish("stop")]);
      const collector = new Collector();
      for (const event of events) collector.add(event);
      const [answer] = collector.answer.choices;
      const said = events.map((event) =>
        "text" in event && event.type !== "tool-call-delta" ? event : undefined,
      );
      const spoken = said
        .map((event) => (event?.type === "reasoning-delta" ? "" : (event?.text ?? "")))
        .join("");
      expect(joined(content, "text")).toBe(spoken);
      expect(joined(content, "thinking")).toBe(answer?.reasoning ?? "");
      const calls = content.filter(({ type }) => type === "tool_use");
      expect(calls.map((block) => [block["id"], block["input"]])).toEqual(
        (answer?.toolCalls ?? []).map(({ callId, text: json }) => [callId, JSON.parse(json) as unknown]),
      );
      const sealsOf = (items: readonly Item[]) =>
        items.flatMap((item) =>
          item.type === "reasoning" || item.type === "function_call" ? (item.seal ?? []) : [],
        );
      const given = events.flatMap((event) => ("seal" in event ? (event.seal ?? []) : []));
      expect(sealsOf(returned(content))).toEqual(given);
      if (answer === undefined) return;
      answer.finish = { unified: "stop" };
      const all = new MessageWriter(frame, []).whole(collector.answer) as Record<string, unknown>;
      expect(sealsOf(returned(all["content"])).toSorted(byJson)).toEqual(given.toSorted(byJson));
    }),
  );
});

function byJson(a: Seal, b: Seal): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
