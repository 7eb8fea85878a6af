import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBoundedJson } from "../../lib/bounded-json.ts";
import type { GenerateOptions, Source } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import { chatBody, type Habits, sourceBody } from "./request.ts";

const task = { kind: "generate", items: [], options: {} } as const;
const attempt = (stream: boolean): Attempt => ({
  callId: "req_1",
  model: "gpt-5-mini",
  task,
  stream,
  signal: new AbortController().signal,
});

function sourceOf(text: string): Source {
  const bytes = Buffer.from(text);
  const { value, span } = parseBoundedJson(bytes, { depth: 64, values: 10_000 }, "model");
  const body = value as Record<string, unknown>;
  const options = body["stream_options"] as { include_usage?: boolean } | undefined;
  return {
    dialect: "chat",
    bytes,
    body,
    includeUsage: options?.include_usage === true,
    ...(span !== undefined && { modelSpan: span }),
  };
}

const lean: Habits = { streamOptions: true, maxTokensField: "max_tokens", developerRole: false };
const generous: Habits = { streamOptions: true, maxTokensField: "both", developerRole: true };

test("only the model changes, and the wish for usage is added to streams", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.boolean(),
      fc.constantFrom(undefined, { include_usage: true }, { include_usage: false }, null),
      fc.constantFrom(undefined, 2),
      (rest, stream, options, indent) => {
        const extra = options === undefined ? {} : { stream_options: options };
        const body = { ...rest, model: "chat", messages: [], ...extra };
        const source = sourceOf(JSON.stringify(body, null, indent));
        const sent: unknown = JSON.parse(sourceBody(attempt(stream), source, generous).toString());
        const wish = stream ? { stream_options: { ...options, include_usage: true } } : extra;
        expect(sent).toEqual(JSON.parse(JSON.stringify({ ...body, model: "gpt-5-mini", ...wish })));
      },
    ),
  );
});

test("untouched bytes stay untouched: unusual numbers and spaces survive", () => {
  const text = `{ "temperature" : 1.0e0, "model":"chat","messages":[],"seed":12345678901234567890 }`;
  const sent = sourceBody(attempt(false), sourceOf(text), generous).toString();
  expect(sent).toBe(text.replace(`"chat"`, `"gpt-5-mini"`));
});

test("a model named twice is sent once", () => {
  const sent = sourceBody(
    attempt(false),
    sourceOf(`{"model":"a","messages":[],"model":"b"}`),
    generous,
  ).toString();
  expect(sent.match(/"model"/g)).toHaveLength(1);
  expect(JSON.parse(sent)).toMatchObject({ model: "gpt-5-mini" });
});

test("an upstream gets the token bound under the name that it knows, and roles that it knows", () => {
  const text = `{"model":"chat","max_completion_tokens":7,"messages":[{"role":"developer","content":"x"}]}`;
  const sent: unknown = JSON.parse(sourceBody(attempt(false), sourceOf(text), lean).toString());
  expect(sent).toEqual({ model: "gpt-5-mini", max_tokens: 7, messages: [{ role: "system", content: "x" }] });
  const older = `{"model":"chat","max_tokens":7,"messages":[]}`;
  expect(
    JSON.parse(
      sourceBody(attempt(false), sourceOf(older), {
        ...generous,
        maxTokensField: "max_completion_tokens",
      }).toString(),
    ),
  ).toEqual({
    model: "gpt-5-mini",
    max_completion_tokens: 7,
    messages: [],
  });
});

test("items become messages: calls join the assistant's message, outputs follow", () => {
  const body: unknown = JSON.parse(
    chatBody(
      {
        ...attempt(false),
        task: {
          kind: "generate",
          items: [
            { type: "message", role: "developer", content: [{ type: "text", text: "Be kind." }] },
            {
              type: "message",
              role: "user",
              content: [
                { type: "text", text: "Weather?" },
                { type: "image", url: "data:x" },
              ],
            },
            { type: "reasoning", text: "hm" },
            { type: "function_call", callId: "c1", name: "weather", arguments: "{}" },
            { type: "function_call", callId: "c2", name: "time", arguments: "{}" },
            { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "rain" }] },
            { type: "function_call_output", callId: "c2", output: [{ type: "text", text: "noon" }] },
            { type: "message", role: "assistant", content: [{ type: "text", text: "Rain at noon." }] },
          ],
          options: {
            maxOutputTokens: 5,
            toolChoice: { type: "named", name: "time" },
            tools: [{ type: "function", name: "time", strict: true }],
          },
        },
      },
      lean,
    ).toString(),
  );
  expect(body).toEqual({
    model: "gpt-5-mini",
    messages: [
      { role: "system", content: "Be kind." },
      {
        role: "user",
        content: [
          { type: "text", text: "Weather?" },
          { type: "image_url", image_url: { url: "data:x" } },
        ],
      },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "c1", type: "function", function: { name: "weather", arguments: "{}" } },
          { id: "c2", type: "function", function: { name: "time", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "rain" },
      { role: "tool", tool_call_id: "c2", content: "noon" },
      { role: "assistant", content: "Rain at noon." },
    ],
    max_tokens: 5,
    tools: [{ type: "function", function: { name: "time", strict: true } }],
    tool_choice: { type: "function", function: { name: "time" } },
    stream: true,
    stream_options: { include_usage: true },
  });
});

function written(options: GenerateOptions): Record<string, unknown> {
  const asked = { ...attempt(false), task: { kind: "generate", items: [], options } as const };
  return JSON.parse(chatBody(asked, lean).toString()) as Record<string, unknown>;
}

test("of a tool only what the protocol knows is written", () => {
  const { tools } = written({
    tools: [
      { type: "function", name: "f", description: "d", parameters: { type: "object" }, cache: { ttl: "1h" } },
      { type: "custom", name: "c", grammar: { syntax: "regex", definition: "a+" } },
    ],
  });
  expect(tools).toEqual([
    { type: "function", function: { name: "f", description: "d", parameters: { type: "object" } } },
    {
      type: "custom",
      custom: { name: "c", format: { type: "grammar", grammar: { syntax: "regex", definition: "a+" } } },
    },
  ]);
  expect(written({ tools: [] })).not.toHaveProperty("tools");
});

test.each([
  [{ reasoningTokens: 0 }, "none"],
  [{ reasoningTokens: 1024 }, "low"],
  [{ reasoningTokens: 8192 }, "medium"],
  [{ reasoningTokens: 24_576 }, "high"],
  [{ reasoningTokens: 1024, reasoningEffort: "max" }, "max"],
])("%j is the effort %s", (options, effort) => {
  expect(written(options)["reasoning_effort"]).toBe(effort);
});
