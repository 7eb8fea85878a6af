import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder } from "../upstream/decoder.ts";
import { ChatTranslator } from "./events.ts";
import { ChatForwarder } from "./forward.ts";

const heading = { now: () => 0, upstreamRequestId: "up_1" };

const chunk = (delta: object, finish: string | null = null, rest: object = { usage: null }) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m-1", choices: [{ index: 0, delta, finish_reason: finish }], ...rest })}\n\n`;
const usageChunk = `data: ${JSON.stringify({ id: "c", model: "m-1", choices: [], usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 } })}\n\n`;
const done = "data: [DONE]\n\n";

/** Feeds a decoder in pieces; returns what came out and the error, if any. */
function feed(
  decoder: Decoder,
  bytes: Buffer,
  cuts: readonly number[],
): { events: StreamEvent[]; error: unknown } {
  const events: StreamEvent[] = [];
  try {
    let at = 0;
    for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
      if (cut > at) decoder.push(bytes.subarray(at, cut), events);
      at = Math.max(at, cut);
    }
    decoder.finish(events);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

const forwarded = (events: readonly StreamEvent[]) =>
  Buffer.concat(events.flatMap((event) => (event.type === "source-bytes" ? [event.bytes] : []))).toString();

const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 8 });
const cuts = fc.array(fc.nat(2000), { maxLength: 30 });

function whole(pieces: readonly string[], eol = "\n"): string {
  const text =
    chunk({ role: "assistant", content: "" }) + pieces.map((content) => chunk({ content })).join("");
  return (text + chunk({}, "stop")).replaceAll("\n\n", eol + eol);
}

