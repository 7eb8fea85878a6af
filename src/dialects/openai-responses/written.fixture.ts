import { expect } from "vitest";
import type { AnswerWriter } from "../../spec/dialect.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { openAiResponsesDialect } from "./dialect.ts";

export const id = "0123456789abcdef0123456789abcdef";
/** Who writes the answer to a request. */
export function writer(body: object = {}): AnswerWriter {
  const asked = openAiResponsesDialect.read({
    method: "POST",
    path: "/v1/responses",
    query: {},
    headers: {},
    body: { model: "m", input: "Hi", stream: true, ...body },
  });
  if (asked?.kind !== "answer") throw new TypeError("no answer was asked for");
  return asked.writer({ id, createdMs: 1_700_000_000_500, model: "m" });
}

export type Wire = Readonly<Record<string, unknown>> & { readonly type: string };

/** Reads a stream, and holds its lines to what they say of themselves. */
export function events(text: string): readonly Wire[] {
  const frames = text.split("\n\n").slice(0, -1);
  return frames.map((frame, position) => {
    const [name = "", data = ""] = frame.split("\n");
    const wire = JSON.parse(data.slice("data: ".length)) as Wire;
    expect(name).toBe(`event: ${wire.type}`);
    expect(wire["sequence_number"]).toBe(position);
    return wire;
  });
}

export function play(written: AnswerWriter, all: readonly StreamEvent[]): readonly Wire[] {
  return events(
    all.map((event) => String(event.type === "end" ? written.end(event) : written.event(event))).join(""),
  );
}
