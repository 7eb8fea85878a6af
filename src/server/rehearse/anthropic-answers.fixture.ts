import fc from "fast-check";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Annotation } from "../../spec/item.ts";
import type { Usage } from "../../spec/usage.ts";
import { base64, citationOf, citing, input, name, said, word } from "./anthropic-tasks.fixture.ts";

/** Answers that Anthropic's protocol can tell without loss. */

type Segment =
  | {
      readonly kind: "thought";
      readonly pieces: readonly string[];
      readonly seal: string;
      readonly hidden: boolean;
    }
  | { readonly kind: "text"; readonly pieces: readonly string[]; readonly citations: readonly Annotation[] }
  | {
      readonly kind: "call";
      readonly id: string;
      readonly name: string;
      readonly input: string;
      readonly cut: number;
    };

const pieces = fc.array(said, { minLength: 1, maxLength: 3 });
/** Where they stand is put in when the text is known. */
const cited: fc.Arbitrary<Annotation> = fc.oneof(
  citing.map((citation) => citationOf(citation, 0, 0)),
  fc
    .tuple(fc.webUrl(), fc.option(word, { nil: undefined }), fc.option(word, { nil: undefined }))
    .map(([url, title, quote]): Annotation => {
      const known = { ...(title !== undefined && { title }), ...(quote !== undefined && { quote }) };
      return { type: "url", url, start: 0, end: 0, ...known };
    }),
);
const segment: fc.Arbitrary<Segment> = fc.oneof(
  fc.record({ kind: fc.constant("thought" as const), pieces, seal: base64, hidden: fc.constant(false) }),
  fc.record({
    kind: fc.constant("thought" as const),
    pieces: fc.constant([]),
    seal: base64,
    hidden: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("text" as const), pieces, citations: fc.array(cited, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant("call" as const), id: name, name, input, cut: fc.nat(30) }),
);

/** A text that is not cited goes on in the next one: they are one block. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const out: Segment[] = [];
  for (const next of segments) {
    const last = out.at(-1);
    if (last?.kind === "text" && next.kind === "text" && last.citations.length === 0)
      out[out.length - 1] = { ...next, pieces: [...last.pieces, ...next.pieces] };
    else out.push(next);
  }
  return out;
}

function eventsOf(segments: readonly Segment[]): StreamEvent[] {
  let length = 0;
  let calls = 0;
  return joined(segments).flatMap((one): StreamEvent[] => {
    if (one.kind === "thought") {
      const sealed = {
        maker: "anthropic",
        data: one.seal,
        ...(one.hidden && { hidden: true as const }),
      } as const;
      return [
        ...one.pieces.map((piece): StreamEvent => ({ type: "reasoning-delta", choice: 0, text: piece })),
        { type: "reasoning-seal", choice: 0, seal: sealed },
      ];
    }
    if (one.kind === "text") {
      const start = length;
      length += one.pieces.join("").length;
      const range = { start, end: length };
      return [
        ...one.pieces.map((piece): StreamEvent => ({ type: "text-delta", choice: 0, text: piece })),
        ...one.citations.map((annotation): StreamEvent => {
          return { type: "annotation", choice: 0, annotation: { ...annotation, ...range } };
        }),
      ];
    }
    const index = calls++;
    const at = one.cut % one.input.length;
    return [
      { type: "tool-call-start", choice: 0, index, callId: one.id, name: one.name, kind: "function" },
      ...[one.input.slice(0, at), one.input.slice(at)]
        .filter((piece) => piece !== "")
        .map((piece): StreamEvent => ({ type: "tool-call-delta", choice: 0, index, text: piece })),
    ];
  });
}

const cutShort: readonly Finish[] = [
  { unified: "length", raw: "max_tokens" },
  { unified: "length", raw: "model_context_window_exceeded" },
];
const withCalls: readonly Finish[] = [...cutShort, { unified: "tool-calls", raw: "tool_use" }];
const without: readonly Finish[] = [
  ...cutShort,
  { unified: "stop", raw: "end_turn" },
  { unified: "stop", raw: "stop_sequence" },
  { unified: "stop", raw: "pause_turn" },
  { unified: "content-filter", raw: "refusal" },
];

const tokens = fc.nat(1_000_000);
const usage: fc.Arbitrary<Usage | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ outputTokens: tokens }),
  fc
    .record(
      {
        inputTokens: tokens,
        outputTokens: tokens,
        cachedTokens: tokens,
        cacheWriteTokens: tokens,
        reasoningTokens: tokens,
      },
      { requiredKeys: ["inputTokens"] },
    )
    // What the cache read and wrote is part of the input.
    .map(({ inputTokens, ...rest }) => {
      return { inputTokens: inputTokens + (rest.cachedTokens ?? 0) + (rest.cacheWriteTokens ?? 0), ...rest };
    }),
);

/** Whole answers as events, the finish and the end behind the rest. */
export const answers: fc.Arbitrary<readonly StreamEvent[]> = fc
  .tuple(fc.array(segment, { maxLength: 5 }), fc.nat(), usage, word)
  .map(([segments, pick, used, model]) => {
    const finishes = segments.some(({ kind }) => kind === "call") ? withCalls : without;
    const finish = finishes[pick % finishes.length] ?? { unified: "stop", raw: "end_turn" };
    const end: StreamEnd = { type: "end", model, ...(used !== undefined && { usage: used }) };
    return [...eventsOf(segments), { type: "choice-finish", choice: 0, finish }, end];
  });
