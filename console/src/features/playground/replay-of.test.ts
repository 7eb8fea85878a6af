import fc from "fast-check";
import { expect, test } from "vitest";
import { replayOf } from "./replay-of.ts";

const kept = (endpoint: string, body: unknown) => ({
  endpoint,
  content: { request: typeof body === "string" ? body : JSON.stringify(body), response: null },
});

test("a response: its input, what was before, and its parameters", () => {
  const start = replayOf(
    kept("/v1/responses", {
      model: "m",
      input: [
        { role: "user", content: "One" },
        { role: "assistant", content: "1" },
        {
          role: "user",
          content: [
            { type: "input_image", image_url: "data:image/png;base64,AA==" },
            { type: "input_text", text: "Two" },
          ],
        },
      ],
      previous_response_id: "resp_1",
      temperature: 0,
      reasoning: { effort: "low" },
      text: { format: { type: "json_schema", schema: { type: "object" } }, verbosity: "low" },
      tools: [{ type: "function", name: "f" }],
      tool_choice: "required",
      stream: true,
    }),
  );
  expect(start).toMatchObject({
    model: "m",
    question: "Two",
    pictures: [{ address: "data:image/png;base64,AA==" }],
    previousResponseId: "resp_1",
    settings: { temperature: "0", effort: "low", verbosity: "low", toolChoice: "required" },
  });
  expect(start?.before).toHaveLength(2);
  expect(JSON.parse(start?.settings.schema ?? "")).toEqual({ type: "object" });
  expect(JSON.parse(start?.settings.tools ?? "")).toEqual([{ type: "function", name: "f" }]);
});

test("chat completions, with tools called and answered", () => {
  const start = replayOf(
    kept("/v1/chat/completions", {
      model: "m",
      max_tokens: 9,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Weather?" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "c", content: "12 °C" },
        { role: "user", content: [{ type: "text", text: "And tomorrow?" }] },
      ],
      tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }],
    }),
  );
  expect(start).toMatchObject({ question: "And tomorrow?", settings: { maxTokens: "9" } });
  expect(start?.before).toEqual([
    { type: "message", role: "system", content: [{ type: "input_text", text: "Be brief." }] },
    { type: "message", role: "user", content: [{ type: "input_text", text: "Weather?" }] },
    { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
    { type: "function_call_output", call_id: "c", output: "12 °C" },
  ]);
  expect(JSON.parse(start?.settings.tools ?? "")).toEqual([
    { type: "function", name: "f", parameters: { type: "object" } },
  ]);
});

test("messages, with a picture", () => {
  const start = replayOf(
    kept("/v1/messages", {
      model: "m",
      system: [{ type: "text", text: "Be brief." }],
      messages: [
        { role: "assistant", content: [{ type: "tool_use", id: "c", name: "f", input: {} }] },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "c", content: "12" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AA==" } },
            { type: "text", text: "Hm?" },
          ],
        },
      ],
      tools: [{ name: "f", input_schema: { type: "object" } }],
    }),
  );
  expect(start).toMatchObject({
    question: "Hm?",
    pictures: [{ address: "data:image/png;base64,AA==" }],
    settings: { instructions: "Be brief." },
    before: [
      { type: "function_call", call_id: "c" },
      { type: "function_call_output", call_id: "c", output: "12" },
    ],
  });
});

test.each([
  ["what was not kept", { endpoint: "/v1/responses", content: null }],
  ["what was cut", kept("/v1/responses", '{"model":"m","inp\n[cut after 9 of 20 bytes]')],
  ["what is no talk", kept("/v1/embeddings", { model: "m", input: "x" })],
])("%s is not made again", (_, request) => {
  expect(replayOf(request)).toBeUndefined();
});

test("whatever somebody has asked, it is read or not, and nothing breaks", () => {
  const endpoints = fc.constantFrom("/v1/responses", "/v1/chat/completions", "/v1/messages", "/v1/chat");
  const body = fc.dictionary(
    fc.constantFrom("model", "input", "messages", "prompt", "tools", "text", "system", "temperature"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(endpoints, body, (endpoint, asked) => {
      const start = replayOf(kept(endpoint, asked));
      expect(typeof start?.question).toBe("string");
      for (const value of Object.values(start?.settings ?? {})) expect(typeof value).toBe("string");
    }),
  );
});
