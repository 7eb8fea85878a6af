import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import { ResponsesTranslator } from "../../providers/openai-responses/events.ts";
import { attemptOf, hello, merged } from "../../providers/openai-responses/openai-responses.fixture.ts";
import { responsesBody } from "../../providers/openai-responses/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { AnswerWriter } from "../../spec/dialect.ts";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Annotation, ContentPart, Item, Seal } from "../../spec/item.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";

/** Texts of all scripts, emoji of several code points among them. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "考え 🤔", "👩🏽‍🚀🇺🇳", `"\\ \n\r\u2028`, "data: [DONE]\n\n"),
);
const words = text.filter((value) => value !== "");
const word = fc.stringMatching(/^[a-z_]{1,12}$/);

/** Without the members that are `undefined`. */
function known<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function read(body: unknown) {
  const wire = { method: "POST", path: "/v1/responses", query: {}, headers: {}, body };
  const asked = openAiResponsesDialect.read(wire);
  if (asked?.kind !== "answer" || asked.task.kind !== "generate")
    throw new TypeError("no answer was asked for");
  return { ...asked, task: asked.task };
}

function comesBack(items: readonly Item[], options: GenerateOptions = {}): GenerateTask {
  return read(JSON.parse(responsesBody(attemptOf(items, options)).toString("utf8"))).task;
}

