import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anthropicDialect } from "../../dialects/anthropic/dialect.ts";
import { openAiDialect } from "../../dialects/openai/dialect.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { chatBody } from "../../providers/openai-compatible/request.ts";
import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";
import { items as anthropicItems, options as anthropicOptions } from "./anthropic-tasks.fixture.ts";

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const name = fc.stringMatching(/^[a-z]\w{0,20}$/);
const text = words.map<ContentPart>((said) => ({ type: "text", text: said }));
const part = fc.oneof(
  text,
  fc.constantFrom<ContentPart>(
    { type: "image", url: "https://a.example/cat.png", detail: "low" },
    { type: "image", url: "data:image/png;base64,AAAA" },
    { type: "audio", data: "AAAA", format: "wav" },
    { type: "file", data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
    { type: "file", fileId: "file-1" },
  ),
);
const content = fc.array(part, { minLength: 1, maxLength: 3 });
const call = fc.record({ callId: name, name, arguments: words });

/** Turns as the protocol has them: what tools say follows the calls. */
const turn: fc.Arbitrary<readonly Item[]> = fc.oneof(
  fc
    .record({ role: fc.constantFrom("user", "system", "developer"), content })
    .map((said) => [{ type: "message", ...said } as Item]),
  fc.record({ content, name }).map((said) => [{ type: "message", role: "user", ...said } as Item]),
  fc
    .array(text, { minLength: 1, maxLength: 2 })
    .map((parts) => [{ type: "message", role: "assistant", content: parts } as Item]),
  fc
    .record({ call, custom: fc.boolean(), output: fc.array(text, { minLength: 1, maxLength: 2 }) })
    .map(({ call: asked, custom, output }) => [
      { type: "function_call", ...asked, ...(custom && { kind: "custom" }) } as Item,
      { type: "function_call_output", callId: asked.callId, output } as Item,
    ]),
);

const tools = fc.uniqueArray(
  fc.oneof(
    name.map<Tool>((of) => ({
      type: "function",
      name: of,
      description: of,
      parameters: { type: "object" },
      strict: true,
    })),
    name.map<Tool>((of) => ({ type: "custom", name: of })),
    name.map<Tool>((of) => ({
      type: "custom",
      name: of,
      grammar: { syntax: "regex", definition: "a+" },
    })),
  ),
  { minLength: 1, maxLength: 3, selector: (tool) => tool.name },
);
const format = fc.constantFrom<AnswerFormat>(
  { type: "text" },
  { type: "json_object" },
  { type: "json_schema", name: "n", schema: { type: "object" }, strict: true, description: "d" },
);
const choiceOf = (all: readonly Tool[]) =>
  fc.constantFrom<ToolChoice>(
    { type: "none" },
    { type: "auto" },
    { type: "required" },
    { type: "named", name: all[0]?.name ?? "" },
    { type: "allowed", mode: "required", names: all.map((tool) => tool.name) },
  );
const plain = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: fc.constantFrom(0, 0.5, 2),
    topP: fc.constantFrom(0.1, 1),
    topK: fc.integer({ min: 1, max: 100 }),
    choices: fc.integer({ min: 1, max: 8 }),
    stop: fc.array(words, { minLength: 1, maxLength: 4 }),
    presencePenalty: fc.constantFrom(-2, 1.5),
    frequencyPenalty: fc.constantFrom(-2, 1.5),
    logitBias: fc.constant({ "50256": -100 }),
    logprobs: fc.boolean(),
    topLogprobs: fc.integer({ min: 0, max: 20 }),
    seed: fc.nat(),
    format,
    reasoningEffort: fc.constantFrom("low", "high"),
    verbosity: fc.constantFrom("low", "high"),
    endUser: name,
    cacheKey: name,
    serviceTier: fc.constantFrom("auto", "flex"),
  },
  { requiredKeys: [] },
);
const withTools = tools.chain((all) =>
  fc.record(
    { tools: fc.constant(all), toolChoice: choiceOf(all), parallelToolCalls: fc.boolean() },
    { requiredKeys: ["tools"] },
  ),
);
const options = fc
  .tuple(plain, fc.option(withTools))
  .map(([some, more]) => ({ ...some, ...more }) as GenerateOptions);
const tasks = fc.record({
  items: fc.array(turn, { minLength: 1, maxLength: 5 }).map((turns) => turns.flat()),
  options,
});

/**
 * Nothing is made canonical here. Else: what a tool shows stands in a message of the user behind; that it failed is told
 * in words; words between and behind calls stand before them; files without a name get one; a bound of the thought is an
 * effort; marks of caches, annotations and wishes for citations are left out. Thoughts are not among the items: this protocol takes none back. */
