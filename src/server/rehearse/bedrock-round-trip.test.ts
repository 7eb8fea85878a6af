import { EventStreamCodec } from "@smithy/eventstream-codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bedrockDialect } from "../../dialects/bedrock/dialect.ts";
import { ConverseDecoder } from "../../providers/bedrock/events.ts";
import { converseBody, modelPath } from "../../providers/bedrock/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import { eventsOf, finish, segment, usage } from "./bedrock-answers.fixture.ts";
import { bare, model, task } from "./bedrock-tasks.fixture.ts";

/*
 * What does not come back as it went, each by its name:
 * - messages of the role `developer`, and system messages that come later, stand in front as `system`;
 * - messages of one role that follow each other become one;
 * - texts of nothing but white space, thoughts without Bedrock's seal, refusals as such, names, annotations and an
 *   image's `detail` stay here;
 * - documents get names that Amazon takes, and the ending of their format;
 * - tools that must not be called (`none`, `allowed`) are not sent, and one that does nothing stands in for no tools
 *   where the conversation has calls;
 * - `auto`, `parallelToolCalls: true`, `reasoningEffort: "none"` and the service tier `auto` are what happens anyway;
 * - a text stands beside documents that come without a word;
 * - so does one before an assistant who begins, and in place of nothing from a tool that failed;
 * - a tool's schema says that it is one of an object;
 * - in an answer, a usual end behind calls is one for their sake;
 * - `json_object` is an instruction, and a JSON schema is always strict.
 */

test("a task is read as it was meant", () => {
  fc.assert(
    fc.property(task, model, (asked, id) => {
      const signal = new AbortController().signal;
      const body = converseBody({ callId: "req_1", model: id, task: asked, stream: true, signal });
      const read = bedrockDialect.read({
        method: "POST",
        path: modelPath(id, "converse-stream"),
        query: {},
        headers: {},
        body: JSON.parse(body.toString("utf8")) as unknown,
      });
      expect(read).toMatchObject({ kind: "answer", model: id, stream: true });
      expect(read?.kind === "answer" && bare(read.task)).toEqual(asked);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, GenerateOptions]>([
  ["amazon.nova-2-lite-v1:0", { topK: 7, reasoningEffort: "high" }],
  ["us.amazon.nova-2-lite-v1:0", { reasoningEffort: "none" }],
  ["openai.gpt-oss-120b-1:0", { topK: 7, reasoningEffort: "medium" }],
  ["cohere.command-r-v1:0", { topK: 7 }],
])("%s hears of %j in its maker's words", (id, options) => {
  const asked: GenerateTask = {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: "?" }] }],
    options,
  };
  const signal = new AbortController().signal;
  const body = converseBody({ callId: "req_1", model: id, task: asked, stream: true, signal });
  const wire = { method: "POST", path: modelPath(id, "converse-stream"), query: {}, headers: {} };
  const read = bedrockDialect.read({ ...wire, body: JSON.parse(body.toString("utf8")) as unknown });
  expect(read?.kind === "answer" && read.task).toEqual(asked);
});

/** Pieces of the same text that follow each other are one. */
function merged(events: readonly StreamEvent[]): StreamEvent[] {
  const out: StreamEvent[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if ("text" in event && last !== undefined && "text" in last && last.type === event.type) {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else out.push(event);
  }
  return out;
}

function writerOf() {
  const body = { messages: [{ role: "user", content: [{ text: "?" }] }] };
  const read = bedrockDialect.read({
    method: "POST",
    path: "/model/m/converse-stream",
    query: {},
    headers: {},
    body,
  });
  if (read?.kind !== "answer") throw new TypeError("no answer is asked for");
  return read.writer({ id: "0".repeat(32), createdMs: 0, model: "m" });
}

function decoded(body: Buffer, cuts: readonly number[]): StreamEvent[] {
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString("utf8"),
    (text) => Buffer.from(text, "utf8"),
  );
  const decoder = new ConverseDecoder({ now: () => 0 }, codec);
  const out: StreamEvent[] = [];
  const places = [...cuts.map((cut) => cut % (body.length + 1)), body.length].toSorted((a, b) => a - b);
  let from = 0;
  for (const to of places) {
    if (to > from) decoder.push(body.subarray(from, to), out);
    from = to;
  }
  decoder.finish(out);
  return out;
}

test("an answer is heard as it was written, however it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(segment, { maxLength: 6 }),
      finish,
      usage,
      fc.array(fc.nat(), { maxLength: 30 }),
      (segments, ended, figures, cuts) => {
        const events = eventsOf(segments);
        const last: StreamEnd = { type: "end", ...(figures !== undefined && { usage: figures }) };
        const called = events.some(({ type }) => type === "tool-call-start");
        const unified = called && ended.unified === "stop" ? "tool-calls" : ended.unified;
        const said: StreamEvent = { type: "choice-finish", choice: 0, finish: { ...ended, unified } };
        const all: StreamEvent[] = [...events, said, last];
        const writer = writerOf();
        const parts = all.map((event) => (event.type === "end" ? writer.end(event) : writer.event(event)));
        const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
        expect(merged(decoded(body, cuts))).toEqual(merged(all));
      },
    ),
    { numRuns: 500 },
  );
});

test("an answer split at every byte is the same answer", () => {
  const writer = writerOf();
  const body = Buffer.concat([
    Buffer.from(writer.event({ type: "text-delta", choice: 0, text: "日本語 👩🏽‍🚀" })),
    Buffer.from(writer.event({ type: "choice-finish", choice: 0, finish: { unified: "stop" } })),
    Buffer.from(writer.end({ type: "end", usage: { inputTokens: 3, outputTokens: 2 } })),
  ]);
  const whole = decoded(body, []);
  expect(whole.map(({ type }) => type)).toEqual(["text-delta", "choice-finish", "end"]);
  for (let cut = 1; cut < body.length; cut++) expect(decoded(body, [cut])).toEqual(whole);
  expect(decoded(body, Array.from(body.keys()))).toEqual(whole);
});

test("a seal of another maker comes back to that maker", () => {
  const writer = writerOf();
  const seal = { maker: "openai", data: "gAAA", id: "rs_1", hidden: true } as const;
  const body = Buffer.concat([
    Buffer.from(writer.event({ type: "reasoning-seal", choice: 0, seal })),
    Buffer.from(writer.end({ type: "end" })),
  ]);
  const [event] = decoded(body, []);
  const signature = event?.type === "reasoning-seal" ? event.seal.data : "";
  const question = { role: "user", content: [{ text: "?" }] };
  const content = [{ reasoningContent: { reasoningText: { text: "", signature } } }];
  const read = bedrockDialect.read({
    method: "POST",
    path: "/model/m/converse",
    query: {},
    headers: {},
    body: { messages: [question, { role: "assistant", content }] },
  });
  expect(read).toMatchObject({ task: { items: [{}, { type: "reasoning", text: "", seal }] } });
});
