import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { describe, expect, test } from "vitest";
import { handling, serveAllWays, ways } from "./every-way/ways.ts";

const server = serveAllWays();

describe.each(ways)("LangChain $name", (way) => {
  const settings = (model: string) => ({
    model,
    apiKey: server().key,
    maxRetries: 0,
    configuration: { baseURL: `${server().url}/v1` },
  });
  const model = (name = "rehearsal") => new ChatOpenAI(settings(way.prefix + name));

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
    const asked = model().bindTools([tool], { tool_choice: "weather" }).invoke("Weather in Lisbon?");
    const named = handling(way, "tool_choice.named");
    if (named.how === "refused") await expect(asked).rejects.toThrow(named.why);
    else expect((await asked).tool_calls?.[0]?.name).toBe("weather");
  });

  test("raises failures", async () => {
    const overloaded = new ChatOpenAI({
      ...settings(`${way.prefix}rehearsal-overloaded`),
      configuration: { baseURL: `${server().url}/v1`, defaultHeaders: { "x-parley-retries": "0" } },
    });
    await expect(overloaded.invoke("Hello")).rejects.toMatchObject({ status: 503 });
    await expect(new ChatOpenAI(settings("gpt-99")).invoke("Hello")).rejects.toMatchObject({ status: 404 });
  });

  test("embeds, or says that it cannot", async () => {
    const embeddings = new OpenAIEmbeddings(settings(`${way.prefix}rehearsal-embedding`));
    const asked = embeddings.embedDocuments(["a", "b"]);
    if (way.embeds) expect(await asked).toHaveLength(2);
    else await expect(asked).rejects.toMatchObject({ status: 400 });
  });
});
