import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { readRequest } from "./request.ts";

function failure(request: unknown): ParleyError {
  try {
    readRequest(request as never);
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

const said = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });
const having = (member: string, value: unknown) => ({ prompt: "hi", [member]: value });
const call = { type: "function_call", callId: "c", name: "n", arguments: "{}" };
const missing = "missing_required_parameter";

describe("a request that is wrong names its fault", () => {
  const cases: readonly [unknown, string, string | undefined][] = [
    [null, "invalid_type", undefined],
    [[], "invalid_type", undefined],
    [undefined, "invalid_type", undefined],
    [{}, missing, "prompt"],
    [{ messages: ["hi"] }, "invalid_type", "messages[0]"],
    [{ messages: [{}] }, missing, "messages[0].role"],
    [{ messages: [{ role: "king", content: "" }] }, "invalid_value", "messages[0].role"],
    [{ messages: [{ role: "user" }] }, missing, "messages[0].content"],
    [{ messages: [{ role: "user", content: 5 }] }, "invalid_type", "messages[0].content"],
    [{ messages: [{ type: "letter" }] }, "invalid_value", "messages[0].type"],
    [{ messages: [{ type: "function_call" }] }, missing, "messages[0].callId"],
    [{ messages: [{ ...call, name: undefined }] }, missing, "messages[0].name"],
    [{ messages: [{ ...call, arguments: {} }] }, "invalid_type", "messages[0].arguments"],
    [{ messages: [{ type: "function_call_output", callId: "c" }] }, missing, "messages[0].output"],
    [{ messages: [{ type: "function_call_output", output: [] }] }, missing, "messages[0].callId"],
    [
      { messages: [{ type: "function_call_output", callId: "c", output: [{ type: "text" }] }] },
      missing,
      "messages[0].output[0].text",
    ],
    [{ messages: [{ type: "reasoning" }] }, missing, "messages[0].text"],
    [said({}), missing, "messages[0].content[0].type"],
    [said({ type: "video" }), "invalid_value", "messages[0].content[0].type"],
    [said({ type: "text" }), missing, "messages[0].content[0].text"],
    [said({ type: "text", text: "a" }, { type: "image" }), missing, "messages[0].content[1].url"],
    [said({ type: "audio", data: "" }), missing, "messages[0].content[0].format"],
    [said({ type: "file", fileId: 5 }), "invalid_type", "messages[0].content[0].fileId"],
    [said({ type: "refusal" }), missing, "messages[0].content[0].refusal"],
    [having("format", { type: "json_schema", name: "n" }), missing, "format.schema"],
    [having("format", { type: "json_schema", schema: {} }), missing, "format.name"],
    [having("format", { type: "json_schema", name: "n", schema: 5 }), "invalid_type", "format.schema"],
    [having("format", { type: "xml" }), "invalid_value", "format.type"],
    [having("tools", [{ type: "function" }]), missing, "tools[0].name"],
    [
      having("tools", [{ type: "function", name: "n", parameters: 5 }]),
      "invalid_type",
      "tools[0].parameters",
    ],
    [having("tools", [{ type: "magic", name: "n" }]), "invalid_value", "tools[0].type"],
    [having("toolChoice", { type: "named" }), missing, "toolChoice.name"],
    [having("toolChoice", { type: "allowed", mode: "auto" }), missing, "toolChoice.names"],
    [having("toolChoice", "auto"), "invalid_type", "toolChoice"],
    [having("max_tokens", 5), "unknown_parameter", "max_tokens"],
    [
      having("tools", [{ type: "function", name: "n", paramters: {} }]),
      "unknown_parameter",
      "tools[0].paramters",
    ],
    [having("format", { type: "json_object", schema: {} }), "unknown_parameter", "format.schema"],
    [
      { messages: [{ role: "assistant", content: "", tool_calls: [] }] },
      "unknown_parameter",
      "messages[0].tool_calls",
    ],
    [said({ type: "text", text: "a", txet: "b" }), "unknown_parameter", "messages[0].content[0].txet"],
    [
      having("toolChoice", { type: "named", name: "n", mode: "auto" }),
      "unknown_parameter",
      "toolChoice.mode",
    ],
  ];
  test.each(cases)("%j", (request, code, param) => {
    expect(failure(request)).toMatchObject({ code, param });
  });

  test("and is called a request", () => {
    expect(failure([]).message).toBe("The request must be an object, but got an array instead.");
  });
});

test("all that is right becomes items, in order", () => {
  const items = [
    call,
    { type: "function_call_output", callId: "c", output: [{ type: "text", text: "5" }] },
    { type: "reasoning", text: "hm", seal: { maker: "google", data: "s" } },
    { ...call, kind: "custom", seal: { maker: "google", data: "s" }, cache: { ttl: "5m" } },
    { type: "function_call_output", callId: "c", kind: "custom", failed: true, output: [], cache: {} },
    {
      type: "message",
      role: "assistant",
      content: [
        { type: "text", text: "a", annotations: [], cache: {} },
        { type: "image", url: "https://x.test/", detail: "low", cache: {} },
        { type: "audio", data: "", format: "wav" },
        { type: "file", url: "https://x.test/", filename: "f", citations: true, cache: {} },
        { type: "refusal", refusal: "No." },
      ],
    },
  ];
  const { task, model } = readRequest({
    model: "m",
    instructions: "be brief",
    messages: [
      { role: "user", content: "a" },
      { type: "message", role: "user", name: "ada", content: [{ type: "image", url: "https://x.test/" }] },
      ...(items as never[]),
    ],
    prompt: "b",
    tools: [
      { type: "function", name: "n", parameters: { type: "object" }, cache: { ttl: "5m" } },
      { type: "custom", name: "c", grammar: { syntax: "regex", definition: "a" } },
    ],
    toolChoice: { type: "allowed", mode: "auto", names: ["n"] },
    format: { type: "json_schema", name: "n", schema: true, strict: true },
  });
  expect(model).toBe("m");
  expect(task.items).toEqual([
    { type: "message", role: "developer", content: [{ type: "text", text: "be brief" }] },
    { type: "message", role: "user", content: [{ type: "text", text: "a" }] },
    { type: "message", role: "user", name: "ada", content: [{ type: "image", url: "https://x.test/" }] },
    ...items,
    { type: "message", role: "user", content: [{ type: "text", text: "b" }] },
  ]);
  expect(task.options).toEqual({
    tools: [
      { type: "function", name: "n", parameters: { type: "object" }, cache: { ttl: "5m" } },
      { type: "custom", name: "c", grammar: { syntax: "regex", definition: "a" } },
    ],
    toolChoice: { type: "allowed", mode: "auto", names: ["n"] },
    format: { type: "json_schema", name: "n", schema: true, strict: true },
  });
});
