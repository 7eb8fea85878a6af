import fc from "fast-check";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Annotation, ContentPart, Item, ReasoningItem } from "../../spec/item.ts";
import type { FunctionTool } from "../../spec/tool.ts";

/**
 * Tasks and answers that Gemini's protocol can carry without loss. What it cannot, and what becomes of it:
 * instructions are gathered in front as one system message; `developer` is `system`; an empty text is left out; a
 * refusal is a text; the texts of a tool's output become one, before its images; a thought without a seal of Google's
 * is left out; a schema's name is `response`, its description goes into the schema, and it is always strict; `named` is
 * the one `allowed` name; one strict tool makes all of them strict, with the choice left to the model; efforts beyond
 * `high` are `high`, and `none` is the least; all images have the greatest `detail`; a custom tool is a function.
 */

/** Latin, CJK, emoji of several code points, right-to-left, combining, and every sign that JSON or SSE could trip over. */
const letters = fc.constantFrom(
  ..."aZ09 \n\r\t\"\\/{}[]:,'é",
  "東",
  "京",
  "한",
  "ß",
  "👩‍🚀",
  "🇯🇵",
  "😀",
  "ש",
  "e\u0301",
  "\u2028",
  "\u0000",
  "data: ",
  "\ufeff",
);
export const words = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const base64 = fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const hidden = true as const;
const signature = base64.map((data) => ({ maker: "google" as const, data }));
const json = fc
  .dictionary(words, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value) => JSON.stringify(JSON.parse(JSON.stringify(value))));
const schema = json.map((text) => JSON.parse(text) as Record<string, unknown>);

const text = words.map((said) => ({ type: "text" as const, text: said }));

function media(detail: string | undefined): fc.Arbitrary<ContentPart> {
  const detailed = detail === undefined ? {} : { detail };
  return fc.oneof(
    fc
      .tuple(fc.constantFrom("png", "jpeg", "webp"), base64)
      .map(([form, data]) => ({ type: "image" as const, url: `data:image/${form};base64,${data}`, ...detailed })),
    fc.constant({ type: "image" as const, url: "https://example.com/cat.png?size=2", ...detailed }),
    fc
      .tuple(fc.constantFrom("wav", "mp3", "flac"), base64)
      .map(([format, data]) => ({ type: "audio" as const, data, format })),
    base64.map((data) => ({ type: "file" as const, data: `data:application/pdf;base64,${data}` })),
    fc.constant({ type: "file" as const, url: "https://example.com/paper.pdf" }),
    fc.constant({
      type: "file" as const,
      fileId: "https://generativelanguage.googleapis.com/v1beta/files/abc-123",
    }),
  );
}

function thought(said: fc.Arbitrary<string>): fc.Arbitrary<ReasoningItem> {
  return fc.tuple(said, signature).map(([summary, seal]) => ({
    type: "reasoning",
    text: summary,
    seal: { ...seal, hidden },
  }));
}

interface Asked {
  readonly thought: ReasoningItem | undefined;
  readonly name: string;
  readonly arguments: string;
  readonly seal: { readonly maker: "google"; readonly data: string } | undefined;
  readonly said: string;
  readonly image: ContentPart | undefined;
  readonly failed: boolean;
}

function turn(detail: string | undefined): fc.Arbitrary<readonly Item[]> {
  const user = fc
    .array(fc.oneof(text, media(detail)), { minLength: 1, maxLength: 3 })
    .map((content): Item[] => [{ type: "message", role: "user", content }]);
  const message = fc
    .tuple(
      fc.array(thought(fc.oneof(fc.constant(""), words)), { maxLength: 2 }),
      fc.array(text, { minLength: 1, maxLength: 2 }),
    )
    .map(([thoughts, content]): Item[] => [...thoughts, { type: "message", role: "assistant", content }]);
  const asked: fc.Arbitrary<Asked> = fc.record({
    thought: fc.option(thought(words), { nil: undefined }),
    name,
    arguments: json,
    seal: fc.option(signature, { nil: undefined }),
    said: fc.oneof(fc.constant(""), words),
    image: fc.option(media(detail), { nil: undefined }),
    failed: fc.boolean(),
  });
  return fc.oneof(user, message, fc.array(asked, { minLength: 1, maxLength: 3 }).map(callsAndOutputs));
}

function callsAndOutputs(asked: readonly Asked[]): Item[] {
  const calls = asked.flatMap((call, i): Item[] => [
    ...(call.thought === undefined ? [] : [call.thought]),
    {
      type: "function_call",
      callId: `id-${i}`,
      name: call.name,
      arguments: call.arguments,
      ...(call.seal !== undefined && { seal: call.seal }),
    },
  ]);
  const outputs = asked.map(
    ({ said, image, failed }, i): Item => ({
      type: "function_call_output",
      callId: `id-${i}`,
      output: [{ type: "text", text: said }, ...(image === undefined ? [] : [image])],
      ...(failed && { failed: true }),
    }),
  );
  return [...calls, ...outputs];
}

