import fc from "fast-check";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Annotation, Seal } from "../../spec/item.ts";
import { known, text, word, words } from "./openai-responses-tasks.fixture.ts";

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

/** The events of an answer that is made of these pieces. */
export function eventsOf(
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
/** Answers as any upstream may write them. */
export const anyAnswer = fc
  .tuple(fc.array(piece, { maxLength: 5 }), fc.boolean(), usage)
  .map(([pieces, cut, figures]) => eventsOf(pieces, cut, figures));
