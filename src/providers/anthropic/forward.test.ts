import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, feed, played, recorded, sourceOf } from "./anthropic.fixture.ts";
import { forwardMessage } from "./document.ts";
import { MessagesTranslator } from "./events.ts";
import { MessagesForwarder } from "./forward.ts";

const heading = { now: () => 0, upstreamRequestId: "up_1" };
const stop = `event: message_stop\ndata: {"type":"message_stop"}\n\n`;

const event = (type: string, members: object, eol = "\n") =>
  `event: ${type}${eol}data: ${JSON.stringify({ type, ...members })}${eol}${eol}`;

const forwarded = (events: readonly StreamEvent[]) =>
  Buffer.concat(events.flatMap((event) => (event.type === "source-bytes" ? [event.bytes] : []))).toString();

/** A stream with these texts, without its last event. */
function answer(pieces: readonly string[], eol = "\n"): string {
  const usage = { input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 1 };
  return [
    event("message_start", { message: { model: "m-1", usage } }, eol),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }, eol),
    ...pieces.map((text) =>
      event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }, eol),
    ),
    event("content_block_stop", { index: 0 }, eol),
    event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } }, eol),
  ].join("");
}

const end = {
  type: "end",
  model: "m-1",
  usage: { inputTokens: 7, cachedTokens: 4, outputTokens: 5 },
  upstreamRequestId: "up_1",
};

const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 8 });
const cuts = fc.array(fc.nat(3000), { maxLength: 30 });

