import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const model = (name = "rehearsal") =>
  new ChatOpenAI({
    model: name,
    apiKey: server.key,
    maxRetries: 0,
    configuration: { baseURL: `${server.url}/v1` },
  });

test("invokes and streams, with usage", async () => {
  const messages = [new SystemMessage("Be kind."), new HumanMessage("Hello, world!")];
  const whole = await model().invoke(messages);
  expect(whole.text).toMatch(/\w/);
  expect(whole).toMatchObject({ usage_metadata: { input_tokens: expect.any(Number) } });
  let text = "";
  for await (const chunk of await model().stream(messages)) text += chunk.text;
  expect(text).toBe(whole.text);
});

test("gives structured output and calls tools", async () => {
  const schema = {
    title: "City",
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  };
  const city = await model().withStructuredOutput(schema, { name: "city" }).invoke("Name a city.");
  expect(typeof city["city"]).toBe("string");
  const tool = {
    type: "function",
    function: { name: "weather", description: "Tells the weather.", parameters: schema },
  } as const;
  const answer = await model().bindTools([tool], { tool_choice: "weather" }).invoke("Weather in Lisbon?");
  expect(answer.tool_calls?.[0]?.name).toBe("weather");
});

test("raises failures", async () => {
  await expect(model("rehearsal-overloaded").invoke("Hello")).rejects.toMatchObject({ status: 503 });
  await expect(model("gpt-99").invoke("Hello")).rejects.toMatchObject({ status: 404 });
});

test("embeds", async () => {
  const embeddings = new OpenAIEmbeddings({
    model: "rehearsal-embedding",
    apiKey: server.key,
    maxRetries: 0,
    configuration: { baseURL: `${server.url}/v1` },
  });
  expect(await embeddings.embedDocuments(["a", "b"])).toHaveLength(2);
});
