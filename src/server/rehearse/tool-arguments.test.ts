import { EventStreamCodec } from "@smithy/eventstream-codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anthropicDialect } from "../../dialects/anthropic/dialect.ts";
import { bedrockDialect } from "../../dialects/bedrock/dialect.ts";
import { geminiDialect } from "../../dialects/gemini/dialect.ts";
import { ollamaDialect } from "../../dialects/ollama/dialect.ts";
import { openAiDialect } from "../../dialects/openai/dialect.ts";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import { Collector } from "../../engine/collect.ts";
import { parseExact } from "../../lib/exact-json.ts";
import { MessagesTranslator } from "../../providers/anthropic/events.ts";
import { messagesBody } from "../../providers/anthropic/request.ts";
import { ConverseDecoder } from "../../providers/bedrock/events.ts";
import { converseBody } from "../../providers/bedrock/request.ts";
import { GeminiDecoder } from "../../providers/gemini/events.ts";
import { generateBody } from "../../providers/gemini/request.ts";
import { createErrors } from "../../providers/ollama/errors.ts";
import { OllamaTranslator } from "../../providers/ollama/events.ts";
import { generateRequest } from "../../providers/ollama/request.ts";
import { ChatTranslator } from "../../providers/openai-compatible/events.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { chatBody } from "../../providers/openai-compatible/request.ts";
import { ResponsesTranslator } from "../../providers/openai-responses/events.ts";
import { responsesBody } from "../../providers/openai-responses/request.ts";
import type { Decoder } from "../../providers/upstream/decoder.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { Dialect } from "../../spec/dialect.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt } from "../../spec/provider.ts";

const model = "m";
const heading = { now: () => 0 };
const empty: GenerateTask = { kind: "generate", items: [], options: {} };
const utf8 = (bytes: Uint8Array | string) => Buffer.from(bytes as Uint8Array).toString("utf8");
const codec = new EventStreamCodec(utf8, (text) => Buffer.from(text, "utf8"));

interface Way {
  readonly dialect: Dialect;
  readonly path: string;
  readonly body: (attempt: Attempt<GenerateTask>) => Buffer;
  readonly decoder: () => Decoder;
  /** Where a whole answer has the arguments. */
  readonly whole: RegExp;
}

const ways: Readonly<Record<string, Way>> = {
  anthropic: {
    dialect: anthropicDialect,
    path: "/v1/messages",
    body: messagesBody,
    decoder: () => new MessagesTranslator(heading),
    whole: /"input":(\{.*\})\}\],"stop_reason"/,
  },
  bedrock: {
    dialect: bedrockDialect,
    path: `/model/${model}/converse-stream`,
    body: converseBody,
    decoder: () => new ConverseDecoder(heading, codec),
    whole: /"input":(\{.*\})\}\}\]\}\},"stopReason"/,
  },
  gemini: {
    dialect: geminiDialect,
    path: `/v1beta/models/${model}:streamGenerateContent`,
    body: generateBody,
    decoder: () => new GeminiDecoder(heading, empty, "1"),
    whole: /"args":(\{.*\})\}\}\]/,
  },
  ollama: {
    dialect: ollamaDialect,
    path: "/api/chat",
    body: (attempt) => generateRequest(attempt).body,
    decoder: () => {
      const errors = createErrors("ollama");
      return new OllamaTranslator({ heading, errors, model, callId: "req_1" });
    },
    whole: /"arguments":(\{.*\})\}\}\]\},"done"/,
  },
  openai: {
    dialect: openAiDialect,
    path: "/v1/chat/completions",
    body: (attempt) => chatBody(attempt, presets.openai),
    decoder: () => new ChatTranslator(heading, "1"),
    whole: /"arguments":("(?:[^"\\]|\\.)*")/,
  },
  "openai-responses": {
    dialect: openAiResponsesDialect,
    path: "/v1/responses",
    body: responsesBody,
    decoder: () => new ResponsesTranslator(heading, []),
    whole: /"arguments":("(?:[^"\\]|\\.)*")/,
  },
};

const numbers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map(String),
  fc.constantFrom("1.0", "-0", "1e3", "0.1", "9007199254740993", "0.00000001"),
);
const members = fc.uniqueArray(
  fc.tuple(
    fc.stringMatching(/^[a-z]{1,4}$/),
    fc.oneof(
      numbers,
      fc.string().map((text) => JSON.stringify(text)),
      fc.array(numbers, { maxLength: 3 }).map((all) => `[${all.join(",")}]`),
      numbers.map((number) => `{"id":${number}}`),
    ),
  ),
  { maxLength: 4, selector: ([name]) => name },
);
const argumentsText = members.map((all) => `{${all.map(([name, value]) => `"${name}":${value}`).join(",")}}`);

describe.each(Object.entries(ways))("%s", (_, { dialect, path, body, decoder, whole }) => {
  const read = (value: unknown) => {
    const asked = dialect.read({ method: "POST", path, query: { alt: "sse" }, headers: {}, body: value });
    if (asked?.kind !== "answer" || asked.task.kind !== "generate")
      throw new TypeError("no answer asked for");
    return { ...asked, task: asked.task };
  };
  const question = { type: "message", role: "user", content: [{ type: "text", text: "?" }] } as const;
  const taskOf = (text: string): GenerateTask => ({
    kind: "generate",
    items: [
      question,
      { type: "function_call", callId: "c1", name: "f", arguments: text },
      { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "ok" }] },
    ],
    options: { tools: [{ type: "function", name: "f" }] },
  });
  const request = (task: GenerateTask) => {
    const { signal } = new AbortController();
    return read(parseExact(body({ callId: "req_1", model, task, stream: true, signal }).toString()));
  };
  const frame = { id: "0".repeat(32), createdMs: 0, model };
  const eventsOf = (text: string): readonly StreamEvent[] => [
    { type: "start", provider: "rehearsal", model },
    { type: "tool-call-start", choice: 0, index: 0, callId: "c1", name: "f", kind: "function" },
    { type: "tool-call-delta", choice: 0, index: 0, text },
    { type: "choice-finish", choice: 0, finish: { unified: "tool-calls" } },
    { type: "end", model, usage: { inputTokens: 1, outputTokens: 1 } },
  ];

  test("arguments go upstream as the model wrote them", () => {
    fc.assert(
      fc.property(argumentsText, (text) => {
        const call = request(taskOf(text)).task.items.find(({ type }) => type === "function_call");
        expect(call).toMatchObject({ arguments: text });
      }),
    );
  });

  test("and come from there in a stream", () => {
    fc.assert(
      fc.property(argumentsText, (text) => {
        const writer = request({ kind: "generate", items: [question], options: {} }).writer(frame);
        const reader = decoder();
        const out: StreamEvent[] = [];
        for (const event of eventsOf(text)) {
          reader.push(Buffer.from(event.type === "end" ? writer.end(event) : writer.event(event)), out);
        }
        reader.finish(out);
        const pieces = out.flatMap((event) => (event.type === "tool-call-delta" ? [event.text] : []));
        expect(pieces.join("")).toBe(text);
      }),
    );
  });

  test("and are whole in a whole answer", () => {
    fc.assert(
      fc.property(argumentsText, (text) => {
        const collector = new Collector();
        for (const event of eventsOf(text)) collector.add(event);
        const writer = request({ kind: "generate", items: [question], options: {} }).writer(frame);
        const written = whole.exec(JSON.stringify(writer.whole(collector.answer)))?.[1] ?? "";
        expect(written.startsWith('"') ? (JSON.parse(written) as unknown) : written).toBe(text);
      }),
    );
  });
});
