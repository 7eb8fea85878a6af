import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import { ResponsesTranslator } from "../../providers/openai-responses/events.ts";
import { attemptOf, hello, merged } from "../../providers/openai-responses/openai-responses.fixture.ts";
import { responsesBody } from "../../providers/openai-responses/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { AnswerWriter } from "../../spec/dialect.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Item, Seal } from "../../spec/item.ts";
import { anyAnswer, eventsOf } from "./openai-responses-answers.fixture.ts";
import { anyItems, anyOptions } from "./openai-responses-tasks.fixture.ts";

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
  test("come back as the same task", () => {
    fc.assert(
      fc.property(anyItems, anyOptions, (said, asked) => {
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
      fc.property(anyAnswer, fc.array(fc.nat(), { maxLength: 12 }), (events, cuts) => {
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
