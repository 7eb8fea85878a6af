import type OpenAI from "openai";
import { expect, test } from "vitest";
import { handling } from "./ways.ts";
import { type Subject, wish } from "./wish.ts";

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather of a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 7 } },
      required: ["city", "days"],
      additionalProperties: false,
    },
    strict: true,
  },
} as const;

const loose = { ...weather, function: { ...weather.function, strict: false } } as const;
const messages = [{ role: "user", content: "What is the weather in Lisbon for 3 days?" }] as const;
const named = { type: "function", function: { name: "get_weather" } } as const;

/** How OpenAI's client has tools called, and goes on with what they said. */
export function tools(subject: () => Subject): void {
  test("calls a tool with arguments of its schema, whole and streamed, and takes the output back", async () => {
    const { client, model } = subject();
    const asking = { model: model("rehearsal"), messages: [...messages], tools: [loose] };
    const answer = await client.chat.completions.create(asking);
    const call = answer.choices[0]?.message.tool_calls?.[0];
    if (call?.type !== "function") throw new Error("no tool call");
    expect(answer.choices[0]?.finish_reason).toBe("tool_calls");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Lisbon", days: 3 });
    const final = await client.chat.completions.stream(asking).finalChatCompletion();
    const streamed = final.choices[0]?.message.tool_calls?.[0];
    if (streamed?.type !== "function") throw new Error("no tool call in the stream");
    expect(streamed.function.name).toBe("get_weather");
    expect(JSON.parse(streamed.function.arguments)).toEqual({ city: "Lisbon", days: 3 });
    const after = await client.chat.completions.create({
      ...asking,
      messages: [
        ...messages,
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: call.id, content: "17 degrees and windy" },
      ],
    });
    expect(after.choices[0]?.message.content).toContain("17 degrees and windy");
  });

  test("holds a tool to its schema", async () => {
    const { client, model } = subject();
    const asking = { model: model("rehearsal"), messages: [...messages], tools: [weather] };
    const met = await wish(subject(), "tools.strict", "tools[0]", client.chat.completions.create(asking));
    if (met.how === "refused") return;
    expect(argumentsOf(met.answer)).toEqual({ city: "Lisbon", days: 3 });
  });

  test("calls the forced tool", async () => {
    const { client, model } = subject();
    const asking = {
      model: model("rehearsal"),
      messages: [{ role: "user", content: "Hello, world!" } as const],
      tools: [loose],
      tool_choice: named,
    };
    const name = "tool_choice.named";
    const met = await wish(subject(), name, "tool_choice", client.chat.completions.create(asking));
    if (met.how !== "obeyed") return;
    const input = argumentsOf(met.answer);
    expect(typeof input["city"]).toBe("string");
    expect(Number.isInteger(input["days"])).toBe(true);
  });

  test("calls no tool where none may be called", async () => {
    const { client, model } = subject();
    const asking = {
      model: model("rehearsal"),
      tool_choice: "none",
    } as const;
    expect(handling(subject().way, "tool_choice.none").how).toMatch(/mapped|emulated/);
    const answer = await client.chat.completions.create({
      ...asking,
      messages: [...messages],
      tools: [loose],
    });
    expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
    expect(answer.choices[0]?.message.content).toMatch(/\w/);
  });
}

function argumentsOf(answer: OpenAI.ChatCompletion): Readonly<Record<string, unknown>> {
  const call = answer.choices[0]?.message.tool_calls?.[0];
  if (call?.type !== "function") throw new Error("no tool call");
  return JSON.parse(call.function.arguments) as Record<string, unknown>;
}