/** Ids are the caller's own: each is used once. */
function withOwnIds(turns: readonly (readonly Item[])[]): Item[] {
  return turns.flatMap((items, turn) =>
    items.map((item) => ("callId" in item ? { ...item, callId: `${item.callId}-${turn}` } : item)),
  );
}

const items = fc.constantFrom("low", "high", undefined).chain((detail) =>
  fc
    .tuple(
      fc.array(text, { maxLength: 2 }),
      fc.array(text, { minLength: 1, maxLength: 2 }),
      fc.array(turn(detail), { maxLength: 5 }),
    )
    .map(([system, first, turns]): Item[] => [
      ...(system.length > 0 ? [{ type: "message" as const, role: "system" as const, content: system }] : []),
      { type: "message", role: "user", content: first },
      ...withOwnIds(turns),
    ]),
);

const tool: fc.Arbitrary<FunctionTool> = fc
  .record({ name, description: fc.option(words), parameters: fc.option(schema) })
  .map(({ name: called, description, parameters }) => ({
    type: "function",
    name: called,
    ...(description !== null && { description }),
    ...(parameters !== null && { parameters }),
  }));

const toolOptions: fc.Arbitrary<Pick<GenerateOptions, "tools" | "toolChoice">> = fc
  .uniqueArray(tool, { minLength: 2, maxLength: 4, selector: ({ name: called }) => called })
  .chain((tools) => {
    const names = tools.map(({ name: called }) => called);
    const [first = ""] = names;
    return fc.constantFrom<Pick<GenerateOptions, "tools" | "toolChoice">>(
      {},
      { tools },
      { tools: tools.map((one) => ({ ...one, strict: true })) },
      { tools, toolChoice: { type: "auto" } },
      { tools, toolChoice: { type: "none" } },
      { tools, toolChoice: { type: "required" } },
      { tools, toolChoice: { type: "named", name: first } },
      { tools, toolChoice: { type: "allowed", mode: "auto", names: [first] } },
      { tools, toolChoice: { type: "allowed", mode: "required", names } },
    );
  });

const figure = (from: number, to: number) => fc.integer({ min: from * 100, max: to * 100 }).map((n) => n / 100);

const options = fc
  .tuple(
    fc.record(
      {
        maxOutputTokens: fc.integer({ min: 1, max: 1_000_000 }),
        temperature: figure(0, 2),
        topP: figure(0, 1),
        topK: fc.integer({ min: 1, max: 100 }),
        choices: fc.integer({ min: 1, max: 8 }),
        stop: fc.array(words, { minLength: 1, maxLength: 5 }),
        presencePenalty: figure(-2, 2),
        frequencyPenalty: figure(-2, 2),
        seed: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        logprobs: fc.boolean(),
        topLogprobs: fc.integer({ min: 1, max: 20 }),
        format: fc.oneof(
          fc.constant({ type: "json_object" as const }),
          schema.map((known) => ({
            type: "json_schema" as const,
            name: "response",
            schema: known,
            strict: true,
          })),
        ),
        serviceTier: fc.constantFrom("flex", "priority", "standard"),
      },
      { requiredKeys: [] },
    ),
    toolOptions,
    fc.oneof(
      fc.constant({}),
      fc.constantFrom("minimal", "low", "medium", "high").map((reasoningEffort) => ({ reasoningEffort })),
      fc.integer({ min: 1, max: 32_768 }).map((reasoningTokens) => ({ reasoningTokens })),
    ),
  )
  .map(([plain, tools, thinking]): GenerateOptions => ({ ...plain, ...tools, ...thinking }));

export const tasks: fc.Arbitrary<GenerateTask> = fc
  .tuple(items, options)
  .map(([conversation, wishes]) => ({ kind: "generate", items: conversation, options: wishes }));

// Answers

type Event = Exclude<StreamEvent, StreamEnd>;

const token = fc
  .tuple(words, figure(-9, 0))
  .map(([said, logprob]) => ({ token: said, logprob: logprob === 0 ? 0 : logprob, bytes: [...Buffer.from(said)] }));
const logprobs = fc.array(
  fc.tuple(token, fc.array(token, { maxLength: 2 })).map(([chosen, top]) => ({ ...chosen, top })),
  { minLength: 1, maxLength: 2 },
);

const piece: fc.Arbitrary<readonly object[]> = fc.oneof(
  words.map((said) => [{ type: "text-delta", text: said }]),
  fc.tuple(words, logprobs).map(([said, known]) => [{ type: "text-delta", text: said, logprobs: known }]),
  words.map((said) => [{ type: "reasoning-delta", text: said }]),
  signature.map((seal) => [{ type: "reasoning-seal", seal: { ...seal, hidden } }]),
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
    .tuple(fc.array(piece, { maxLength: 6 }), endings, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 2 }))
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
      const last: Event[] = marks.flatMap(([from, to, quoted]) => annotation(whole, from, to, quoted)).map(
        (known) => ({ type: "annotation", choice, annotation: known }) as const,
      );
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
  .record({ inputTokens: fc.nat(1000), cachedTokens: fc.nat(9), answer: fc.nat(99), thoughts: fc.option(fc.nat(99)) })
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
    fc.integer({ min: 1, max: 3 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => choiceEvents(i)))),
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