describe("requests", () => {
  const file: fc.Arbitrary<ContentPart> = fc.oneof(
    fc.record({ type: fc.constant("file" as const), fileId: word }),
    fc.record({ type: fc.constant("file" as const), url: fc.webUrl() }),
    fc.record({ type: fc.constant("file" as const), data: fc.base64String(), filename: words }),
  );
  const inputText = fc.record({ type: fc.constant("text" as const), text });
  const image = fc
    .record({
      type: fc.constant("image" as const),
      url: words,
      detail: fc.constantFrom(undefined, "low", "high"),
    })
    .map((made) => known(made) as ContentPart);
  const inputPart: fc.Arbitrary<ContentPart> = fc.oneof(inputText, image, file);
  const url = fc
    .record({
      type: fc.constant("url" as const),
      url: fc.webUrl(),
      title: fc.option(words, { nil: undefined }),
      start: fc.nat({ max: 9 }),
      end: fc.integer({ min: 9, max: 20 }),
    })
    .map((made) => known(made) as Annotation);
  const outputPart: fc.Arbitrary<ContentPart> = fc.oneof(
    inputText,
    fc.record({ type: fc.constant("refusal" as const), refusal: text }),
    fc.record({
      type: fc.constant("text" as const),
      text,
      annotations: fc.array(url, { minLength: 1, maxLength: 2 }),
    }),
  );
  const said: fc.Arbitrary<Item> = fc.oneof(
    fc.record({
      type: fc.constant("message" as const),
      role: fc.constantFrom("system" as const, "developer" as const, "user" as const),
      content: fc.array(inputPart, { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant("message" as const),
      role: fc.constant("assistant" as const),
      content: fc.array(outputPart, { maxLength: 3 }),
    }),
  );
  /** A thought that goes back has its seal, and its author's deeds behind it. */
  const done: fc.Arbitrary<readonly Item[]> = fc
    .record({
      thoughts: fc.array(fc.record({ text, data: fc.base64String({ minLength: 4 }), id: word }), {
        maxLength: 2,
      }),
      calls: fc.array(
        fc.record({ name: word, text, custom: fc.boolean(), output: fc.array(inputPart, { maxLength: 2 }) }),
        { minLength: 1, maxLength: 3 },
      ),
      turn: fc.uuid(),
    })
    .map(({ thoughts, calls, turn }) => [
      ...thoughts.map<Item>(({ text: thought, data, id }) => ({
        type: "reasoning",
        text: thought,
        seal: { maker: "openai", data, hidden: true, id },
      })),
      ...calls.map<Item>(({ name, text: input, custom }, index) => ({
        type: "function_call",
        callId: `call_${turn}_${index}`,
        name,
        arguments: input,
        ...(custom && { kind: "custom" }),
      })),
      ...calls.map<Item>(({ output }, index) => ({
        type: "function_call_output",
        callId: `call_${turn}_${index}`,
        output,
      })),
    ]);
  const items = fc
    .array(
      fc.oneof(
        said.map((item) => [item]),
        done,
      ),
      { maxLength: 5 },
    )
    .map((turns) => turns.flat() as readonly Item[]);

  const schema = fc.dictionary(word, fc.oneof(word, fc.boolean(), fc.constant({ type: "string" })));
  const tool: fc.Arbitrary<Tool> = fc.oneof(
    fc
      .record({
        type: fc.constant("function" as const),
        name: word,
        description: fc.option(text, { nil: undefined }),
        parameters: fc.option(schema, { nil: undefined }),
        strict: fc.boolean(),
      })
      .map((made) => known(made) as Tool),
    fc
      .record({
        type: fc.constant("custom" as const),
        name: word,
        description: fc.option(text, { nil: undefined }),
      })
      .map((made) => known(made) as Tool),
  );
  const format: fc.Arbitrary<AnswerFormat> = fc.oneof(
    fc.constant({ type: "text" as const }),
    fc.constant({ type: "json_object" as const }),
    fc
      .record({
        type: fc.constant("json_schema" as const),
        name: word,
        schema,
        strict: fc.boolean(),
        description: fc.option(text, { nil: undefined }),
      })
      .map((made) => known(made) as AnswerFormat),
  );
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const options: fc.Arbitrary<GenerateOptions> = fc
    .record({
      maxOutputTokens: maybe(fc.integer({ min: 1, max: 100_000 })),
      temperature: maybe(fc.double({ min: 0, max: 2, noNaN: true }).map(Math.abs)),
      topP: maybe(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs)),
      logprobs: maybe(fc.constant(true)),
      topLogprobs: fc.integer({ min: 0, max: 20 }),
      format: maybe(format),
      tools: maybe(fc.uniqueArray(tool, { selector: ({ name }) => name, minLength: 1, maxLength: 4 })),
      choice: fc.constantFrom(undefined, "none", "auto", "required", "named", "allowed"),
      parallelToolCalls: maybe(fc.boolean()),
      reasoningEffort: maybe(fc.constantFrom("none", "minimal", "low", "medium", "high", "xhigh")),
      verbosity: maybe(fc.constantFrom("low", "medium", "high")),
      endUser: maybe(words),
      cacheKey: maybe(words),
      serviceTier: maybe(fc.constantFrom("auto", "default", "flex", "priority")),
    })
    .map(({ choice, topLogprobs, ...rest }) => {
      const names = (rest.tools ?? []).map(({ name }) => name);
      const toolChoice = toolChoiceOf(choice, names);
      return known({
        ...rest,
        ...(rest.logprobs === true && { topLogprobs }),
        ...(toolChoice !== undefined && { toolChoice }),
      }) as GenerateOptions;
    });

  function toolChoiceOf(choice: string | undefined, names: readonly string[]): ToolChoice | undefined {
    const [name] = names;
    if (choice === "none" || choice === "auto" || choice === "required") return { type: choice };
    if (name === undefined || choice === undefined) return undefined;
    return choice === "named" ? { type: "named", name } : { type: "allowed", mode: "required", names };
  }

  test("come back as the same task", () => {
    fc.assert(
      fc.property(items, options, (said, asked) => {
        expect(comesBack(said, asked)).toEqual({ kind: "generate", items: said, options: asked });
      }),
      { numRuns: 300 },
    );
  });

  // What is canonicalised, by name.
  test("a tool that says nothing of strictness is not strict", () => {
    const tools = [{ type: "function", name: "f" }] as const;
    expect(comesBack(hello, { tools }).options.tools).toEqual([{ ...tools[0], strict: false }]);
  });

  test("a bound of the thought is an effort", () => {
    expect(comesBack(hello, { reasoningTokens: 9000 }).options).toEqual({ reasoningEffort: "medium" });
  });

  test("log probabilities that nobody wants are not asked for", () => {
    expect(comesBack(hello, { logprobs: false, topLogprobs: 3 }).options).toEqual({});
  });

  test("names, cache marks, wishes for citations, the detail auto and citations of documents are left out", () => {
    const items: readonly Item[] = [
      {
        type: "message",
        role: "user",
        name: "ada",
        content: [
          { type: "text", text: "Hi", cache: { ttl: "1h" } },
          { type: "image", url: "data:,", detail: "auto" },
          { type: "file", fileId: "f", filename: "f.pdf", citations: true },
        ],
      },
      {
        type: "message",
        role: "assistant",
        content: [
          { type: "text", text: "Hi", annotations: [{ type: "document", document: 0, start: 0, end: 1 }] },
        ],
      },
    ];
    expect(comesBack(items).items).toEqual([
      {
        type: "message",
        role: "user",
        content: [
          { type: "text", text: "Hi" },
          { type: "image", url: "data:," },
          { type: "file", fileId: "f" },
        ],
      },
      { type: "message", role: "assistant", content: [{ type: "text", text: "Hi" }] },
    ]);
  });
});

describe("answers", () => {
  const choice = 0;
  const seal: fc.Arbitrary<Seal> = fc
    .record({
      maker: fc.constantFrom("openai" as const, "anthropic" as const, "google" as const, "bedrock" as const),
      data: fc.oneof(fc.base64String({ minLength: 4 }), words),
      hidden: fc.option(fc.constant(true as const), { nil: undefined }),
      id: fc.option(
        fc.oneof(
          word,
          word.map((id) => `rs_${id}`),
        ),
        { nil: undefined },
      ),
    })
    .map((made) => known(made) as Seal);
  const deltas = fc.array(words, { minLength: 1, maxLength: 3 });
  const token = fc.record({
    token: text,
    logprob: fc.double({ max: 0, min: -50, noNaN: true }).map((figure) => -Math.abs(figure) + 0),
    bytes: fc.array(fc.nat({ max: 255 }), { maxLength: 4 }),
  });
  const logprob: fc.Arbitrary<TokenLogprob> = fc
    .tuple(token, fc.array(token, { maxLength: 2 }))
    .map(([own, top]) => ({ ...own, top }));

  type Piece =
    | { readonly kind: "thought"; readonly deltas: readonly string[]; readonly seal: Seal | undefined }
    | { readonly kind: "refusal"; readonly deltas: readonly string[] }
    | {
        readonly kind: "text";
        readonly deltas: readonly string[];
        readonly logprobs: readonly TokenLogprob[] | undefined;
        readonly annotation: Annotation | undefined;
      }
    | {
        readonly kind: "calls";
        readonly calls: readonly {
          readonly name: string;
          readonly custom: boolean;
          readonly seal: Seal | undefined;
        }[];
        /** Which call each piece of text belongs to. */
        readonly pieces: readonly (readonly [number, string])[];
      };
  const annotation: fc.Arbitrary<Annotation> = fc
    .record({
      kind: fc.constantFrom("url" as const, "document" as const),
      start: fc.nat({ max: 5 }),
      length: fc.nat({ max: 5 }),
      title: fc.option(words, { nil: undefined }),
      quote: fc.option(words, { nil: undefined }),
      url: fc.webUrl(),
      document: fc.nat({ max: 3 }),
      place: fc.option(
        fc.record({ unit: fc.constantFrom("char", "page", "block"), from: fc.nat(), to: fc.nat() }),
        { nil: undefined },
      ),
    })
    .map(({ kind, start, length, title, quote, url, document, place }) => {
      const common = { start, end: start + length, title, quote };
      return known(
        kind === "url" ? { type: kind, url, ...common } : { type: kind, document, place, ...common },
      ) as Annotation;
    });
  const piece: fc.Arbitrary<Piece> = fc.oneof(
    fc.record({
      kind: fc.constant("thought" as const),
      deltas,
      seal: fc.option(seal, { nil: undefined }),
    }),
    fc.record({ kind: fc.constant("refusal" as const), deltas }),
    fc.record({
      kind: fc.constant("text" as const),
      deltas,
      logprobs: fc.option(fc.array(logprob, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      annotation: fc.option(annotation, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant("calls" as const),
      calls: fc.array(
        fc.record({ name: word, custom: fc.boolean(), seal: fc.option(seal, { nil: undefined }) }),
        { minLength: 1, maxLength: 3 },
      ),
      pieces: fc.array(fc.tuple(fc.nat({ max: 2 }), words), { maxLength: 5 }),
    }),
  );

  function eventsOf(
    pieces: readonly Piece[],
    cut: boolean,
    usage: StreamEnd["usage"],
  ): readonly StreamEvent[] {
    const events: StreamEvent[] = [];
    let length = 0;
    let calls = 0;
    for (const part of pieces) {
      switch (part.kind) {
        case "thought":
          for (const delta of part.deltas) events.push({ type: "reasoning-delta", choice, text: delta });
          if (part.seal !== undefined) events.push({ type: "reasoning-seal", choice, seal: part.seal });
          break;
        case "refusal":
          for (const delta of part.deltas) events.push({ type: "refusal-delta", choice, text: delta });
          break;
        case "text": {
          const start = length;
          for (const delta of part.deltas) {
            const { logprobs } = part;
            events.push({ type: "text-delta", choice, text: delta, ...(logprobs && { logprobs }) });
            length += delta.length;
          }
          const cited = part.annotation;
          if (cited !== undefined) {
            const moved = { ...cited, start: cited.start + start, end: cited.end + start };
            events.push({ type: "annotation", choice, annotation: moved });
          }
          break;
        }
        case "calls": {
          const first = calls;
          for (const { name, custom, seal: own } of part.calls) {
            events.push({
              type: "tool-call-start",
              choice,
              index: calls,
              callId: `call_${calls}`,
              name,
              kind: custom ? "custom" : "function",
              ...(own && { seal: own }),
            });
            calls++;
          }
          for (const [index, delta] of part.pieces) {
            if (first + index < calls)
              events.push({ type: "tool-call-delta", choice, index: first + index, text: delta });
          }
        }
      }
    }
    const unified = cut ? "length" : calls > 0 ? "tool-calls" : "stop";
    events.push({ type: "choice-finish", choice, finish: { unified } });
    events.push({ type: "end", model: "upstream-model", ...(usage && { usage }) });
    return events;
  }

  const usage = fc.option(
    fc.record({
      inputTokens: fc.nat(),
      outputTokens: fc.nat(),
      cachedTokens: fc.nat(),
      cacheWriteTokens: fc.nat(),
      reasoningTokens: fc.nat(),
    }),
    { nil: undefined },
  );
  const answer = fc
    .tuple(fc.array(piece, { maxLength: 5 }), fc.boolean(), usage)
    .map(([pieces, cut, figures]) => eventsOf(pieces, cut, figures));

  function writer(): AnswerWriter {
    const frame = { id: "0123456789abcdef0123456789abcdef", createdMs: 1_700_000_000_000, model: "m" };
    return read({ model: "m", input: "?" }).writer(frame);
  }

  function written(events: readonly StreamEvent[]): Buffer {
    const wire = writer();
    return Buffer.concat(
      events.map((event) => Buffer.from(event.type === "end" ? wire.end(event) : wire.event(event))),
    );
  }

  function decoded(bytes: Buffer, cuts: readonly number[]): readonly StreamEvent[] {
    const decoder = new ResponsesTranslator({ now: () => 0 }, []);
    const out: StreamEvent[] = [];
    const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
    let at = 0;
    for (const place of [...places, bytes.length]) {
      if (place > at) decoder.push(bytes.subarray(at, place), out);
      at = Math.max(at, place);
    }
    decoder.finish(out);
    return out;
  }

  /**
   * What is canonicalised: the upstream's word for a finish is the protocol's, and seals travel in the form of this
   * protocol. What counts is that they come back as they were, with the thought or the call that they belong to.
   */
  function canonical(events: readonly StreamEvent[]): readonly StreamEvent[] {
    const out: StreamEvent[] = [];
    let callSeal: Seal | undefined;
    for (const event of merged(events)) {
      if (event.type === "choice-finish") {
        out.push({ ...event, finish: { unified: event.finish.unified } });
      } else if (event.type === "reasoning-seal") {
        const [thought] = comesBack([
          { type: "reasoning", text: "", seal: event.seal },
          call(next(events, event)),
        ]).items;
        if (thought?.type === "reasoning" && thought.seal !== undefined)
          out.push({ ...event, seal: thought.seal });
        else if (thought?.type === "function_call") callSeal = thought.seal;
      } else if (event.type === "tool-call-start" && callSeal !== undefined) {
        out.push({ ...event, seal: callSeal });
        callSeal = undefined;
      } else out.push(event);
    }
    return out;
  }

  /** The id of the call behind a seal. */
  function next(events: readonly StreamEvent[], seal: StreamEvent): string {
    const behind = events.slice(events.indexOf(seal) + 1).find((event) => event.type === "tool-call-start");
    return behind?.type === "tool-call-start" ? behind.callId : "call_none";
  }

  function call(callId: string): Item {
    return { type: "function_call", callId, name: "f", arguments: "" };
  }

  test("come back as the same events, cut anywhere", () => {
    fc.assert(
      fc.property(answer, fc.array(fc.nat(), { maxLength: 12 }), (events, cuts) => {
        expect(canonical(decoded(written(events), cuts))).toEqual(merged(withoutRaw(events)));
      }),
      { numRuns: 400 },
    );
  });

  function withoutRaw(events: readonly StreamEvent[]): readonly StreamEvent[] {
    return events.map((event) =>
      event.type === "choice-finish" ? { ...event, finish: { unified: event.finish.unified } } : event,
    );
  }

  test("come back as the same events, cut at every byte", () => {
    const events = eventsOf(
      [
        { kind: "thought", deltas: ["考え ", "🤔"], seal: { maker: "anthropic", data: "SIG" } },
        { kind: "text", deltas: ["日本語のテスト ", "👩🏽‍🚀"], logprobs: undefined, annotation: undefined },
        { kind: "calls", calls: [{ name: "f", custom: false, seal: undefined }], pieces: [[0, `{"é":"ñ"}`]] },
      ],
      false,
      undefined,
    );
    const bytes = written(events);
    for (let cut = 1; cut < bytes.length; cut++) {
      expect(canonical(decoded(bytes, [cut]))).toEqual(merged(events));
    }
  });

  test("usage: what is unknown of a total's parts is told as 0, and without totals there is none", () => {
    const usageOf = (told: StreamEnd["usage"]) => {
      const end = decoded(written(eventsOf([], false, told)), []).at(-1);
      return end?.type === "end" ? end.usage : undefined;
    };
    expect(usageOf({ inputTokens: 3, outputTokens: 4 })).toEqual({
      inputTokens: 3,
      outputTokens: 4,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
    });
    expect(usageOf({ outputTokens: 4 })).toBeUndefined();
  });
});
