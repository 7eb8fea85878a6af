import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Item } from "../../spec/item.ts";
import type { JsonSchema, Tool, ToolChoice } from "../../spec/tool.ts";
import { answer, startRehearsal } from "./rehearsal.fixture.ts";

const rehearsal = startRehearsal();
afterAll(() => rehearsal.tokenizer.close());

const weather: Tool = {
  type: "function",
  name: "get_weather",
  description: "Tells the current weather for a place.",
  parameters: {
    type: "object",
    properties: {
      location: { type: "string" },
      unit: { enum: ["celsius", "fahrenheit"] },
      days: { type: "integer" },
    },
    required: ["location"],
    additionalProperties: false,
  },
};
const time: Tool = {
  type: "function",
  name: "getTime",
  parameters: { type: "object", properties: { zone: { type: "string" } } },
};
const query: Tool = { type: "custom", name: "sql", description: "Runs a statement." };
const tools = [weather, time, query];

async function callsFor(
  question: string,
  toolChoice?: ToolChoice,
  more: { parallelToolCalls?: boolean } = {},
) {
  const options = { tools, ...(toolChoice !== undefined && { toolChoice }), ...more };
  const heard = await answer(rehearsal, { says: [question], options });
  return { ...heard, names: heard.calls.map(({ name }) => name) };
}

