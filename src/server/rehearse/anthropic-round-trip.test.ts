import fc from "fast-check";
import { expect, test } from "vitest";
import { anthropicDialect } from "../../dialects/anthropic/dialect.ts";
import { Collector } from "../../engine/collect.ts";
import { forwardMessage } from "../../providers/anthropic/document.ts";
import { MessagesTranslator } from "../../providers/anthropic/events.ts";
import { MessagesForwarder } from "../../providers/anthropic/forward.ts";
import { messagesBody } from "../../providers/anthropic/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { AnswerFrame, DialectRequest } from "../../spec/dialect.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Tool } from "../../spec/tool.ts";
import { answers } from "./anthropic-answers.fixture.ts";
import { hello, items, options } from "./anthropic-tasks.fixture.ts";

/**
 * What Anthropic's protocol tells in another way, and comes back so:
 * - what the system and developers say is one message of the system in front; consecutive messages of one side are one;
 *   empty texts, empty messages, names and the detail of a picture are not told; a refusal is a text;
 * - without a bound of the answer there is one; a `top_p` of 1 beside a temperature is not told, nor the other way round;
 * - the effort `minimal` is `low`; for models before 4.6 an effort is a budget of tokens;
 * - a format's name and description, `strict: false`, `parallelToolCalls: true`, and a choice without tools are not told;
 *   without parallel calls, no choice is `auto`; the tiers `priority` and `standard_only` are `auto` and `default`;
 * - one tool that does nothing stands in for no tools where the conversation has calls; what tools gave stands first
 *   in its message; a bound of the thought is an effort for models from 4.7 on;
 * - allowed tools are all there are; custom tools are functions; a JSON object is asked for by the system;
 * - texts that need not be cited are part of the message; citations of the web do not go back;
 * - arguments that are JSON come back without spaces, and none as `{}`; thoughts without a seal of Anthropic's stay here;
 * - in an answer, a refusal is a text, an unsealed thought comes with a seal that says so, and calls make any `stop` one for their sake.
 */
const model = "claude-opus-4-8";
const hex = "0123456789abcdef0123456789abcdef";
const frame: AnswerFrame = { id: hex, createdMs: 1_790_000_000_000, model };
const { signal } = new AbortController();

function read(body: unknown): Extract<DialectRequest, { kind: "answer" }> {
  const asked = anthropicDialect.read({ method: "POST", path: "/v1/messages", query: {}, headers: {}, body });
  if (asked?.kind !== "answer") throw new TypeError("this asks for no answer");
  return asked;
}

const someTool: Tool = { type: "function", name: "f", parameters: { type: "object" } };

test("every task comes back as it was", () => {
  fc.assert(
    fc.property(items, options, (said, asked) => {
      // Amid work whose thought was lost a budget is left out: the API refuses it.
      const conversation = asked.reasoningTokens === undefined ? said : [hello];
      // Newer models take no number of tokens.
      const target = asked.reasoningTokens === undefined ? model : "claude-opus-4-6";
      const called = conversation.some(({ type }) => type === "function_call");
      const wishes: GenerateOptions = called ? { tools: [someTool], ...asked } : asked;
      const task: GenerateTask = { kind: "generate", items: conversation, options: wishes };
      const sent = messagesBody({ callId: `req_${hex}`, model: target, task, stream: true, signal });
      const came = read(JSON.parse(sent.toString()));
      if (came.task.kind !== "generate") throw new TypeError("this is no conversation");
      expect(came.task.items).toEqual(conversation);
      expect(came.task.options).toEqual(wishes);
      expect(came).toMatchObject({ model: target, stream: true });
    }),
    { numRuns: 300 },
  );
});

const request = read({ model, max_tokens: 10, messages: [{ role: "user", content: "Hello" }], stream: true });

/** An answer as it lies on the wire. */
function written(events: readonly StreamEvent[]): Buffer {
  const writer = request.writer(frame);
  const end = events.findLast(({ type }) => type === "end") as StreamEnd;
  writer.event({ type: "start", provider: "rehearsal", model: end.model ?? model });
  return Buffer.concat(
    events.map((event) => Buffer.from(event.type === "end" ? writer.end(event) : writer.event(event))),
  );
}

interface Reader {
  push(chunk: Buffer, out: StreamEvent[]): void;
  finish(out: StreamEvent[]): void;
}

/** Reads bytes in pieces, and puts neighbouring pieces of one kind together. */
function readPieces(reader: Reader, bytes: Buffer, cuts: readonly number[]): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  let at = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    if (cut > at) reader.push(bytes.subarray(at, cut), events);
    at = Math.max(at, cut);
  }
  reader.finish(events);
  return merged(events);
}

function merged(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (last?.type === "tool-call-delta" && event.type === last.type && event.index === last.index)
      out[out.length - 1] = { ...last, text: last.text + event.text };
    else if (last?.type === "text-delta" && event.type === last.type)
      out[out.length - 1] = { ...last, text: last.text + event.text };
    else if (last?.type === "reasoning-delta" && event.type === last.type)
      out[out.length - 1] = { ...last, text: last.text + event.text };
    else out.push(event);
  }
  return out;
}

const heading = { now: () => 0 };
const cuts = fc.array(fc.nat(10_000), { maxLength: 20 });

test("every answer comes back as it was, however it is cut", () => {
  fc.assert(
    fc.property(answers, cuts, (events, at) => {
      const bytes = written(events);
      const where = at.map((cut) => cut % bytes.length);
      expect(readPieces(new MessagesTranslator(heading), bytes, where)).toEqual(merged(events));
    }),
    { numRuns: 200 },
  );
});

test("and so it does cut at every byte", () => {
  const [events] = fc.sample(answers, { numRuns: 1, seed: 7 });
  const greeting: StreamEvent[] = ["你好，", "世界 👩‍👩‍👧‍👦", "!"].map((text) => ({
    type: "text-delta",
    choice: 0,
    text,
  }));
  const whole = [...greeting, ...(events?.slice(-2) ?? [])];
  const bytes = written(whole);
  for (let at = 1; at < bytes.length; at++) {
    expect(readPieces(new MessagesTranslator(heading), bytes, [at])).toEqual(merged(whole));
  }
});

test("on the fast lane every byte comes back but the end mark, with the same figures", () => {
  const mark = `event: message_stop\ndata: {"type":"message_stop"}\n\n`;
  fc.assert(
    fc.property(answers, cuts, (events, at) => {
      const bytes = written(events);
      const came = readPieces(
        new MessagesForwarder(heading),
        bytes,
        at.map((cut) => cut % bytes.length),
      );
      const handed = came.flatMap((event) => (event.type === "source-bytes" ? [event.bytes] : []));
      expect(`${Buffer.concat(handed).toString()}${mark}`).toBe(bytes.toString());
      expect(came.at(-1)).toEqual(events.at(-1));
    }),
  );
});

test("a whole answer has the same figures", () => {
  fc.assert(
    fc.property(answers, (events) => {
      const collector = new Collector();
      for (const event of events) collector.add(event);
      const bytes = Buffer.from(JSON.stringify(request.writer(frame).whole(collector.answer)));
      const [handed, end] = readPieces(forwardMessage(heading), bytes, []);
      expect(handed).toMatchObject({ type: "source-bytes", content: true });
      expect(end).toEqual(events.at(-1) as StreamEnd);
    }),
  );
});