describe("the fast lane of streams", () => {
  test.each([
    ["events", event("ping", {})],
    ["comments", ": still there\n\n"],
  ])(
    "%s that say nothing are not kept without end, and after the content they may be many",
    (_what, piece) => {
      const much = piece.repeat(Math.ceil(300_000 / piece.length));
      const { error } = feed(new MessagesForwarder(heading), Buffer.from(much), [100_000, 200_000]);
      expect(error).toMatchObject({ code: "upstream_invalid" });
      const late = Buffer.from(answer(["hi"]) + much + stop);
      expect(feed(new MessagesForwarder(heading), late, [100_000, 200_000]).error).toBeUndefined();
    },
  );

  test("hands on every line but the end mark, however it is cut, and agrees with the slow lane", () => {
    fc.assert(
      fc.property(texts, cuts, fc.constantFrom("\n", "\r\n"), (pieces, at, eol) => {
        const whole = answer(pieces, eol);
        const bytes = Buffer.from(whole + stop.replaceAll("\n", eol));
        const where = at.map((cut) => cut % bytes.length);
        const { events, error } = feed(new MessagesForwarder(heading), bytes, where);
        expect(error).toBeUndefined();
        expect(forwarded(events)).toBe(whole.replaceAll(eol, "\n"));
        expect(events.at(-1)).toEqual(end);
        const slow = feed(new MessagesTranslator(heading), bytes, where).events;
        expect(slow.at(-1)).toEqual(end);
        expect(slow.flatMap((one) => (one.type === "text-delta" ? [one.text] : [])).join("")).toBe(
          pieces.join(""),
        );
      }),
    );
  });

  test.each(["stream", "tools", "thinking", "citations", "cached", "pause", "refusal"])(
    "%s, cut at every byte",
    (name) => {
      const { body } = recorded(name);
      const slow = feed(new MessagesTranslator(heading), body, []).events.at(-1);
      for (let at = 0; at < body.length; at++) {
        const { events, error } = feed(new MessagesForwarder(heading), body, [at]);
        expect(error).toBeUndefined();
        expect(forwarded(events) + stop).toBe(body.toString());
        expect(events.at(-1)).toEqual(slow);
      }
    },
  );

  test("broken off anywhere, it never ends cleanly, and no half event is handed on", () => {
    const { body } = recorded("tools");
    for (let length = 0; length < body.length - 1; length++) {
      const { events, error } = feed(new MessagesForwarder(heading), body.subarray(0, length), []);
      expect(error).toBeInstanceOf(ParleyError);
      expect(events.every(({ type }) => type === "source-bytes")).toBe(true);
      expect(forwarded(events)).toMatch(/^$|\n\n$/);
    }
  });

  test("words that look like marks inside a text change nothing", () => {
    const nasty = [
      `"type":"message_stop"`,
      `\nevent: error\ndata: {}\n\n`,
      stop,
      `{"type":"error"}`,
      `event: message_stop`,
    ];
    const { events, error } = feed(new MessagesForwarder(heading), Buffer.from(answer(nasty) + stop), []);
    expect(error).toBeUndefined();
    expect(forwarded(events)).toBe(answer(nasty));
  });

  test("the first events are not content; those with something to see are", () => {
    const decoder = new MessagesForwarder(heading);
    const events: StreamEvent[] = [];
    decoder.push(Buffer.from(`: a comment\n\n${event("message_start", { message: {} })}`), events);
    decoder.push(
      Buffer.from(event("content_block_start", { index: 0, content_block: { type: "text" } })),
      events,
    );
    decoder.push(Buffer.from(event("ping", {})), events);
    decoder.push(Buffer.from(event("content_block_delta", { index: 0, delta: {} })), events);
    expect(events.map((one) => one.type === "source-bytes" && one.content)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test("an error before any content leaves nothing to see; one behind it leaves what came", () => {
    const failure = event("error", { error: { type: "overloaded_error", message: "Overloaded" } });
    const start = event("message_start", { message: {} });
    const early = feed(new MessagesForwarder(heading), Buffer.from(start + failure), []);
    expect(early).toEqual({
      events: [],
      error: expect.objectContaining({ code: "upstream_overloaded" }) as unknown,
    });
    const body = Buffer.from(answer(["a"]) + failure);
    for (let at = 0; at < body.length; at++) {
      const late = feed(new MessagesForwarder(heading), body, [at]);
      expect(late.error).toMatchObject({ code: "upstream_overloaded" });
      expect(forwarded(late.events)).toBe(answer(["a"]));
    }
  });

  test.each([
    [`data: {"type":"error","error":{"type":"api_error","message":"x"}}\n\n`, "upstream_failed"],
    [`event: error\ndata: not json\n\n`, "upstream_failed"],
    [`data: [DONE]\n\n`, "upstream_invalid"],
    [`data: 3\n\n`, "upstream_invalid"],
    [stop, "upstream_truncated"],
    [event("message_delta", { delta: { stop_reason: 7 } }), "upstream_invalid"],
    ["<html>", "upstream_invalid"],
    ["", "upstream_truncated"],
    [": comment\n\n", "upstream_truncated"],
  ])("%j ends as %s", (text, code) => {
    const { events, error } = feed(new MessagesForwarder(heading), Buffer.from(text), []);
    expect(error).toMatchObject({ code });
    expect(events.some(({ type }) => type === "end")).toBe(false);
  });

  test("bytes that are no UTF-8 are no answer", () => {
    const { error } = feed(new MessagesForwarder(heading), Buffer.from("data: \xff\n\n", "latin1"), []);
    expect(error).toMatchObject({ code: "upstream_invalid" });
  });

  test("what comes behind the end is not read", () => {
    const { events, error } = feed(
      new MessagesForwarder(heading),
      Buffer.from(`${answer(["a"])}${stop}data: junk\n\n`),
      [],
    );
    expect(error).toBeUndefined();
    expect(forwarded(events)).toBe(answer(["a"]));
  });
});

describe("over a socket", () => {
  const text = `{ "model" : "mine","max_tokens":1.0e1, "messages":[{"role":"user","content":"你好"}],"stream":true,"odd":1.50 }`;
  const span = [text.indexOf(`"mine"`), text.indexOf(`"mine"`) + 6] as const;

  test("the caller's bytes go upstream, and the upstream's come back", async () => {
    const { provider, upstream } = await played(["stream"], { pieces: [5, 1, 100] });
    const { events, error } = await readAll(
      provider.generate(attemptOf({}, { source: sourceOf(text, span) })),
    );
    expect(error).toBeUndefined();
    expect(forwarded(events) + stop).toBe(recorded("stream").body.toString());
    expect(upstream.requests[0]).toMatchObject({
      url: "/v1/messages",
      body: { model: "claude-opus-4-8", max_tokens: 10, stream: true },
    });
  });

  test("a whole answer is handed on as it came, and metered", async () => {
    const { provider } = await played(["text"], { pieces: [50] });
    const { events, error } = await readAll(
      provider.generate(attemptOf({}, { source: sourceOf(text, span), stream: false })),
    );
    expect(error).toBeUndefined();
    expect(forwarded(events)).toBe(recorded("text").body.toString());
    expect(events.at(-1)).toMatchObject({
      model: "claude-opus-4-8",
      usage: { inputTokens: 2095, outputTokens: 503, cachedTokens: 0, cacheWriteTokens: 0 },
    });
  });

  test.each([
    [`{"type":"error","error":{"type":"overloaded_error","message":"x"}}`, "upstream_overloaded"],
    [`{"type":"message","content":"no list","stop_reason":"end_turn"}`, "upstream_invalid"],
    [`{"type":"message","content":[]}`, "upstream_invalid"],
    ["[]", "upstream_invalid"],
    ["<html>", "upstream_invalid"],
  ])("a whole answer %j is %s", (body, code) => {
    const { events, error } = feed(forwardMessage(heading), Buffer.from(body), []);
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code });
  });
});
