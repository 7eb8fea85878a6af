import fc from "fast-check";
import { expect, test } from "vitest";
import { ollamaDialect } from "../../dialects/ollama/dialect.ts";
import { OllamaTranslator } from "../../providers/ollama/events.ts";
import { createErrors } from "../../providers/ollama/errors.ts";
import { embedRequest, generateRequest, type WireCall } from "../../providers/ollama/request.ts";
import { Collector } from "../../engine/collect.ts";
import type { EmbedTask, GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { AnswerFrame, DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { ContentPart, FunctionCallItem, Item } from "../../spec/item.ts";
import type { AnswerFormat, JsonSchema, Tool } from "../../spec/tool.ts";

/**
 * What Ollama's protocol tells in another way, and comes back so:
 * - the role `developer` is `system`; several texts of a message are one; images stand behind the text;
 * - a name, `strict` and a description of the answer's schema, and `strict` of a tool, are not told;
 * - the efforts `minimal` and `xhigh` are `low` and `high`;
 * - a thought, the message behind it and its calls are one message: an empty message beside a thought or a call is none;
 * - members without content, such as an empty list of tools, are not told; that a tool failed stands in its text;
 * - in an answer, calls stand behind the text, and a finish is `stop`, `length` or calls.
 */
const model = "llama3.2";
const hex = "0123456789abcdef0123456789abcdef";
const frame: AnswerFrame = { id: hex, createdMs: 1_790_000_000_000, model };
const { signal } = new AbortController();

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const said = fc.oneof(word, fc.constantFrom("空は青い", "🌤️👩‍👩‍👧‍👦", "a\nb\r\n\u2028", '{"a":"\\"}'));
const text = said.map((words): ContentPart => ({ type: "text", text: words }));
const image = fc
  .constantFrom("png;base64,iVBORw0KGgo", "jpeg;base64,/9j/", "gif;base64,R0lGOD", "webp;base64,UklGR")
  .chain((begin) =>
    fc.base64String({ maxLength: 40 }).map((rest): ContentPart => {
      return { type: "image", url: `data:image/${begin}${rest}` };
    }),
  );
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,15}$/);
/** Keys that are whole numbers would change places. */
const inputs = fc.dictionary(fc.stringMatching(/^[a-z空]{1,6}$/), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 4,
});
const argumentsText = inputs.map((value) => JSON.stringify(value));

const asking = fc.oneof(
  fc.record({
    type: fc.constant("message" as const),
    role: fc.constant("system" as const),
    content: fc.tuple(text),
  }),
  fc.record({
    type: fc.constant("message" as const),
    role: fc.constant("user" as const),
    content: fc
      .tuple(fc.option(text, { nil: undefined }), fc.array(image, { maxLength: 2 }))
      .map(([first, images]) => (first === undefined ? images : [first, ...images]))
      .filter((parts) => parts.length > 0),
  }),
);

/** A turn of the model: at least one of a thought, a text and calls; each call has its answer behind it. */
const answering = fc
  .record({
    thought: fc.option(word, { nil: undefined }),
    words: fc.option(text, { nil: undefined }),
    calls: fc.array(fc.record({ name, arguments: argumentsText, output: text }), { maxLength: 3 }),
  })
  .filter(({ thought, words, calls }) => thought !== undefined || words !== undefined || calls.length > 0);

const items = fc
  .array(fc.oneof(asking, answering), { minLength: 1, maxLength: 6 })
  .map((turns) => turns.flatMap((turn, index): Item[] => ("type" in turn ? [turn] : itemsOf(turn, index))));

function itemsOf(
  {
    thought,
    words,
    calls,
  }: {
    readonly thought: string | undefined;
    readonly words: ContentPart | undefined;
    readonly calls: readonly {
      readonly name: string;
      readonly arguments: string;
      readonly output: ContentPart;
    }[];
  },
  turn: number,
): Item[] {
  const made = calls.map((call, at): FunctionCallItem => ({
    type: "function_call",
    callId: `call_${turn}_${at}`,
    name: call.name,
    arguments: call.arguments,
  }));
  return [
    ...(thought === undefined ? [] : [{ type: "reasoning", text: thought } as const]),
    ...(words === undefined ? [] : [{ type: "message", role: "assistant", content: [words] } as const]),
    ...made,
    ...made.map(({ callId }, at): Item => ({
      type: "function_call_output",
      callId,
      output: [calls[at]?.output ?? { type: "text", text: "" }],
    })),
  ];
}

