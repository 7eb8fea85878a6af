import fc from "fast-check";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Annotation } from "../../spec/item.ts";
import type { Usage } from "../../spec/usage.ts";
import { bare, base64, callId, name, words } from "./bedrock-tasks.fixture.ts";

type Segment =
  | { readonly kind: "text"; readonly pieces: readonly string[]; readonly annotations: readonly Annotation[] }
  | {
      readonly kind: "thought";
      readonly pieces: readonly string[];
      readonly seal: string;
      readonly hidden: boolean;
    }
  | {
      readonly kind: "call";
      readonly callId: string;
      readonly name: string;
      readonly pieces: readonly string[];
    };

const pieces = fc.array(words, { minLength: 1, maxLength: 4 });
const place = fc.record({
  unit: fc.constantFrom("char" as const, "page" as const, "block" as const),
  from: fc.nat(),
  to: fc.nat(),
});
const titles = { title: words, quote: words };
const annotation = fc.oneof(
  fc.record(
    {
      type: fc.constant("url" as const),
      url: fc.webUrl(),
      start: fc.constant(0),
      end: fc.constant(0),
      ...titles,
    },
    { requiredKeys: ["type", "url", "start", "end"] },
  ),
  fc.record(
    {
      type: fc.constant("document" as const),
      document: fc.nat(),
      start: fc.constant(0),
      end: fc.constant(0),
      place,
      ...titles,
    },
    { requiredKeys: ["type", "document", "start", "end"] },
  ),
) as fc.Arbitrary<Annotation>;
export const segment: fc.Arbitrary<Segment> = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    pieces,
    annotations: fc.array(annotation, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant("thought" as const),
    pieces: fc.array(words, { maxLength: 3 }),
    seal: base64.map((data) => data || "AA=="),
    hidden: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("call" as const), callId, name, pieces: fc.array(words, { maxLength: 3 }) }),
);

export const usage: fc.Arbitrary<Usage | undefined> = fc.option(
  fc
    .tuple(
      fc.nat(),
      fc.nat(),
      fc.option(fc.nat(), { nil: undefined }),
      fc.option(fc.nat(), { nil: undefined }),
    )
    .map(
      ([plain, outputTokens, cachedTokens, cacheWriteTokens]) =>
        bare({
          inputTokens: plain + (cachedTokens ?? 0) + (cacheWriteTokens ?? 0),
          outputTokens,
          cachedTokens,
          cacheWriteTokens,
        }) as Usage,
    ),
  { nil: undefined },
);

export const finish = fc.constantFrom<Finish>(
  { unified: "stop", raw: "end_turn" },
  { unified: "stop", raw: "stop_sequence" },
  { unified: "tool-calls", raw: "tool_use" },
  { unified: "length", raw: "max_tokens" },
  { unified: "length", raw: "model_context_window_exceeded" },
  { unified: "content-filter", raw: "content_filtered" },
  { unified: "content-filter", raw: "guardrail_intervened" },
);

/**
 * Sources belong to a block of text: where text without sources runs on into text with some, the writer cannot know
 * that another block begins. It is left out here.
 */
export function eventsOf(segments: readonly Segment[]): Exclude<StreamEvent, StreamEnd>[] {
  const out: Exclude<StreamEvent, StreamEnd>[] = [];
  let [at, calls] = [0, 0];
  for (const [position, one] of segments.entries()) {
    const next = segments[position + 1];
    if (one.kind === "text") {
      if (one.annotations.length === 0 && next?.kind === "text") continue;
      const start = at;
      for (const text of one.pieces) out.push({ type: "text-delta", choice: 0, text });
      at += one.pieces.join("").length;
      for (const found of one.annotations)
        out.push({ type: "annotation", choice: 0, annotation: { ...found, start, end: at } });
    } else if (one.kind === "thought") {
      for (const text of one.pieces) out.push({ type: "reasoning-delta", choice: 0, text });
      out.push({
        type: "reasoning-seal",
        choice: 0,
        seal: { maker: "bedrock", data: one.seal, ...(one.hidden && { hidden: true }) },
      });
    } else {
      const index = calls++;
      out.push({
        type: "tool-call-start",
        choice: 0,
        index,
        callId: one.callId,
        name: one.name,
        kind: "function",
      });
      for (const text of one.pieces) out.push({ type: "tool-call-delta", choice: 0, index, text });
    }
  }
  return out;
}
