import fc from "fast-check";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { ContentPart, Item, ReasoningItem } from "../../spec/item.ts";
import type { FunctionTool } from "../../spec/tool.ts";

/**
 * Tasks that Gemini's protocol can carry without loss. What it cannot, and what becomes of it:
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
export const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 9 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const hidden = true as const;
export const signature = base64.map((data) => ({ maker: "google" as const, data }));
export const json = fc
  .dictionary(words, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value) => JSON.stringify(JSON.parse(JSON.stringify(value))));
const schema = json.map((text) => JSON.parse(text) as Record<string, unknown>);

const text = words.map((said) => ({ type: "text" as const, text: said }));

function media(detail: string | undefined): fc.Arbitrary<ContentPart> {
  const detailed = detail === undefined ? {} : { detail };
  return fc.oneof(
    fc.tuple(fc.constantFrom("png", "jpeg", "webp"), base64).map(([form, data]) => ({
      type: "image" as const,
      url: `data:image/${form};base64,${data}`,
      ...detailed,
    })),
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
  const outputs = asked.map(({ said, image, failed }, i): Item => ({
    type: "function_call_output",
    callId: `id-${i}`,
    output: [{ type: "text", text: said }, ...(image === undefined ? [] : [image])],
    ...(failed && { failed: true }),
  }));
  return [...calls, ...outputs];
}

/** Ids are the caller's own: each is used once. */
function withOwnIds(turns: readonly (readonly Item[])[]): Item[] {
  return turns.flatMap((items, turn) =>
    items.map((item) => ("callId" in item ? { ...item, callId: `${item.callId}-${turn}` } : item)),
  );
}

const items = fc
  .constantFrom("low", "high", undefined)
  .chain((detail) =>
    fc
      .tuple(
        fc.array(text, { maxLength: 2 }),
        fc.array(text, { minLength: 1, maxLength: 2 }),
        fc.array(turn(detail), { maxLength: 5 }),
      )
      .map(([system, first, turns]): Item[] => [
        ...(system.length > 0
          ? [{ type: "message" as const, role: "system" as const, content: system }]
          : []),
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

export const figure = (from: number, to: number) =>
  fc.integer({ min: from * 100, max: to * 100 }).map((n) => n / 100);

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
  .map(([plain, tools, thinking]): GenerateOptions => ({
    ...plain,
    // Alternatives to tokens are told beside their probability.
    ...(plain.topLogprobs !== undefined && { logprobs: true }),
    ...tools,
    ...thinking,
  }));

export const tasks: fc.Arbitrary<GenerateTask> = fc
  .tuple(items, options)
  .map(([conversation, wishes]) => ({ kind: "generate", items: conversation, options: wishes }));