test("a task of any kind that the protocol knows comes through the request as it was", () => {
  fc.assert(
    fc.property(tasks, (asked) => {
      const task: GenerateTask = { kind: "generate", ...asked };
      const attempt = {
        callId: "req_1",
        model: "m",
        task,
        stream: true,
        signal: new AbortController().signal,
      };
      const body = JSON.parse(chatBody(attempt, presets.openai).toString()) as unknown;
      const read = openAiDialect.read({
        method: "POST",
        path: "/v1/chat/completions",
        query: {},
        headers: {},
        body,
      });
      if (read?.kind !== "answer" || read.task.kind !== "generate") throw new Error("it is no request");
      expect(read.model).toBe("m");
      expect(read.task.items).toEqual(task.items);
      expect(read.task.options).toEqual(task.options);
    }),
    { numRuns: 500 },
  );
});

describe("from Anthropic's protocol", () => {
  const asked = (body: object) => {
    const said = { model: "m", max_tokens: 9, ...body };
    const read = anthropicDialect.read({
      method: "POST",
      path: "/v1/messages",
      query: {},
      headers: {},
      body: said,
    });
    if (read?.kind !== "answer" || read.task.kind !== "generate") throw new Error("it is no request");
    const { task } = read;
    const attempt = { callId: "req_1", model: "m", task, stream: true, signal: new AbortController().signal };
    return JSON.parse(chatBody(attempt, presets.openai).toString()) as {
      readonly messages: readonly Readonly<Record<string, unknown>>[];
    };
  };

  test("every conversation becomes one that the protocol takes", () => {
    fc.assert(
      fc.property(anthropicItems, anthropicOptions, (items, options) => {
        fc.pre(!items.some((item) => item.type === "message" && item.content.some(hasAddress)));
        const task: GenerateTask = { kind: "generate", items, options };
        const attempt = {
          callId: "req_1",
          model: "m",
          task,
          stream: true,
          signal: new AbortController().signal,
        };
        const body = JSON.parse(chatBody(attempt, presets.openai).toString()) as {
          readonly messages: readonly WireMessage[];
        };
        const open = new Set<string>();
        for (const { role, content, tool_calls: calls, tool_call_id: id } of body.messages) {
          expect(content).not.toEqual([]);
          if (role === "tool") {
            expect(open.delete(id ?? "")).toBe(true);
            const parts = typeof content === "string" ? [] : (content ?? []);
            for (const { type } of parts) expect(type).toBe("text");
          } else expect(open.size).toBe(0);
          for (const call of calls ?? []) open.add(call.id);
        }
        expect(open.size).toBe(0);
        expect(JSON.stringify(body)).not.toMatch(/"cache"|"file":\{\}/);
        // The protocol's own server reads it.
        const wire = { method: "POST", path: "/v1/chat/completions", query: {}, headers: {}, body };
        expect(openAiDialect.read(wire)).toMatchObject({ kind: "answer" });
      }),
      { numRuns: 300 },
    );
  });

  test("thinking, a turn with calls, failures, pictures of tools and cache marks", () => {
    const { messages, ...rest } = asked({
      thinking: { type: "enabled", budget_tokens: 4_096 },
      max_tokens: 9_000,
      metadata: { user_id: "u" },
      top_k: 4,
      tools: [{ name: "f", input_schema: { type: "object" }, cache_control: { type: "ephemeral" } }],
      messages: [
        { role: "user", content: "Look" },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "a", name: "f", input: {} },
            { type: "text", text: "and" },
            { type: "tool_use", id: "b", name: "f", input: {} },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a" },
            {
              type: "tool_result",
              tool_use_id: "b",
              is_error: true,
              content: [
                { type: "text", text: "no" },
                { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
              ],
            },
          ],
        },
      ],
    });
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool", "user"]);
    expect(messages[1]).toMatchObject({ content: "and", tool_calls: [{ id: "a" }, { id: "b" }] });
    expect(messages[2]).toMatchObject({ content: "" });
    expect(messages[3]).toMatchObject({ content: "Error: no" });
    expect(rest).toMatchObject({ reasoning_effort: "medium", user: "u", top_k: 4 });
    expect(rest).toHaveProperty("tools", [
      { type: "function", function: { name: "f", parameters: { type: "object" } } },
    ]);
  });
});

interface WireMessage {
  readonly role: string;
  readonly content?: string | null | readonly { readonly type: string }[];
  readonly tool_calls?: readonly { readonly id: string }[];
  readonly tool_call_id?: string;
}

/** The table refuses these before. */
function hasAddress(part: ContentPart): boolean {
  return part.type === "file" && part.data === undefined && part.fileId === undefined;
}
