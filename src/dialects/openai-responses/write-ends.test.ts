import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import { events, play, type Wire, writer } from "./written.fixture.ts";

const choice = 0;
const stop: StreamEvent = { type: "choice-finish", choice, finish: { unified: "stop" } };
const end: StreamEvent = { type: "end", model: "m-1", usage: { inputTokens: 3, outputTokens: 4 } };

const without = (wire: Wire | undefined): object => {
  const { sequence_number: _number, ...rest } = wire ?? { type: "" };
  return rest;
};

describe("the end of a stream", () => {
  test("that fails says so in both shapes, and never ends well", () => {
    const written = writer();
    const half: readonly Exclude<StreamEvent, StreamEnd>[] = [
      { type: "tool-call-start", choice, index: 0, callId: "c0", name: "f", kind: "function" },
      { type: "tool-call-delta", choice, index: 0, text: `{"half` },
      { type: "text-delta", choice, text: "Half" },
    ];
    const before = half.map((event) => String(written.event(event))).join("");
    const error = new ParleyError("rate_limit_exceeded");
    const all = events(before + String(written.failure(error)));
    const { message: words } = error;
    expect(all.slice(-2).map(without)).toMatchObject([
      {
        type: "error",
        code: "rate_limit_exceeded",
        message: words,
        param: null,
        error: { type: "requests", code: "rate_limit_exceeded", message: words, param: null },
      },
      {
        type: "response.failed",
        response: {
          status: "failed",
          error: { code: "rate_limit_exceeded", message: words },
          usage: null,
          output: [
            { type: "function_call", status: "incomplete", arguments: `{"half` },
            { type: "message", status: "incomplete", content: [{ text: "Half" }] },
          ],
        },
      },
    ]);
    // Clients make a call as soon as it is said to be done.
    expect(all.some(({ type }) => type.endsWith(".done"))).toBe(false);
    expect(all.some(({ type }) => type === "response.completed")).toBe(false);
  });

  test.each([
    ["length", "max_output_tokens"],
    ["content-filter", "content_filter"],
  ] as const)("that ends by %s is incomplete", (unified, reason) => {
    const all = play(writer(), [
      { type: "text-delta", choice, text: "One" },
      { type: "choice-finish", choice, finish: { unified } },
      end,
    ]);
    expect(all.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: {
        status: "incomplete",
        incomplete_details: { reason },
        output: [{ status: "incomplete" }],
      },
    });
  });

  test("without a finish is no answer", () => {
    const written = writer();
    written.event({ type: "text-delta", choice, text: "One" });
    expect(() => written.end({ type: "end" })).toThrow(
      expect.objectContaining({ code: "upstream_truncated" }),
    );
  });

  test("has one choice: others are not in this protocol", () => {
    const all = play(writer(), [
      { type: "text-delta", choice: 1, text: "Another" },
      { type: "text-delta", choice, text: "One" },
      stop,
      end,
    ]);
    expect(JSON.stringify(all)).not.toContain("Another");
  });
});
