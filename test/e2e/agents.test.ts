import {
  Agent,
  OpenAIConversationsSession,
  run,
  setDefaultOpenAIClient,
  setTracingDisabled,
  tool,
} from "@openai/agents";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
let openai: OpenAI;
beforeAll(async () => {
  server = await startServer();
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 });
  setDefaultOpenAIClient(openai);
  setTracingDisabled(true);
});
afterAll(() => server.stop());

const weather = tool({
  name: "get_weather",
  description: "Tells the weather.",
  parameters: z.object({ city: z.string() }),
  execute: ({ city }) => Promise.resolve(`Sunny in ${city}.`),
});
const plain = new Agent({ name: "plain", model: "rehearsal" });
const handy = new Agent({ name: "handy", instructions: "Be kind.", model: "rehearsal", tools: [weather] });
const question = "What is the weather in Oslo?";

test("an agent runs its tools, whole and streamed", async () => {
  expect((await run(handy, question)).finalOutput).toContain("Sunny in Oslo.");
  const streamed = await run(handy, question, { stream: true });
  let events = 0;
  for await (const { type } of streamed) events += type.length > 0 ? 1 : 0;
  await streamed.completed;
  expect(events).toBeGreaterThan(5);
  expect(streamed.finalOutput).toContain("Sunny in Oslo.");
});

test("a session of conversations remembers, takes back and forgets", async () => {
  const session = new OpenAIConversationsSession({ client: openai });
  expect((await run(plain, "Count to 3", { session })).finalOutput).toBe("1, 2, 3");
  expect((await run(handy, question, { session })).finalOutput).toContain("Sunny in Oslo.");
  const types = (await session.getItems()).map(({ type }) => type);
  expect(types).toEqual([
    "message",
    "message",
    "message",
    "function_call",
    "function_call_result",
    "message",
  ]);
  await session.popItem();
  expect(await session.getItems()).toHaveLength(5);
  await session.clearSession();
});

test("a conversation and a previous response are gone on with", async () => {
  const { id: conversationId } = await openai.conversations.create();
  await run(plain, "Count to 3", { conversationId });
  expect((await run(handy, question, { conversationId })).finalOutput).toContain("Sunny in Oslo.");
  const first = await run(handy, question);
  const previousResponseId = first.lastResponseId ?? "";
  expect((await run(plain, "Count to 2", { previousResponseId })).finalOutput).toBe("1, 2");
});

test("an answer has the type that it shall have", async () => {
  const typed = new Agent({ name: "typed", model: "rehearsal", outputType: z.object({ city: z.string() }) });
  expect((await run(typed, "Oslo")).finalOutput).toEqual({ city: expect.any(String) });
});
