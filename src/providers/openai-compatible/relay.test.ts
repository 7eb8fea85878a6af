import fc from "fast-check";
import { expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { RelayDecoder } from "./relay.ts";

function feed(type: string, pieces: readonly Buffer[], images?: number) {
  const decoder = new RelayDecoder({ now: () => 0, contentType: type }, images);
  const events: StreamEvent[] = [];
  let error: unknown;
  try {
    for (const piece of pieces) decoder.push(piece, events);
    decoder.finish(events);
  } catch (thrown) {
    error = thrown;
  }
  const bytes = Buffer.concat(
    events.flatMap((event) => (event.type === "source-bytes" ? [event.bytes] : [])),
  );
  return { bytes, error, end: events.find((event) => event.type === "end"), events };
}

const json = (value: unknown): Buffer[] => [Buffer.from(JSON.stringify(value))];

const cut = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

test("any bytes come out as they went in, with their type at the first", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
      const body = Buffer.from(bytes);
      const { bytes: out, events } = feed("audio/wav", cut(body, size));
      expect(out).toEqual(body);
      const types = events.flatMap((event) => (event.type === "source-bytes" ? [event.contentType] : []));
      expect(types).toEqual(["audio/wav", ...types.slice(1).map(() => undefined)]);
    }),
  );
});

test("a JSON answer tells its tokens, and pictures are counted", () => {
  const usage = { input_tokens: 5, output_tokens: 9, input_tokens_details: { image_tokens: 2 } };
  const { end } = feed("application/json", json({ data: [{}, {}], usage }), 3);
  expect(end).toMatchObject({ usage: { inputTokens: 5, outputTokens: 9, inputImageTokens: 2, images: 2 } });
});

test("seconds are no tokens: what is not told stays unknown", () => {
  const { end } = feed("application/json", json({ text: "a", usage: { type: "duration", seconds: 3 } }));
  expect(end).toEqual({ type: "end" });
});

test.each(["text/html", "text/html; charset=utf-8", "TEXT/HTML"])("a web page is no answer: %s", (type) => {
  const { error, bytes } = feed(type, [Buffer.from("<html>Sign in</html>")], 1);
  expect(error).toMatchObject({ code: "upstream_invalid" });
  expect(bytes.length).toBe(0);
});

test.each([
  ["an error in a good status", json({ error: { message: "no", code: "rate_limit_exceeded" } })],
  ["no JSON", [Buffer.from("<html>")]],
  ["a list", json([])],
  ["nothing", []],
])("%s is no answer", (_name, pieces) => {
  const { error, bytes } = feed("application/json; charset=utf-8", pieces);
  expect(error).toBeInstanceOf(ParleyError);
  expect(bytes.length).toBe(0);
});

test("a stream's usage is found however it is cut", () => {
  const text = `data: {"type":"speech.audio.delta","audio":"usage"}\n\ndata: {"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":4}}\n\n`;
  for (let size = 1; size < text.length; size++) {
    const { end, bytes } = feed("text/event-stream", cut(Buffer.from(text), size));
    expect(end).toMatchObject({ usage: { inputTokens: 3, outputTokens: 4 } });
    expect(bytes.toString()).toBe(text);
  }
});

test("an error in the middle of a stream ends it as one", () => {
  const text = 'data: {"a":1}\n\ndata: {"error":{"message":"broken","type":"server_error"}}\n\n';
  const { error, end } = feed("text/event-stream", [Buffer.from(text)]);
  expect(error).toBeInstanceOf(ParleyError);
  expect(end).toBeUndefined();
});
