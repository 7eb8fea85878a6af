import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rehearsedDialects, type RehearsedName } from "../../src/server/rehearse/dialects.ts";
import { type RehearsedServer, startRehearsedServer } from "./rehearsed-server.ts";
import { startServer, type StartedServer } from "./started-server.ts";

const names = Object.keys(rehearsedDialects) as RehearsedName[];
let rehearsed: readonly RehearsedServer[] = [];
let server: StartedServer;
let client: OpenAI;

/** One Parley with a provider for each dialect, each of which asks a rehearsal in another process. */
beforeAll(async () => {
  rehearsed = await Promise.all(names.map(startRehearsedServer));
  const folder = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  writeFileSync(join(folder, "parley.yaml"), settings());
  server = await startServer({}, folder);
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 });
});
afterAll(async () => {
  await server?.stop();
  await Promise.all(rehearsed.map((one) => one.stop()));
});

function settings(): string {
  const lines = names.map((name) => {
    const baseUrl = rehearsed.find(({ as }) => as === name)?.baseUrl;
    const signed = ", accessKeyId: AKIDEXAMPLE, secretAccessKey: secret";
    const key = name === "bedrock" ? signed : ", apiKey: sk-anything";
    return `  ${name}: { ${rehearsedDialects[name].settings}, baseUrl: "${baseUrl}"${key} }`;
  });
  return `providers:\n${lines.join("\n")}\n`;
}

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather of a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" } },
      required: ["city", "days"],
      additionalProperties: false,
    },
  },
} as const;

/** A failure that passes would be waited for otherwise. */
const notAgain = { headers: { "x-parley-retries": "0" } };

const hello = [{ role: "user", content: "Hello, world!" }] as const;

/** What the same scripted model answers inside Parley, without any way through a dialect. */
async function truth(body: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) {
  const { choices, usage } = await client.chat.completions.create({
    messages: [...hello],
    ...body,
    model: "rehearsal/rehearsal",
  });
  return { message: choices[0]?.message, usage };
}

describe.each(names)("a call through the dialect of %s", (name) => {
  const model = `${name}/rehearsal`;

  test("has the model's answer and usage", async () => {
    const expected = await truth();
    const answer = await client.chat.completions.create({ model, messages: [...hello] });
    expect(answer.choices[0]?.message.content).toBe(expected.message?.content);
    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(answer.usage).toMatchObject({
      prompt_tokens: expected.usage?.prompt_tokens,
      completion_tokens: expected.usage?.completion_tokens,
    });
  });

  test("streams the same, in pieces, with its usage at the end", async () => {
    const expected = await truth();
    const stream = await client.chat.completions.create({
      model,
      messages: [...hello],
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content;
      if (typeof piece === "string" && piece !== "") pieces.push(piece);
      usage = chunk.usage ?? usage;
    }
    expect(pieces.join("")).toBe(expected.message?.content);
    expect(pieces.length).toBeGreaterThan(5);
    expect(usage?.completion_tokens).toBe(expected.usage?.completion_tokens);
  });

  test("calls a tool, and answers with what it said", async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: "user", content: "What is the weather in Oslo for 3 days?" },
    ];
    const first = await client.chat.completions.create({ model, messages, tools: [weather] });
    const [choice] = first.choices;
    const [call] = choice?.message.tool_calls ?? [];
    expect(choice?.finish_reason).toBe("tool_calls");
    if (choice === undefined || call?.type !== "function") throw new Error("there was no call");
    expect(call.function.name).toBe("get_weather");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Oslo", days: 3 });
    messages.push(choice.message, { role: "tool", tool_call_id: call.id, content: "18 degrees" });
    const second = await client.chat.completions.create({ model, messages, tools: [weather] });
    expect(second.choices[0]?.message.content).toContain("18 degrees");
  });

  test("follows a JSON schema", async () => {
    const schema = weather.function.parameters;
    const answer = await client.chat.completions.create({
      model,
      messages: [{ role: "user", content: "Oslo for 3 days" }],
      response_format: { type: "json_schema", json_schema: { name: "trip", schema, strict: true } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toEqual({
      city: expect.any(String),
      days: expect.any(Number),
    });
  });

  test.each([
    ["rehearsal-rate-limited", 429, OpenAI.RateLimitError],
    ["rehearsal-overloaded", 503, OpenAI.InternalServerError],
    ["rehearsal-refuses-key", 502, OpenAI.InternalServerError],
    ["rehearsal-breaks-midway", 502, OpenAI.InternalServerError],
    ["rehearsal-garbage", 502, OpenAI.InternalServerError],
  ] as const)("fails as %s does: %d", async (failing, status, kind) => {
    const asked = client.chat.completions.create(
      { model: `${name}/${failing}`, messages: [...hello] },
      notAgain,
    );
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status });
    expect(String(error)).not.toContain("sk-anything");
  });

  test("tells in a stream that it breaks off, and never ends it well", async () => {
    for (const failing of ["rehearsal-breaks-midway", "rehearsal-fails-midway", "rehearsal-garbage"]) {
      const stream = await client.chat.completions.create({
        model: `${name}/${failing}`,
        messages: [...hello],
        stream: true,
      });
      let text = "";
      const reading = (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      })();
      // OpenAI's own protocol is handed on untouched: there the client itself meets the garbage.
      const own = failing === "rehearsal-garbage" ? Error : OpenAI.APIError;
      await expect(reading).rejects.toBeInstanceOf(own);
      expect(text).not.toBe("");
    }
  });
});
