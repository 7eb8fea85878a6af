import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { feed } from "./anthropic.fixture.ts";
import { forwardMessage } from "./document.ts";
import { MessagesTranslator } from "./events.ts";
import { MessagesForwarder } from "./forward.ts";

const heading = { now: () => 0 };

const line = (event: object) => `data: ${JSON.stringify(event)}\n\n`;

/** A good answer, event by event, with a block of every kind. */
const good: readonly Record<string, unknown>[] = [
  { type: "message_start", message: { model: "m", usage: { input_tokens: 1, output_tokens: 1 } } },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "t" } },
  { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "s" } },
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "redacted_thinking", data: "d" } },
  { type: "content_block_stop", index: 1 },
  { type: "content_block_start", index: 2, content_block: { type: "text", text: "", citations: [] } },
  { type: "content_block_delta", index: 2, delta: { type: "text_delta", text: "a" } },
  {
    type: "content_block_delta",
    index: 2,
    delta: {
      type: "citations_delta",
      citation: { type: "char_location", document_index: 0, start_char_index: 0, end_char_index: 1 },
    },
  },
  { type: "content_block_stop", index: 2 },
  {
    type: "content_block_start",
    index: 3,
    content_block: { type: "tool_use", id: "c", name: "f", input: {} },
  },
  { type: "content_block_delta", index: 3, delta: { type: "input_json_delta", partial_json: "{}" } },
  { type: "content_block_stop", index: 3 },
  {
    type: "content_block_start",
    index: 4,
    content_block: { type: "tool_use", id: "d", name: "sql", input: {} },
  },
  { type: "content_block_delta", index: 4, delta: { type: "input_json_delta", partial_json: "{}" } },
  { type: "content_block_stop", index: 4 },
  {
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_details: null },
    usage: { output_tokens: 2 },
  },
  { type: "message_stop" },
];

const translator = () => new MessagesTranslator(heading, new Set(["sql"]));

/** Every way to put `junk` into the place of one member, at any depth. */
function* spoiled(value: unknown, junk: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const put = (other: unknown) =>
      Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other };
    yield put(junk);
    for (const inner of spoiled(member, junk)) yield put(inner);
  }
}

describe("wrong types everywhere", () => {
  test("the answer without a fault is whole", () => {
    expect(feed(translator(), Buffer.from(good.map(line).join("")), []).error).toBeUndefined();
  });

  test.each([[null], [3], [-1], [1e300], ["x"], [true], [[]], [{}], [[[]]], [{ toString: 1 }]])(
    "%j in place of each member: an answer, or a failure in our words",
    (junk) => {
      const failures = new Set<string>();
      for (const bad of spoiled(good, junk)) {
        const bytes = Buffer.from((bad as object[]).map(line).join(""));
        for (const decoder of [translator(), new MessagesForwarder(heading)]) {
          const { events, error } = feed(decoder, bytes, []);
          const ended = events.some(({ type }) => type === "end");
          expect(ended).toBe(error === undefined);
          if (error === undefined) continue;
          expect(error).toBeInstanceOf(ParleyError);
          failures.add((error as ParleyError).code);
          // What went wrong is the upstream's form, and no slip of ours.
          expect((error as ParleyError).cause).toBeUndefined();
        }
      }
      expect([...failures].filter((code) => !/^upstream_(?:invalid|truncated)$/.test(code))).toEqual([]);
    },
  );

  test("any JSON as an event, and any bytes as a body", () => {
    const events = fc.array(fc.oneof(fc.constantFrom(...good), fc.jsonValue()), { maxLength: 12 });
    fc.assert(
      fc.property(events, fc.uint8Array({ maxLength: 40 }), (given, bytes) => {
        const body = Buffer.concat([
          Buffer.from(given.map((event) => line(event as object)).join("")),
          bytes,
        ]);
        for (const decoder of [translator(), new MessagesForwarder(heading), forwardMessage(heading)]) {
          const { error } = feed(decoder, body, []);
          if (error !== undefined) expect(error).toBeInstanceOf(ParleyError);
        }
      }),
    );
  });
});

const begin = line({ type: "message_start", message: {} });
const codeOf = (text: string) => (feed(translator(), Buffer.from(text), []).error as ParleyError).code;

describe("events out of order and without measure", () => {
  const block = (index: number) =>
    line({ type: "content_block_start", index, content_block: { type: "text", text: "" } });
  const ending = line({ type: "message_delta", delta: { stop_reason: "end_turn" } });

  test.each([
    ["a block before the message", block(0)],
    ["an end before the message", ending],
    ["a piece of no block", begin + line({ type: "content_block_delta", index: 0, delta: {} })],
    ["a block twice at once", begin + block(0) + block(0)],
    ["a block behind the end", begin + ending + block(0)],
    ["too many blocks at once", begin + Array.from({ length: 65 }, (_, i) => block(i)).join("")],
    [
      "a call without a name",
      begin + line({ type: "content_block_start", index: 0, content_block: { type: "tool_use", id: "a" } }),
    ],
    ["a comment, a page", "<html><body>"],
  ])("%s", (_name, text) => {
    expect(codeOf(text)).toBe("upstream_invalid");
  });

  test("an end without a reason", () => {
    expect(codeOf(begin + line({ type: "message_stop" }))).toBe("upstream_truncated");
  });

  test("a flood of citations", () => {
    const cite = line({
      type: "content_block_delta",
      index: 0,
      delta: { type: "citations_delta", citation: {} },
    });
    expect(codeOf(begin + block(0) + cite.repeat(1_001))).toBe("upstream_invalid");
  });

  test("a thought sealed without end", () => {
    const decoder = translator();
    const piece = line({
      type: "content_block_delta",
      index: 0,
      delta: { type: "signature_delta", signature: "s".repeat(4 * 1024 * 1024) },
    });
    const thinking = line({ type: "content_block_start", index: 0, content_block: { type: "thinking" } });
    expect(feed(decoder, Buffer.from(begin + thinking + piece.repeat(5)), []).error).toMatchObject({
      code: "upstream_invalid",
    });
  });

  test("blocks that nobody ended end with the answer", () => {
    const tool = line({
      type: "content_block_start",
      index: 0,
      content_block: { type: "tool_use", id: "a", name: "f" },
    });
    const { events, error } = feed(
      translator(),
      Buffer.from(begin + tool + ending + line({ type: "message_stop" })),
      [],
    );
    expect(error).toBeUndefined();
    expect(events.map(({ type }) => type)).toEqual([
      "tool-call-start",
      "tool-call-delta",
      "choice-finish",
      "end",
    ]);
  });

  test("a custom tool's call in another form is handed on as it was written", () => {
    const tool = line({
      type: "content_block_start",
      index: 0,
      content_block: { type: "tool_use", id: "a", name: "sql" },
    });
    const piece = line({
      type: "content_block_delta",
      index: 0,
      delta: { type: "input_json_delta", partial_json: `{"sql":1}` },
    });
    const { events } = feed(translator(), Buffer.from(begin + tool + piece + ending), []);
    expect(events).toContainEqual({ type: "tool-call-delta", choice: 0, index: 0, text: `{"sql":1}` });
  });
});
