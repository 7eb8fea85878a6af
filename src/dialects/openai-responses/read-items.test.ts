import { describe, expect, test } from "vitest";
import { foreignItems } from "./items-schema.ts";
import { fault, task } from "./read.fixture.ts";
import { hostedTools } from "./schema.ts";

describe("input", () => {
  test("one text, behind the instructions", () => {
    expect(task({ instructions: "Be brief." }).items).toEqual([
      { type: "message", role: "system", content: [{ type: "text", text: "Be brief." }] },
      { type: "message", role: "user", content: [{ type: "text", text: "Hi" }] },
    ]);
  });

  test("items of every type that a conversation can hold", () => {
    const input = [
      { role: "developer", content: "Be kind." },
      {
        type: "message",
        role: "user",
        content: [
          {
            type: "input_text",
            text: "What?",
            prompt_cache_breakpoint: { mode: "explicit", ttl: "30m" },
          },
          { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
          { type: "input_image", image_url: "https://example.com/a.png", detail: "high", file_id: null },
          { type: "input_file", file_id: "file-1" },
          { type: "input_file", file_data: "data:,", filename: "a.pdf", prompt_cache_breakpoint: {} },
          { type: "input_file", file_url: "https://example.com/a.pdf" },
          { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
        ],
      },
      {
        type: "reasoning",
        id: "rs_1",
        summary: [
          { type: "summary_text", text: "One." },
          { type: "summary_text", text: "Two." },
        ],
        encrypted_content: "ENC",
      },
      { type: "reasoning", id: "rs_2", summary: [], content: [{ type: "reasoning_text", text: "Raw." }] },
      { type: "reasoning", id: "rs_3", summary: [] },
      {
        id: "msg_1",
        type: "message",
        role: "assistant",
        status: "completed",
        phase: "final_answer",
        content: [
          {
            type: "output_text",
            text: "A picture.",
            logprobs: [],
            annotations: [
              { type: "url_citation", url: "https://example.com/", title: "", start_index: 0, end_index: 1 },
              { type: "file_citation", file_id: "file-1", filename: "a", index: 2 },
            ],
          },
          { type: "refusal", refusal: "No more." },
        ],
      },
      { type: "function_call", id: "fc_1", call_id: "c1", name: "f", arguments: "{}", status: "completed" },
      { type: "custom_tool_call", call_id: "c2", name: "g", input: "free" },
      { type: "function_call_output", call_id: "c1", output: "done" },
      {
        type: "custom_tool_call_output",
        call_id: "c2",
        output: [{ type: "input_text", text: "done, too" }],
      },
    ];
    expect(task({ input }).items).toEqual([
      { type: "message", role: "developer", content: [{ type: "text", text: "Be kind." }] },
      {
        type: "message",
        role: "user",
        content: [
          { type: "text", text: "What?", cache: { ttl: "30m" } },
          { type: "image", url: "data:image/png;base64,AAAA" },
          { type: "image", url: "https://example.com/a.png", detail: "high" },
          { type: "file", fileId: "file-1" },
          { type: "file", data: "data:,", filename: "a.pdf", cache: {} },
          { type: "file", url: "https://example.com/a.pdf" },
          { type: "audio", data: "AAAA", format: "wav" },
        ],
      },
      {
        type: "reasoning",
        text: "One.\n\nTwo.",
        seal: { maker: "openai", data: "ENC", hidden: true, id: "rs_1" },
      },
      { type: "reasoning", text: "Raw." },
      {
        type: "message",
        role: "assistant",
        content: [
          {
            type: "text",
            text: "A picture.",
            annotations: [{ type: "url", url: "https://example.com/", start: 0, end: 1 }],
          },
          { type: "refusal", refusal: "No more." },
        ],
      },
      { type: "function_call", callId: "c1", name: "f", arguments: "{}" },
      { type: "function_call", callId: "c2", name: "g", arguments: "free", kind: "custom" },
      { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "done" }] },
      {
        type: "function_call_output",
        callId: "c2",
        kind: "custom",
        output: [{ type: "text", text: "done, too" }],
      },
    ]);
  });

  test.each(foreignItems)("%s is refused by its name", (type) => {
    const { code, param, message } = fault({ model: "m", input: [{ role: "user", content: "?" }, { type }] });
    expect([code, param]).toEqual(["unsupported_parameter", "input[1].type"]);
    expect(message).toContain(type);
  });

  test.each<[string, unknown, string, string | undefined]>([
    ["no model", { input: "Hi" }, "missing_required_parameter", "model"],
    ["no input", { model: "m" }, "missing_required_parameter", "input"],
    ["a wrong type", { model: "m", input: 7 }, "invalid_type", "input"],
    [
      "a wrong role",
      { model: "m", input: [{ role: "robot", content: "Hi" }] },
      "invalid_value",
      "input[0].role",
    ],
    ["an unknown item", { model: "m", input: [{ type: "dance" }] }, "invalid_value", "input[0].type"],
    [
      "an unknown part",
      { model: "m", input: [{ role: "user", content: [{ type: "smell" }] }] },
      "invalid_value",
      "input[0].content[0].type",
    ],
    [
      "a call without arguments",
      { model: "m", input: [{ type: "function_call", call_id: "c", name: "f" }] },
      "missing_required_parameter",
      "input[0].arguments",
    ],
    [
      "the output of no call",
      { model: "m", input: [{ type: "function_call_output", call_id: "c", output: "" }] },
      "invalid_value",
      "input",
    ],
    [
      "a stored picture",
      { model: "m", input: [{ role: "user", content: [{ type: "input_image", file_id: "f" }] }] },
      "unsupported_parameter",
      "input[0].content[0].file_id",
    ],
    [
      "a file that is nowhere",
      { model: "m", input: [{ role: "user", content: [{ type: "input_file" }] }] },
      "missing_required_parameter",
      "input[0].content[0].file_id",
    ],
    ["a body that is none", [1], "invalid_type", undefined],
    ["a hot model", { model: "m", input: "Hi", temperature: 3 }, "decimal_above_max_value", "temperature"],
    [
      "nothing to write",
      { model: "m", input: "Hi", max_output_tokens: 0 },
      "integer_below_min_value",
      "max_output_tokens",
    ],
    [
      "a stored answer",
      { model: "m", input: "Hi", previous_response_id: "resp_1" },
      "unsupported_parameter",
      "previous_response_id",
    ],
    [
      "a stored conversation",
      { model: "m", input: "Hi", conversation: { id: "conv_1" } },
      "unsupported_parameter",
      "conversation",
    ],
    ["the background", { model: "m", input: "Hi", background: true }, "unsupported_parameter", "background"],
    ["a stored prompt", { model: "m", input: "Hi", prompt: { id: "p" } }, "unsupported_parameter", "prompt"],
    [
      "half a grammar",
      {
        model: "m",
        input: "Hi",
        tools: [{ type: "custom", name: "c", format: { type: "grammar", syntax: "lark" } }],
      },
      "unsupported_parameter",
      "tools[0].format",
    ],
    [
      "the choice of a tool of OpenAI's",
      { model: "m", input: "Hi", tool_choice: { type: "web_search_preview" } },
      "unsupported_parameter",
      "tool_choice",
    ],
  ])("%s", (_name, body, code, param) => {
    const told = fault(body);
    expect([told.code, told.param]).toEqual([code, param]);
  });

  test.each(hostedTools)("the tool %s is refused by its name", (type) => {
    const { code, param } = fault({ model: "m", input: "Hi", tools: [{ type }] });
    expect([code, param]).toEqual(["unsupported_parameter", "tools[0].type"]);
  });

  test("a seal that somebody changed is no seal", () => {
    const item = (encrypted_content: string) => ({
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: "Hm." }],
      encrypted_content,
    });
    for (const broken of ["parley:", "parley:{", "parley:7", `parley:{"maker":"me","data":"x"}`, ""]) {
      expect(task({ input: [item(broken)] }).items).toEqual([{ type: "reasoning", text: "Hm." }]);
    }
  });
});