function choiceChunk(index: number, content: string, finish: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index, delta: { content }, finish_reason: finish }] })}\n\n`;
}

describe("the fast lane", () => {
  test("hands on every line but the end mark and the usage that nobody asked for, however it is cut", () => {
    fc.assert(
      fc.property(texts, cuts, fc.boolean(), fc.constantFrom("\n", "\r\n"), (pieces, at, keep, eol) => {
        const answer = whole(pieces, eol);
        const usage = usageChunk.replaceAll("\n\n", eol + eol);
        const bytes = Buffer.from(answer + usage + done.replaceAll("\n\n", eol + eol));
        const { events, error } = feed(
          new ChatForwarder(heading, keep),
          bytes,
          at.map((cut) => cut % bytes.length),
        );
        expect(error).toBeUndefined();
        expect(forwarded(events)).toBe((keep ? answer + usage : answer).replaceAll(eol, "\n"));
        expect(events.at(-1)).toEqual({
          type: "end",
          model: "m-1",
          usage: { inputTokens: 3, outputTokens: 5 },
          upstreamRequestId: "up_1",
        });
        expect(events.filter((event) => event.type === "end")).toHaveLength(1);
      }),
    );
  });

  test("agrees with the slow lane on text, usage and end", () => {
    fc.assert(
      fc.property(texts, cuts, (pieces, at) => {
        const bytes = Buffer.from(whole(pieces) + usageChunk + done);
        const where = at.map((cut) => cut % bytes.length);
        const fast = feed(new ChatForwarder(heading, true), bytes, where);
        const slow = feed(new ChatTranslator(heading, "1"), bytes, where);
        expect(slow.error).toBeUndefined();
        const text = slow.events
          .flatMap((event) => (event.type === "text-delta" ? [event.text] : []))
          .join("");
        expect(text).toBe(pieces.join(""));
        expect(slow.events.at(-1)).toEqual(fast.events.at(-1));
      }),
    );
  });

  test("words that look like marks inside a text change nothing", () => {
    const nasty = [
      '"usage":{"prompt_tokens":9}',
      "data: [DONE]",
      "\ndata: [DONE]\n\n",
      '"error":{"message":"x"}',
      '"finish_reason":"stop"',
    ];
    const answer = whole(nasty);
    const { events, error } = feed(
      new ChatForwarder(heading, false),
      Buffer.from(answer + usageChunk + done),
      [],
    );
    expect(error).toBeUndefined();
    expect(forwarded(events)).toBe(answer);
    expect(events.at(-1)).toMatchObject({ usage: { inputTokens: 3, outputTokens: 5 } });
  });

  test("the first events are not content; those with something to see are", () => {
    const decoder = new ChatForwarder(heading, false);
    const events: StreamEvent[] = [];
    decoder.push(Buffer.from(`: a comment\n\n${chunk({ role: "assistant", content: "" })}`), events);
    decoder.push(Buffer.from(chunk({ content: "a" })), events);
    expect(events.map((event) => event.type === "source-bytes" && event.content)).toEqual([false, true]);
  });

  test.each([
    [
      "of two choices one ends",
      [choiceChunk(0, "a"), choiceChunk(1, "b"), choiceChunk(1, "", "stop")],
      false,
    ],
    ["both end", [choiceChunk(1, "b"), choiceChunk(0, "", "stop"), choiceChunk(1, "", "length")], true],
    ["one that was asked for never comes", [choiceChunk(0, "a"), choiceChunk(0, "", "stop")], true],
    ["a finish reason somewhere else", [chunk({ content: "a", x: { finish_reason: "stop" } })], false],
  ])("%s: both lanes agree whether that is whole", (_name, events, whole) => {
    for (const lane of [new ChatForwarder(heading, true), new ChatTranslator(heading, "1")]) {
      const { error } = feed(lane, Buffer.from(events.join("") + done), []);
      if (whole) expect(error).toBeUndefined();
      else expect(error).toMatchObject({ code: "upstream_truncated" });
    }
  });

  test("lone CRs end lines, and an end mark behind one is an end mark", () => {
    const begun = chunk({ content: "a" });
    for (const lane of [new ChatForwarder(heading, true), new ChatTranslator(heading, "1")]) {
      const cut = Buffer.from(`${begun}: x\r\rdata: [DONE]\r\r${chunk({ content: "b" })}`);
      const { error } = feed(lane, cut, []);
      expect(error).toMatchObject({ code: "upstream_truncated" });
    }
  });

  test("an upstream's message keeps its characters", () => {
    const error = { message: "Zu groß für „m-1“", code: "context_length_exceeded" };
    for (const text of [
      `data: ${JSON.stringify({ error })}\n\n`,
      `event: error\ndata: ${JSON.stringify(error)}\n\n`,
    ]) {
      const { error: thrown } = feed(
        new ChatForwarder(heading, true),
        Buffer.from(chunk({ content: "a" }) + text),
        [],
      );
      expect(thrown).toMatchObject({ code: "context_length_exceeded", message: error.message });
    }
  });

  test("comments without end are no answer", () => {
    const flood = Buffer.from(": wait\n\n".repeat(64 * 1024));
    const { error } = feed(new ChatForwarder(heading, true), flood, []);
    expect(error).toMatchObject({ code: "upstream_invalid" });
  });

  test("an event is parsed once, however often it speaks of errors and figures", () => {
    const word = '{"error":{}},{"usage":{}},{"finish_reason":"x"},';
    const event = `data: {"x":[${word.repeat(8_000)}0],"choices":[{"delta":{"content":"a"}}]}\n\n`;
    const events = [chunk({ content: "a" }), event, chunk({}, "stop"), done].join("");
    const { error } = feed(new ChatForwarder(heading, false), Buffer.from(events), []);
    expect(error).toBeUndefined(); // within the limit of every test: it took minutes
  });

  test("no usage: it stays unknown", () => {
    const { events } = feed(new ChatForwarder(heading, false), Buffer.from(whole(["a"]) + done), []);
    expect(events.at(-1)).toEqual({ type: "end", model: "m-1", upstreamRequestId: "up_1" });
  });

  test("usage in a chunk with choices is read and handed on", () => {
    const answer =
      chunk({ content: "a" }) + chunk({}, "stop", { usage: { prompt_tokens: 1, completion_tokens: 2 } });
    const { events } = feed(new ChatForwarder(heading, false), Buffer.from(answer + done), []);
    expect(forwarded(events)).toBe(answer);
    expect(events.at(-1)).toMatchObject({ usage: { inputTokens: 1, outputTokens: 2 } });
  });
});

test("JSON with white space, as some servers write it, is read by both lanes alike", () => {
  const spaced = (value: object) =>
    `data: ${JSON.stringify(value, null, 1).replaceAll("\n", " ").replaceAll('":', '" :')}\n\n`;
  const answer =
    spaced({
      model: "m-1",
      choices: [{ index: 0, delta: { content: "finish_reason" }, finish_reason: null }],
    }) + spaced({ model: "m-1", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  const usage = spaced({ model: "m-1", choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } });
  const bytes = Buffer.from(answer + usage + done);
  const fast = feed(new ChatForwarder(heading, false), bytes, []);
  const slow = feed(new ChatTranslator(heading, "1"), bytes, []);
  expect([fast.error, slow.error]).toEqual([undefined, undefined]);
  expect(forwarded(fast.events)).toBe(answer);
  expect(fast.events.at(-1)).toEqual(slow.events.at(-1));
  expect(fast.events.at(-1)).toMatchObject({ usage: { inputTokens: 3, outputTokens: 5 } });
});

test("bytes that are no UTF-8 are refused by both lanes", () => {
  const bytes = Buffer.concat([Buffer.from(chunk({ content: "a" })), Buffer.from([0x64, 0xff, 0x0a, 0x0a])]);
  for (const decoder of [new ChatForwarder(heading, false), new ChatTranslator(heading, "1")]) {
    expect(feed(decoder, bytes, [])).toMatchObject({ error: { code: "upstream_invalid" } });
  }
});

describe.each([
  ["fast lane", () => new ChatForwarder(heading, false) as Decoder],
  ["slow lane", () => new ChatTranslator(heading, "1") as Decoder],
])("the %s never takes a broken stream for a whole one", (_name, create) => {
  const broken: Readonly<Record<string, [string, string]>> = {
    "nothing at all": ["", "upstream_truncated"],
    "no end mark": [whole(["a"]), "upstream_truncated"],
    "an end mark without a finish reason": [chunk({ content: "a" }) + done, "upstream_truncated"],
    "half an event": [`${whole(["a"])}data: {"id`, "upstream_truncated"],
    "a web page": ["<html><body>Bad gateway</body></html>", "upstream_invalid"],
    "a whole answer where a stream was asked for": [
      '{"choices":[{"message":{"content":"hi"}}]}',
      "upstream_invalid",
    ],
    "an event called error": [
      `${chunk({ content: "a" })}event: error\ndata: {"message":"boom","code":"rate_limit_exceeded"}\n\n${chunk({}, "stop")}${done}`,
      "rate_limit_exceeded",
    ],
    "an error with spaces": [
      `${chunk({ content: "a" })}data: { "error" : { "message" : "boom" } }\n\n${done}`,
      "upstream_failed",
    ],
    "no JSON at first": ["data: hello\n\n", "upstream_invalid"],
    "an error at first": [
      `data: {"error":{"message":"no","code":"rate_limit_exceeded"}}\n\n`,
      "rate_limit_exceeded",
    ],
    "an error after text": [
      `${chunk({ content: "a" })}data: {"error":{"message":"boom"}}\n\n${done}`,
      "upstream_failed",
    ],
    "an error beside choices": [
      chunk({ content: "a" }) + chunk({}, "error", { error: { code: 502, message: "x" } }) + done,
      "upstream_failed",
    ],
  };
  test.each(Object.entries(broken))("%s", (_case, [text, code]) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      const { events, error } = feed(create(), bytes, [cut]);
      expect(error).toBeInstanceOf(ParleyError);
      expect((error as ParleyError).code).toBe(code);
      expect(events.some((event) => event.type === "end")).toBe(false);
      expect(forwarded(events)).not.toContain("[DONE]");
      expect(forwarded(events)).not.toContain("boom");
    }
  });
});

