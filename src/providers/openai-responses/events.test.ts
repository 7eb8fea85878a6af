import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { ResponsesTranslator } from "./events.ts";
import { merged, recorded } from "./openai-responses.fixture.ts";

const create = () => new ResponsesTranslator({ now: () => 0 }, []);

function feed(chunks: readonly Buffer[]): { events: StreamEvent[]; error: unknown } {
  const decoder = create();
  const events: StreamEvent[] = [];
  try {
    for (const chunk of chunks) if (chunk.length > 0) decoder.push(chunk, events);
    decoder.finish(events);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

const lines = (...data: readonly unknown[]): Buffer =>
  Buffer.from(data.map((entry) => `data: ${JSON.stringify(entry)}\n\n`).join(""));

test.each(["text", "thinking", "parallel-tools", "citations"])("%s, cut at every byte", (name) => {
  const { body } = recorded(name);
  const whole = merged(feed([body]).events);
  expect(whole.at(-1)?.type).toBe("end");
  for (let at = 1; at < body.length; at++) {
    const { events, error } = feed([body.subarray(0, at), body.subarray(at)]);
    expect(error).toBeUndefined();
    expect(merged(events)).toEqual(whole);
  }
});

const completed = { type: "response.completed", response: { model: "m", output: [] } };

describe("hostile streams", () => {
  test.each<[string, Buffer, string]>([
    ["no JSON", Buffer.from("data: {\n\n"), "upstream_invalid"],
    ["no object", lines([1, 2]), "upstream_invalid"],
    ["a web page", Buffer.from("<html>Sorry</html>"), "upstream_invalid"],
    ["a whole answer", Buffer.from(`{"object":"response"}`), "upstream_invalid"],
    ["nothing", Buffer.alloc(0), "upstream_truncated"],
    ["only [DONE]", Buffer.from("data: [DONE]\n\n"), "upstream_truncated"],
    [
      "arguments of no call",
      lines({ type: "response.function_call_arguments.delta", output_index: 3, delta: "{" }),
      "upstream_invalid",
    ],
    [
      "an item that is none",
      lines({ type: "response.output_item.added", output_index: 0, item: 7 }),
      "upstream_invalid",
    ],
    ["an end without a response", lines({ type: "response.completed" }), "upstream_invalid"],
    ["an error without words", lines({ type: "error" }), "upstream_failed"],
    ["a failure without words", lines({ type: "response.failed", response: {} }), "upstream_failed"],
    ["a cancelled response", lines({ type: "response.cancelled" }), "upstream_failed"],
  ])("%s", (_name, bytes, code) => {
    const { error } = feed([bytes]);
    expect(error).toBeInstanceOf(ParleyError);
    expect((error as ParleyError).code).toBe(code);
  });

  test("unknown events and items of other tools are passed over", () => {
    const { events, error } = feed([
      lines(
        { type: "keepalive" },
        { type: "response.web_search_call.searching", output_index: 0 },
        { type: "response.output_item.added", output_index: 0, item: { type: "web_search_call" } },
        { type: "response.output_item.done", output_index: 0, item: { type: "web_search_call" } },
        { type: "response.brand_new" },
        { type: "response.output_text.delta", output_index: 1, content_index: 0, delta: "Hi" },
        completed,
        { type: "response.output_text.delta", output_index: 1, content_index: 0, delta: "late" },
      ),
    ]);
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: "text-delta", choice: 0, text: "Hi" },
      { type: "choice-finish", choice: 0, finish: { unified: "stop", raw: "completed" } },
      { type: "end", model: "m" },
    ]);
  });

  test("a thought is told once, in its own words or as a summary", () => {
    const { events } = feed([
      lines(
        { type: "response.reasoning_text.delta", output_index: 0, content_index: 0, delta: "Raw." },
        {
          type: "response.reasoning_summary_text.delta",
          output_index: 0,
          summary_index: 0,
          delta: "Summed up.",
        },
        completed,
      ),
    ]);
    expect(events[0]).toEqual({ type: "reasoning-delta", choice: 0, text: "Raw." });
    expect(events.filter(({ type }) => type === "reasoning-delta")).toHaveLength(1);
  });

  test("any value in any place ends in an answer or a ParleyError", () => {
    const types = [
      "response.created",
      "response.output_item.added",
      "response.output_item.done",
      "response.output_text.delta",
      "response.output_text.annotation.added",
      "response.refusal.delta",
      "response.reasoning_summary_text.delta",
      "response.function_call_arguments.delta",
      "response.custom_tool_call_input.done",
      "response.incomplete",
      "response.completed",
      "response.failed",
      "error",
    ];
    const item = fc.record(
      {
        type: fc.constantFrom("message", "function_call", "custom_tool_call", "reasoning", 4),
        id: fc.jsonValue({ maxDepth: 1 }),
        content: fc.jsonValue({ maxDepth: 3 }),
        summary: fc.jsonValue({ maxDepth: 2 }),
        call_id: fc.jsonValue({ maxDepth: 1 }),
        name: fc.jsonValue({ maxDepth: 1 }),
        arguments: fc.jsonValue({ maxDepth: 1 }),
        encrypted_content: fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: [] },
    );
    const event = fc.record(
      {
        type: fc.constantFrom(...types),
        output_index: fc.oneof(fc.nat({ max: 2 }), fc.jsonValue({ maxDepth: 1 })),
        content_index: fc.oneof(fc.nat({ max: 2 }), fc.jsonValue({ maxDepth: 1 })),
        item: fc.oneof(item, fc.jsonValue()),
        delta: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
        logprobs: fc.jsonValue({ maxDepth: 3 }),
        annotation: fc.jsonValue({ maxDepth: 2 }),
        response: fc.oneof(fc.record({ output: fc.array(item), usage: fc.jsonValue() }), fc.jsonValue()),
        error: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), (stream) => {
        const { events, error } = feed([lines(...stream)]);
        const ends = events.filter(({ type }) => type === "end").length;
        if (error === undefined) expect(ends).toBe(1);
        else expect(error).toBeInstanceOf(ParleyError);
      }),
      { numRuns: 500 },
    );
  });
});
