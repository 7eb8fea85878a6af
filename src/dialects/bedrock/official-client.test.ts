import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseStreamOutput,
  ConverseStreamCommand,
  CountTokensCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, test } from "vitest";
import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { model, talk } from "./official-client.fixture.ts";

const answer: readonly StreamEvent[] = [
  { type: "reasoning-delta", choice: 0, text: "考え" },
  { type: "reasoning-seal", choice: 0, seal: { maker: "bedrock", data: "c2ln" } },
  { type: "reasoning-seal", choice: 0, seal: { maker: "bedrock", data: "aGlkZGVu", hidden: true } },
  { type: "text-delta", choice: 0, text: "Grün 🌿" },
  {
    type: "annotation",
    choice: 0,
    annotation: {
      type: "document",
      document: 0,
      start: 0,
      end: 7,
      title: "T",
      quote: "q",
      place: { unit: "page", from: 1, to: 2 },
    },
  },
  { type: "text-delta", choice: 0, text: ", then." },
  {
    type: "tool-call-start",
    choice: 0,
    index: 0,
    callId: "tooluse_1",
    name: "get_weather",
    kind: "function",
  },
  { type: "tool-call-delta", choice: 0, index: 0, text: '{"city":' },
  { type: "tool-call-delta", choice: 0, index: 0, text: '"Oslo"}' },
  { type: "choice-finish", choice: 0, finish: { unified: "tool-calls" } },
  { type: "end", usage: { inputTokens: 110, cachedTokens: 80, cacheWriteTokens: 20, outputTokens: 5 } },
];

const usage = {
  inputTokens: 10,
  outputTokens: 5,
  totalTokens: 115,
  cacheReadInputTokens: 80,
  cacheWriteInputTokens: 20,
};

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