describe("before the content", () => {
  const hidden = chunk({ role: "assistant", content: "", refusal: null, tool_calls: [], audio: {} });

  test("an empty piece for each token of a thought that is hidden is nobody's fault, and not all of them wait", () => {
    const bytes = Buffer.from(hidden.repeat(5_000) + chunk({ content: "Hi" }) + chunk({}, "stop") + done);
    const at = Array.from({ length: 100 }, (_, index) => index * 9_000);
    const { events, error } = feed(new ChatForwarder(heading, true), bytes, at);
    expect(error).toBeUndefined();
    const early = events.filter((event) => event.type === "source-bytes" && !event.content);
    expect(forwarded(early).length).toBeGreaterThan(200_000);
    expect(forwarded(early).length).toBeLessThan(300_000);
    expect(forwarded(events)).toContain('"Hi"');
    expect(events.at(-1)).toMatchObject({ type: "end" });
  });

  test("such pieces without end are given up", () => {
    const decoder = new ChatForwarder(heading, true);
    const events: StreamEvent[] = [];
    const piece = Buffer.from(hidden.repeat(200));
    const endless = (): void => {
      for (let times = 0; times < 200; times++) decoder.push(piece, events);
    };
    expect(endless).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
  });

  test.each([
    ["a sound", { audio: { id: "audio_1", data: "AAAA" } }],
    ["a thought in a form of their own", { reasoning_details: [{ type: "reasoning.text", text: "Hm" }] }],
    ["what nobody knows yet", { gesture: "nods" }],
  ])("%s is content: no other target answers behind it", (_, delta) => {
    const { events } = feed(new ChatForwarder(heading, true), Buffer.from(hidden + chunk(delta)), [
      hidden.length,
    ]);
    expect(events.map((event) => event.type === "source-bytes" && event.content)).toEqual([false, true]);
  });
});
