import fc from "fast-check";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Annotation } from "../../spec/item.ts";
import { figure, json, name, signature, words } from "./gemini-tasks.fixture.ts";

type Event = Exclude<StreamEvent, StreamEnd>;

const token = fc.tuple(words, figure(-9, 0)).map(([said, logprob]) => ({
  token: said,
  logprob: logprob === 0 ? 0 : logprob,
  bytes: [...Buffer.from(said)],
}));
const logprobs = fc.array(
  fc.tuple(token, fc.array(token, { maxLength: 2 })).map(([chosen, top]) => ({ ...chosen, top })),
  { minLength: 1, maxLength: 2 },
);

const piece: fc.Arbitrary<readonly object[]> = fc.oneof(
  words.map((said) => [{ type: "text-delta", text: said }]),
  fc.tuple(words, logprobs).map(([said, known]) => [{ type: "text-delta", text: said, logprobs: known }]),
  words.map((said) => [{ type: "reasoning-delta", text: said }]),
  signature.map((seal) => [{ type: "reasoning-seal", seal: { ...seal, hidden: true } }]),
  fc
    .tuple(name, json, fc.option(signature, { nil: undefined }), fc.nat(5))
    .map(([called, args, seal, cut]) => [
      { type: "tool-call-start", name: called, kind: "function", ...(seal !== undefined && { seal }) },
      { type: "tool-call-delta", text: args.slice(0, cut) },
      { type: "tool-call-delta", text: args.slice(cut) },
    ]),
);

const endings = fc.constantFrom(
  ["stop", "STOP"] as const,
  ["length", "MAX_TOKENS"] as const,
  ["content-filter", "SAFETY"] as const,
  ["content-filter", "RECITATION"] as const,
);

function choiceEvents(choice: number): fc.Arbitrary<{ said: Event[]; last: Event[] }> {
  return fc
    .tuple(
      fc.array(piece, { maxLength: 6 }),
      endings,
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 2 }),
    )
    .map(([pieces, [unified, raw], marks]) => {
      let calls = 0;
      const said = pieces.flat().map((event) => {
        const { type } = event as Event;
        if (type === "tool-call-start") calls++;
        const place = type.startsWith("tool-call") ? { index: calls - 1 } : {};
        const id = type === "tool-call-start" ? { callId: `c${choice}-${calls}` } : {};
        return { ...event, choice, ...place, ...id } as Event;
      });
      const whole = said.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
      const last: Event[] = marks
        .flatMap(([from, to, quoted]) => annotation(whole, from, to, quoted))
        .map((known) => ({ type: "annotation", choice, annotation: known }) as const);
      const word = unified === "stop" && calls > 0 ? "tool-calls" : unified;
      last.push({ type: "choice-finish", choice, finish: { unified: word, raw } });
      return { said, last };
    });
}

/** Between whole code points: half of a pair has no place in UTF-8. */
function annotation(whole: string, from: number, to: number, quoted: boolean): Annotation[] {
  const points = [...whole];
  if (points.length === 0) return [];
  const first = from % points.length;
  const length = 1 + (to % (points.length - first));
  const start = points.slice(0, first).join("").length;
  const quote = points.slice(first, first + length).join("");
  const place = { start, end: start + quote.length, ...(quoted && { quote }) };
  return [{ type: "url", url: "https://example.com/東?a=1", title: "Ex “ample”", ...place }];
}

const usage = fc
  .record({
    inputTokens: fc.nat(1000),
    cachedTokens: fc.nat(9),
    answer: fc.nat(99),
    thoughts: fc.option(fc.nat(99)),
  })
  .map(({ inputTokens, cachedTokens, answer, thoughts }) => ({
    inputTokens,
    cachedTokens,
    outputTokens: answer + (thoughts ?? 0),
    ...(thoughts !== null && { reasoningTokens: thoughts }),
    outputImageTokens: 3,
    inputAudioTokens: 1,
  }));

/** An answer as the decoder orders it: sources and finishes last. */
export const answers: fc.Arbitrary<{ readonly events: readonly Event[]; readonly end: StreamEnd }> = fc
  .tuple(
    fc
      .integer({ min: 1, max: 3 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => choiceEvents(i)))),
    fc.option(usage, { nil: undefined }),
  )
  .map(([choices, known]) => ({
    events: [...choices.flatMap(({ said }) => said), ...choices.flatMap(({ last }) => last)],
    end: { type: "end", model: "gemini-3-flash", ...(known !== undefined && { usage: known }) } as const,
  }));

/** Choice by choice, and neighbouring pieces put together: a call that grows may be overtaken by another choice. */
export function merged(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const choiceOf = (event: StreamEvent) => ("choice" in event ? event.choice : Number.MAX_SAFE_INTEGER);
  const out: StreamEvent[] = [];
  for (const event of events.toSorted((a, b) => choiceOf(a) - choiceOf(b))) {
    const last = out.at(-1);
    const same = last !== undefined && "choice" in last && "choice" in event && last.choice === event.choice;
    if (same && last.type === "text-delta" && event.type === "text-delta") {
      const both = [...(last.logprobs ?? []), ...(event.logprobs ?? [])];
      out[out.length - 1] = {
        ...last,
        text: last.text + event.text,
        ...(both.length > 0 && { logprobs: both }),
      };
    } else if (same && last.type === "reasoning-delta" && event.type === "reasoning-delta") {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else if (same && last.type === "tool-call-delta" && event.type === "tool-call-delta") {
      out[out.length - 1] = { ...last, text: last.text + event.text };
    } else out.push(event);
  }
  return out;
}