const schema: fc.Arbitrary<JsonSchema> = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.constantFrom({ type: "string" }, { type: "integer" }))
  .map((properties) => ({ type: "object", properties, required: Object.keys(properties) }));
const format: fc.Arbitrary<AnswerFormat> = fc.oneof(
  fc.constant<AnswerFormat>({ type: "json_object" }),
  schema.map((of): AnswerFormat => ({ type: "json_schema", name: "answer", schema: of, strict: true })),
);
const tool: fc.Arbitrary<Tool> = fc
  .tuple(name, fc.option(word, { nil: undefined }), schema)
  .map(([called, description, parameters]): Tool => ({
    type: "function",
    name: called,
    ...(description !== undefined && { description }),
    parameters,
  }));
const figure = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const options: fc.Arbitrary<GenerateOptions> = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: figure(0, 2),
    topP: figure(0, 1),
    topK: fc.integer({ min: 1, max: 1000 }),
    seed: fc.integer(),
    stop: fc.array(word, { minLength: 1, maxLength: 4 }),
    presencePenalty: figure(-2, 2),
    frequencyPenalty: figure(-2, 2),
    logprobs: fc.boolean(),
    topLogprobs: fc.integer({ min: 0, max: 20 }),
    format,
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    reasoningEffort: fc.constantFrom("none", "low", "medium", "high", "max"),
  },
  { requiredKeys: [] },
);

function read({ path, body }: WireCall): Extract<DialectRequest, { kind: "answer" }> {
  const sent = JSON.parse(body.toString()) as unknown;
  const asked = ollamaDialect.read({ method: "POST", path, query: {}, headers: {}, body: sent });
  if (asked?.kind !== "answer") throw new TypeError("this asks for no answer");
  return asked;
}

const attemptOf = <T>(task: T) => ({ callId: `req_${hex}`, model, task, stream: true, signal });

test("every task comes back as it was", () => {
  fc.assert(
    fc.property(items, options, (said_, asked) => {
      const task: GenerateTask = { kind: "generate", items: said_, options: asked };
      const came = read(generateRequest(attemptOf(task)));
      expect(came.task).toEqual(task);
      expect(came).toMatchObject({ model, stream: true });
    }),
    { numRuns: 150 },
  );
});

test("so does a raw text, and so do texts to embed", () => {
  fc.assert(
    fc.property(
      text,
      fc.array(said, { minLength: 1 }),
      fc.integer({ min: 1 }),
      (part, inputs_, dimensions) => {
        const raw: GenerateTask = {
          kind: "generate",
          items: [{ type: "message", role: "user", content: [part] }],
          options: {},
          raw: true,
        };
        expect(read(generateRequest(attemptOf(raw))).task).toEqual(raw);
        const embed: EmbedTask = { kind: "embed", inputs: inputs_, dimensions };
        expect(read(embedRequest(attemptOf(embed))).task).toEqual(embed);
      },
    ),
    { numRuns: 50 },
  );
});