describe("a tool", () => {
  test("is called with the words of the question when the question is about it", async () => {
    const { calls, finishes, texts } = await callsFor(
      "What's the weather in New York for 3 days, in fahrenheit?",
    );
    expect(calls).toEqual([
      {
        name: "get_weather",
        kind: "function",
        callId: calls[0]?.callId,
        text: '{"location":"New York","unit":"fahrenheit","days":3}',
      },
    ]);
    expect(calls[0]?.callId).toMatch(/^call_[A-Za-z0-9]{24}$/);
    expect(finishes).toEqual(["tool-calls"]);
    expect(texts).toEqual([""]);
  });

  test.each<[string, readonly string[]]>([
    ["Please use getTime now", ["getTime"]],
    ["What time is it?", ["getTime"]],
    ["weather and time in Paris", ["get_weather", "getTime"]],
    ["Hello!", []],
    ["Tell me about whales", []],
  ])("is meant by %s or not", async (question, names) => {
    expect((await callsFor(question)).names).toEqual(names);
    expect((await callsFor(question, { type: "none" })).names).toEqual([]);
  });

  test("is called alone when calls may not be parallel", async () => {
    expect((await callsFor("weather and time", undefined, { parallelToolCalls: false })).names).toEqual([
      "get_weather",
    ]);
  });

  test.each<[string, ToolChoice, readonly string[], string]>([
    ["Hello!", { type: "required" }, ["get_weather"], "tool-calls"],
    ["The time?", { type: "required" }, ["getTime"], "tool-calls"],
    ["Hello!", { type: "named", name: "getTime" }, ["getTime"], "stop"],
    ["Hello!", { type: "allowed", mode: "auto", names: ["getTime"] }, [], "stop"],
    ["The weather?", { type: "allowed", mode: "auto", names: ["getTime"] }, [], "stop"],
    ["The weather?", { type: "allowed", mode: "required", names: ["getTime"] }, ["getTime"], "tool-calls"],
  ])("%s with %j", async (question, choice, names, finish) => {
    const heard = await callsFor(question, choice);
    expect(heard.names).toEqual(names);
    expect(heard.finishes).toEqual([finish]);
  });

  test("that takes free text gets free text", async () => {
    const { calls } = await callsFor("Show Paris", { type: "named", name: "sql" });
    expect(calls).toMatchObject([{ name: "sql", kind: "custom" }]);
    expect(calls[0]?.text).toContain("Paris");
  });

  test("is not called again after its output, which is quoted", async () => {
    const says: (string | Item)[] = [
      "What's the weather in Oslo?",
      { type: "function_call", callId: "c1", name: "get_weather", arguments: "{}" },
      { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "18 degrees" }] },
    ];
    const heard = await answer(rehearsal, { says, options: { tools } });
    expect(heard.texts).toEqual(['The tool get_weather answered: "18 degrees"']);
    expect(heard.calls).toEqual([]);
    const asked = await answer(rehearsal, {
      says: [
        ...says,
        { type: "message", role: "user", content: [{ type: "text", text: "And the weather in Rome?" }] },
      ],
      options: { tools },
    });
    expect(asked.calls).toMatchObject([{ text: '{"location":"Rome","unit":"celsius","days":42}' }]);
  });

  test.each([
    ["What is the weather in Oslo?", 'A tool answered: "18"'],
    ["Wie ist das Wetter in Oslo und was soll ich anziehen?", "Ein Werkzeug hat geantwortet: „18“"],
    ["Quel temps fait-il dans la ville, et pourquoi ?", "Un outil a répondu : « 18 »"],
    ["¿Qué tiempo hace en la ciudad y por qué?", "Una herramienta respondió: «18»"],
  ])("that answers to an unknown call is not named (%s)", async (question, text) => {
    const output: Item = {
      type: "function_call_output",
      callId: "?",
      output: [{ type: "text", text: "18" }],
    };
    const [said = ""] = (await answer(rehearsal, { says: [question, output] })).texts;
    expect(said.replaceAll("\u00a0", " ").replaceAll("\u202f", " ")).toBe(text);
  });

  test.each<[ToolChoice, readonly Tool[] | undefined]>([
    [{ type: "named", name: "nope" }, tools],
    [{ type: "required" }, undefined],
    [{ type: "allowed", mode: "required", names: ["nope"] }, tools],
  ])("that is not there cannot be demanded (%j)", async (toolChoice, offered) => {
    const options = { toolChoice, ...(offered !== undefined && { tools: offered }) };
    const { error } = await answer(rehearsal, { says: ["Hello"], options });
    expect(error).toMatchObject({ code: "invalid_value", param: "tool_choice" });
  });

  test("with an impossible schema is named by its path", async () => {
    const parameters = { type: "object", properties: { a: { type: "integer", minimum: "x" } } };
    const options = {
      tools: [query, { type: "function", name: "f", parameters } as const],
      toolChoice: { type: "named", name: "f" } as const,
    };
    const { error } = await answer(rehearsal, { says: ["Hello"], options });
    expect(error).toMatchObject({
      code: "invalid_value",
      param: "tools[1].function.parameters.properties.a.minimum",
    });
  });

  test.each<[JsonSchema | undefined, string]>([
    [undefined, "{}"],
    [{}, "{}"],
    [{ type: "object" }, "{}"],
  ])("with the schema %j gets an object", async (parameters, expected) => {
    const tool: Tool = { type: "function", name: "f", ...(parameters !== undefined && { parameters }) };
    const { calls } = await answer(rehearsal, {
      says: ["x"],
      options: { tools: [tool], toolChoice: { type: "required" } },
    });
    expect(calls[0]?.text).toBe(expected);
  });

  test("is cut at the token limit, and every token is counted", async () => {
    const choice = { type: "named", name: "get_weather" } as const;
    const whole = await answer(rehearsal, { says: ["Oslo"], options: { tools, toolChoice: choice } });
    const cut = await answer(rehearsal, {
      says: ["Oslo"],
      options: { tools, toolChoice: choice, maxOutputTokens: 4 },
    });
    const [name = 0, text = 0] = await rehearsal.tokenizer.count(["get_weather", whole.calls[0]?.text ?? ""]);
    expect(whole.end?.usage?.outputTokens).toBe(name + text);
    expect(cut.end?.usage?.outputTokens).toBe(4);
    expect(cut.finishes).toEqual(["length"]);
    expect(whole.calls[0]?.text.startsWith(cut.calls[0]?.text ?? "-")).toBe(true);
  });

  test.each([1, 2, 8, 60])("is not begun without room for its name (%d tokens)", async (maxOutputTokens) => {
    const options = { tools, maxOutputTokens };
    const { end, finishes } = await answer(rehearsal, { says: ["weather and time in Paris"], options });
    expect(end?.usage?.outputTokens).toBeLessThanOrEqual(maxOutputTokens);
    expect(finishes).toEqual([maxOutputTokens === 60 ? "tool-calls" : "length"]);
  });

  test("gets valid arguments whatever its schema and the question", async () => {
    const leaf = fc.constantFrom<JsonSchema>(
      { type: "string", maxLength: 5 },
      { type: "string", pattern: "^[A-Z]{2}\\d+$" },
      { type: "integer", minimum: 10, maximum: 20 },
      { type: ["boolean", "null"] },
      { type: "array", items: { enum: ["a", "b", "c"] }, minItems: 2, uniqueItems: true },
      { anyOf: [{ type: "string", minLength: 3 }, { const: 5 }] },
    );
    const properties = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), leaf, { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(
        properties,
        fc.string({ unit: "grapheme" }),
        fc.nat(),
        async (members, question, seed) => {
          const parameters = {
            type: "object",
            properties: members,
            required: Object.keys(members),
            additionalProperties: false,
          };
          const tool: Tool = { type: "function", name: "f", parameters, strict: true };
          const { calls } = await answer(rehearsal, {
            says: [question],
            options: { tools: [tool], toolChoice: { type: "required" }, seed },
          });
          const validate = new Ajv2020({ strict: false }).compile(parameters);
          expect(validate(JSON.parse(calls[0]?.text ?? "")), calls[0]?.text).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a format", () => {
  const schema = {
    type: "object",
    properties: {
      name: { type: "string" },
      age: { type: "integer" },
      tags: { type: "array", items: { type: "string" } },
    },
    required: ["name", "age", "tags"],
    additionalProperties: false,
  };

  test("json_schema gives a valid instance as compact JSON, token by token", async () => {
    const format = { type: "json_schema", name: "person", schema, strict: true } as const;
    const { texts, events, finishes } = await answer(rehearsal, {
      says: ["Anna is 31 years old"],
      options: { format, choices: 2 },
    });
    for (const text of texts) {
      const value: unknown = JSON.parse(text);
      expect(new Ajv2020().compile(schema)(value)).toBe(true);
      expect(JSON.stringify(value)).toBe(text);
      expect(value).toMatchObject({ age: 31 });
    }
    expect(JSON.parse(texts[0] ?? "")).toMatchObject({ name: "Anna", tags: ["years"] });
    expect(events.length).toBeGreaterThan(10);
    expect(finishes).toEqual(["stop", "stop"]);
  });

  test("json_schema names a fault by its path", async () => {
    const format = {
      type: "json_schema",
      name: "x",
      schema: { type: "object", properties: { a: { $ref: "#/b" } } },
      strict: false,
    } as const;
    const { error } = await answer(rehearsal, { says: ["x"], options: { format } });
    expect(error).toMatchObject({
      code: "invalid_value",
      param: "response_format.json_schema.schema.properties.a.$ref",
    });
  });

  test("json_object gives an object", async () => {
    const options = { format: { type: "json_object" }, choices: 2 } as const;
    const { texts } = await answer(rehearsal, { says: ["Give me JSON"], options });
    expect(texts.map((text) => JSON.parse(text))).toEqual([
      { model: "rehearsal", scripted: true, you_wrote: "Give me JSON" },
      { model: "rehearsal", scripted: true, you_wrote: "Give me JSON", choice: 2 },
    ]);
  });
});
