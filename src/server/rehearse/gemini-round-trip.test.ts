import fc from "fast-check";
import { expect, it } from "vitest";
import { geminiDialect } from "../../dialects/gemini/dialect.ts";
import { Collector } from "../../engine/collect.ts";
import { geminiError } from "../../providers/gemini/errors.ts";
import { GeminiDecoder } from "../../providers/gemini/events.ts";
import { embedBody, generateBody } from "../../providers/gemini/request.ts";
import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { answers, merged } from "./gemini-answers.fixture.ts";
import { tasks, words } from "./gemini-tasks.fixture.ts";

const model = "gemini-3-flash-preview";
const frame = { id: "0123456789abcdef0123456789abcdef", createdMs: 0, model };
const signal = new AbortController().signal;
const attempt = <T extends GenerateTask | EmbedTask>(task: T) =>
  ({ callId: "req_1", model, task, stream: true, signal }) as const;

function read(method: string, body: unknown) {
  const path = `/v1beta/models/${model}:${method}`;
  const request = geminiDialect.read({ method: "POST", path, query: { alt: "sse" }, headers: {}, body });
  if (request?.kind !== "answer") throw new TypeError("not read");
  return request;
}

function decode(chunks: Iterable<Buffer>): { events: StreamEvent[]; error: unknown } {
  const decoder = new GeminiDecoder({ now: () => 0 }, { kind: "generate", items: [], options: {} }, "req_1");
  const events: StreamEvent[] = [];
  try {
    for (const chunk of chunks) decoder.push(chunk, events);
    decoder.finish(events);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

function* cut(bytes: Buffer, sizes: readonly number[]): Iterable<Buffer> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const shown = { generationConfig: { thinkingConfig: { includeThoughts: true } } };
const question = { contents: [{ parts: [{ text: "?" }] }], ...shown };

it("maps any task to Gemini's request and back", () => {
  fc.assert(
    fc.property(tasks, (task) => {
      const request = read("streamGenerateContent", JSON.parse(generateBody(attempt(task)).toString()));
      expect(request.task).toEqual(task);
      expect(request.stream).toBe(true);
      expect(request.model).toBe(model);
    }),
    { numRuns: 300 },
  );
});

it("maps any texts to be embedded there and back", () => {
  const dimensions = fc.integer({ min: 1, max: 4096 });
  const embed = fc
    .tuple(fc.array(words, { minLength: 1, maxLength: 5 }), fc.option(dimensions))
    .map(([inputs, size]) => ({
      kind: "embed" as const,
      inputs,
      ...(size !== null && { dimensions: size }),
    }));
  fc.assert(
    fc.property(embed, (task) => {
      expect(read("batchEmbedContents", JSON.parse(embedBody(attempt(task)).toString())).task).toEqual(task);
    }),
  );
});

it("maps any answer to Gemini's stream and back, however it is cut", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(answers, sizes, ({ events, end }, pieces) => {
      const writer = read("streamGenerateContent", question).writer(frame);
      const stream = [...events.map((event) => writer.event(event)), writer.end(end)].join("");
      const bytes = Buffer.from(stream);
      const expected = [...merged(events), { ...end, upstreamRequestId: frame.id }];
      for (const way of [[bytes.length], [1], pieces]) {
        const { events: got, error } = decode(cut(bytes, way));
        expect(error).toBeUndefined();
        expect(merged(got)).toEqual(expected);
      }
    }),
    { numRuns: 150 },
  );
});

it("maps any whole answer there and back", () => {
  const collected = (events: readonly StreamEvent[]) => {
    const collector = new Collector();
    for (const event of events) collector.add(event);
    return collector.answer;
  };
  fc.assert(
    fc.property(answers, ({ events, end }) => {
      const answer = collected([...events, end]);
      const body = read("generateContent", question).writer(frame).whole(answer);
      const { events: got, error } = decode([Buffer.from(`data: ${JSON.stringify(body)}\n\n`)]);
      expect(error).toBeUndefined();
      expect(collected(got)).toEqual(answer);
    }),
    { numRuns: 150 },
  );
});

it("never ends a stream cleanly that was cut anywhere before its last event", () => {
  fc.assert(
    fc.property(answers, fc.double({ min: 0, max: 1, noNaN: true }), ({ events, end }, part) => {
      const writer = read("streamGenerateContent", question).writer(frame);
      const before = Buffer.from(events.map((event) => writer.event(event)).join(""));
      const last = Buffer.from(writer.end(end));
      const bytes = Buffer.concat([before, last]);
      // The empty line behind the last event is what makes it one.
      const at = Math.floor(part * (bytes.length - 3));
      const { error } = decode([bytes.subarray(0, at)]);
      expect(error).toBeInstanceOf(ParleyError);
    }),
    { numRuns: 150 },
  );
});

const failures: readonly (readonly [ErrorCode, ErrorCode])[] = [
  ["upstream_overloaded", "upstream_overloaded"],
  ["rate_limit_exceeded", "rate_limit_exceeded"],
  ["context_length_exceeded", "context_length_exceeded"],
  ["insufficient_quota", "upstream_quota"],
  ["invalid_api_key", "upstream_credentials"],
  ["missing_api_key", "upstream_credentials"],
  ["model_not_found", "model_not_found"],
  ["invalid_value", "upstream_rejected"],
  ["upstream_timeout", "upstream_timeout"],
  ["internal", "upstream_failed"],
  ["shutting_down", "upstream_overloaded"],
];

it.each(failures)("tells the failure `%s` so that it is understood as `%s`", (code, understood) => {
  const error = new ParleyError(code, { retryAfterMs: 1500, param: "generationConfig.topK" });
  const { status, body } = geminiDialect.problem(error);
  const back = geminiError({ status, body: JSON.parse(JSON.stringify(body)), now: 0 });
  expect(back).toMatchObject({ code: understood, retryAfterMs: 1500, raw: { status } });

  const writer = read("streamGenerateContent", question).writer(frame);
  const begun = writer.event({ type: "text-delta", choice: 0, text: "So" });
  const { events, error: broken } = decode([Buffer.from(`${begun}${writer.failure(error)}`)]);
  expect(events).toEqual([{ type: "text-delta", choice: 0, text: "So" }]);
  expect(broken).toMatchObject({ code: understood, retryAfterMs: 1500 });
});