const token = fc.record({
  token: said,
  logprob: fc.double({ min: -100, max: 0, noNaN: true }).map((n) => n + 0),
});
const withBytes = token.map((each) => ({ ...each, bytes: [...Buffer.from(each.token)] }));
const logprobs: fc.Arbitrary<readonly TokenLogprob[]> = fc.array(
  fc.tuple(withBytes, fc.array(withBytes, { maxLength: 3 })).map(([each, top]) => ({ ...each, top })),
  { minLength: 1, maxLength: 3 },
);
const answer = fc
  .record({
    thoughts: fc.array(word, { maxLength: 3 }),
    texts: fc.array(fc.tuple(said, fc.option(logprobs, { nil: undefined })), { maxLength: 4 }),
    calls: fc.array(fc.record({ name, arguments: argumentsText }), { maxLength: 3 }),
    cut: fc.boolean(),
    usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat() }, { requiredKeys: [] }),
  })
  .map(({ thoughts, texts, calls, cut, usage }): StreamEvent[] => [
    ...thoughts.map((piece) => ({ type: "reasoning-delta", choice: 0, text: piece }) as const),
    ...texts.map(([piece, tokens]): StreamEvent => {
      const delta = { type: "text-delta", choice: 0, text: piece } as const;
      return tokens === undefined ? delta : { ...delta, logprobs: tokens };
    }),
    ...calls.flatMap((call, index): StreamEvent[] => [
      {
        type: "tool-call-start",
        choice: 0,
        index,
        callId: `call_${index}`,
        name: call.name,
        kind: "function",
      },
      { type: "tool-call-delta", choice: 0, index, text: call.arguments },
    ]),
    {
      type: "choice-finish",
      choice: 0,
      finish: cut
        ? { unified: "length", raw: "length" }
        : { unified: calls.length > 0 ? "tool-calls" : "stop", raw: "stop" },
    },
    { type: "end", model, ...(Object.keys(usage).length > 0 && { usage }) },
  ]);

const ask = (path: "/api/chat" | "/api/generate") =>
  read({ path, body: Buffer.from(JSON.stringify({ model, messages: [{ role: "user" }], prompt: "a" })) });

/** The provider's events of a body that comes in these pieces. */
function decode(pieces: readonly Buffer[]): StreamEvent[] {
  const decoder = new OllamaTranslator({
    heading: { now: () => 0 },
    errors: createErrors("ollama"),
    model,
    callId: `req_${hex}`,
  });
  const out: StreamEvent[] = [];
  for (const piece of pieces) decoder.push(piece, out);
  decoder.finish(out);
  return out;
}

function write(events: readonly StreamEvent[], path: "/api/chat" | "/api/generate"): Buffer {
  const writer = ask(path).writer(frame);
  const pieces = events.map((event) => (event.type === "end" ? writer.end(event) : writer.event(event)));
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

test("every answer comes back as it was, wherever its bytes are cut", () => {
  fc.assert(
    fc.property(
      answer,
      fc.constantFrom("/api/chat" as const, "/api/generate" as const),
      fc.array(fc.nat(2_000)),
      (events, path, at) => {
        const bytes = write(events, path);
        const cuts = [0, ...at.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const pieces = cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut));
        expect(decode(pieces)).toEqual(events);
        expect(decode(Array.from(bytes, (_byte, index) => bytes.subarray(index, index + 1)))).toEqual(events);
      },
    ),
    { numRuns: 100 },
  );
});

test("and so does one that is told whole", () => {
  fc.assert(
    fc.property(answer, fc.constantFrom("/api/chat" as const, "/api/generate" as const), (events, path) => {
      const collected = (all: readonly StreamEvent[]) => {
        const collector = new Collector();
        for (const event of all) collector.add(event);
        return collector.answer;
      };
      const whole = collected(events);
      const body = Buffer.from(JSON.stringify(ask(path).writer(frame).whole(whole)));
      const came = collected(decode([body]));
      // Without a text there is nothing that the probabilities would be of.
      expect(came.choices.map(({ text: words, toolCalls, finish }) => [words, toolCalls, finish])).toEqual(
        whole.choices.map(({ text: words, toolCalls, finish }) => [words, toolCalls, finish]),
      );
      expect(came.choices[0]?.reasoning).toBe(whole.choices[0]?.reasoning);
      expect(came.usage).toEqual(whole.usage);
    }),
    { numRuns: 50 },
  );
});

test("an error in mid-stream is one on the other side, too", () => {
  const writer = ask("/api/chat").writer(frame);
  const pieces = [
    writer.event({ type: "text-delta", choice: 0, text: "Half" }),
    writer.failure(new ParleyError("internal")),
  ];
  expect(() => decode(pieces.map((piece) => Buffer.from(piece)))).toThrow(
    expect.objectContaining({ code: "upstream_failed" }),
  );
});