const question: ConverseCommandInput = {
  modelId: model,
  system: [{ text: "Be brief." }, { cachePoint: { type: "default", ttl: "1h" } }],
  messages: [
    {
      role: "user",
      content: [
        { text: "Look:" },
        { image: { format: "png", source: { bytes: bytes("PNG") } } },
        {
          document: {
            format: "pdf",
            name: "Report",
            source: { bytes: bytes("%PDF") },
            citations: { enabled: true },
          },
        },
        { cachePoint: { type: "default" } },
      ],
    },
    {
      role: "assistant",
      content: [
        { reasoningContent: { reasoningText: { text: "Hm.", signature: "c2ln" } } },
        { reasoningContent: { redactedContent: bytes("hidden") } },
        { toolUse: { toolUseId: "t1", name: "get_weather", input: { city: "Oslo" } } },
      ],
    },
    {
      role: "user",
      content: [
        {
          toolResult: {
            toolUseId: "t1",
            content: [{ json: { degrees: 18 } }, { text: "ok" }],
            status: "error",
          },
        },
      ],
    },
  ],
  inferenceConfig: { maxTokens: 4_000, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
  toolConfig: {
    tools: [
      {
        toolSpec: {
          name: "get_weather",
          description: "Tells it.",
          inputSchema: { json: { type: "object" } },
          strict: true,
        },
      },
    ],
    toolChoice: { any: {} },
  },
  additionalModelRequestFields: { top_k: 40, thinking: { type: "enabled", budget_tokens: 2048 }, else: 1 },
  outputConfig: {
    effort: "high",
    textFormat: {
      type: "json_schema",
      structure: { jsonSchema: { schema: '{"type":"object"}', name: "n" } },
    },
  },
  guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
};

test("Converse: what is asked arrives, and the answer is understood", async () => {
  const { client, attempts } = await talk(answer);
  const heard = await client.send(new ConverseCommand(question));
  expect(heard.output?.message).toEqual({
    role: "assistant",
    content: [
      { reasoningContent: { reasoningText: { text: "考え", signature: "c2ln" } } },
      { reasoningContent: { redactedContent: bytes("hidden") } },
      {
        citationsContent: {
          content: [{ text: "Grün 🌿" }],
          citations: [
            {
              title: "T",
              sourceContent: [{ text: "q" }],
              location: { documentPage: { documentIndex: 0, start: 1, end: 2 } },
            },
          ],
        },
      },
      { text: ", then." },
      { toolUse: { toolUseId: "tooluse_1", name: "get_weather", input: { city: "Oslo" } } },
    ],
  });
  expect(heard).toMatchObject({ stopReason: "tool_use", usage });
  expect(heard.$metadata.requestId).toMatch(/^req_/);
  expect(attempts[0]?.model).toBe(model);
  expect(attempts[0]?.task).toEqual({
    kind: "generate",
    items: [
      {
        type: "message",
        role: "system",
        content: [{ type: "text", text: "Be brief.", cache: { ttl: "1h" } }],
      },
      {
        type: "message",
        role: "user",
        content: [
          { type: "text", text: "Look:" },
          { type: "image", url: "data:image/png;base64,UE5H" },
          {
            type: "file",
            data: "data:application/pdf;base64,JVBERg==",
            filename: "Report.pdf",
            citations: true,
            cache: {},
          },
        ],
      },
      { type: "reasoning", text: "Hm.", seal: { maker: "bedrock", data: "c2ln" } },
      { type: "reasoning", text: "", seal: { maker: "bedrock", data: "aGlkZGVu", hidden: true } },
      { type: "function_call", callId: "t1", name: "get_weather", arguments: '{"city":"Oslo"}' },
      {
        type: "function_call_output",
        callId: "t1",
        output: [
          { type: "text", text: '{"degrees":18}' },
          { type: "text", text: "ok" },
        ],
        failed: true,
      },
    ],
    options: {
      maxOutputTokens: 4_000,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stop: ["END"],
      reasoningTokens: 2048,
      reasoningEffort: "high",
      tools: [
        {
          type: "function",
          name: "get_weather",
          description: "Tells it.",
          parameters: { type: "object" },
          strict: true,
        },
      ],
      toolChoice: { type: "required" },
      format: { type: "json_schema", name: "n", schema: { type: "object" }, strict: true },
      others: {
        guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
        "additionalModelRequestFields.else": 1,
      },
    },
  });
});

async function streamed(
  client: BedrockRuntimeClient,
): Promise<{ events: ConverseStreamOutput[]; error: unknown }> {
  const events: ConverseStreamOutput[] = [];
  try {
    const heard = await client.send(new ConverseStreamCommand(question));
    for await (const event of heard.stream ?? []) events.push(event);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

test("ConverseStream: block by block", async () => {
  const { client } = await talk(answer);
  const { events, error } = await streamed(client);
  expect(error).toBeUndefined();
  const delta = (contentBlockIndex: number, what: object) => ({
    contentBlockDelta: { contentBlockIndex, delta: what },
  });
  const stop = (contentBlockIndex: number) => ({ contentBlockStop: { contentBlockIndex } });
  expect(events).toEqual([
    { messageStart: { role: "assistant" } },
    delta(0, { reasoningContent: { text: "考え" } }),
    delta(0, { reasoningContent: { signature: "c2ln" } }),
    stop(0),
    delta(1, { reasoningContent: { redactedContent: bytes("hidden") } }),
    stop(1),
    delta(2, { text: "Grün 🌿" }),
    delta(2, {
      citation: {
        title: "T",
        sourceContent: [{ text: "q" }],
        location: { documentPage: { documentIndex: 0, start: 1, end: 2 } },
      },
    }),
    stop(2),
    delta(3, { text: ", then." }),
    stop(3),
    {
      contentBlockStart: {
        contentBlockIndex: 4,
        start: { toolUse: { toolUseId: "tooluse_1", name: "get_weather" } },
      },
    },
    delta(4, { toolUse: { input: '{"city":' } }),
    delta(4, { toolUse: { input: '"Oslo"}' } }),
    stop(4),
    { messageStop: { stopReason: "tool_use" } },
    { metadata: { usage } },
  ]);
});

test("CountTokens", async () => {
  const { client } = await talk(answer);
  const input = { converse: { messages: [{ role: "user" as const, content: [{ text: "Hello!" }] }] } };
  const counted = await client.send(new CountTokensCommand({ modelId: model, input }));
  expect(counted.inputTokens).toBe(110);
});

describe("errors are Amazon's own", () => {
  test.each<[ErrorCode, string, number]>([
    ["rate_limit_exceeded", "ThrottlingException", 429],
    ["context_length_exceeded", "ValidationException", 400],
    ["invalid_api_key", "AccessDeniedException", 403],
    ["model_not_found", "ResourceNotFoundException", 404],
    ["insufficient_quota", "ServiceQuotaExceededException", 400],
    ["upstream_overloaded", "ServiceUnavailableException", 503],
    ["upstream_timeout", "ModelTimeoutException", 408],
    ["internal", "InternalServerException", 500],
  ])("%s is %s", async (code, name, status) => {
    const { client } = await talk([new ParleyError(code)]);
    for (const command of [new ConverseCommand(question), new ConverseStreamCommand(question)]) {
      await expect(client.send(command as ConverseCommand)).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: status },
      });
    }
  });

  test.each<[ErrorCode, string]>([
    ["rate_limit_exceeded", "ThrottlingException"],
    ["internal", "InternalServerException"],
    ["upstream_overloaded", "ServiceUnavailableException"],
    ["context_length_exceeded", "ValidationException"],
    ["upstream_timeout", "ModelStreamErrorException"],
  ])("%s in the middle of a stream is %s, and the stream does not end well", async (code, name) => {
    const { client } = await talk([{ type: "text-delta", choice: 0, text: "Here" }, new ParleyError(code)]);
    const { events, error } = await streamed(client);
    expect(events).toContainEqual({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Here" } } });
    expect(events.some((event) => "messageStop" in event)).toBe(false);
    expect(error).toMatchObject({ name });
  });

  test("a request that makes no sense is told where", async () => {
    const { client } = await talk(answer);
    const messages = [{ role: "robot", content: [{ text: "Hello!" }] }];
    await expect(
      client.send(new ConverseCommand({ modelId: model, messages } as never)),
    ).rejects.toMatchObject({
      name: "ValidationException",
      message: "'messages[0].role' must be user, assistant or system.",
    });
  });
});
