import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import { attemptOf, hello } from "./openai-responses.fixture.ts";
import { responsesBody } from "./request.ts";

function body(
  items: readonly Item[],
  options: GenerateOptions = {},
  model?: string,
): Record<string, unknown> {
  return JSON.parse(responsesBody(attemptOf(items, options, model)).toString("utf8")) as Record<
    string,
    unknown
  >;
}

const user = (...content: readonly ContentPart[]): Item => ({ type: "message", role: "user", content });
const says = (text: string): Item => ({
  type: "message",
  role: "assistant",
  content: [{ type: "text", text }],
});

describe("input", () => {
  test("roles and parts", () => {
    const items: readonly Item[] = [
      { type: "message", role: "system", content: [{ type: "text", text: "Be brief." }] },
      { type: "message", role: "developer", content: [{ type: "text", text: "Be kind." }], name: "ops" },
      user(
        { type: "text", text: "What is this? 这是什么", cache: {} },
        { type: "image", url: "data:image/png;base64,AAAA" },
        { type: "image", url: "https://example.com/a.png", detail: "low" },
        { type: "file", fileId: "file-1", filename: "a.pdf" },
        { type: "file", url: "https://example.com/a.pdf", citations: true },
        { type: "file", data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
        { type: "file", data: "data:text/plain;base64,AAAA" },
      ),
      says("A picture."),
      {
        type: "message",
        role: "assistant",
        content: [
          {
            type: "text",
            text: "See.",
            annotations: [
              { type: "url", url: "https://example.com/", title: "E", start: 0, end: 3 },
              { type: "document", document: 0, start: 0, end: 1 },
            ],
          },
          { type: "refusal", refusal: "No." },
        ],
      },
    ];
    expect(body(items)["input"]).toEqual([
      { type: "message", role: "system", content: [{ type: "input_text", text: "Be brief." }] },
      { type: "message", role: "developer", content: [{ type: "input_text", text: "Be kind." }] },
      {
        type: "message",
        role: "user",
        content: [
          { type: "input_text", text: "What is this? 这是什么" },
          { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
          { type: "input_image", image_url: "https://example.com/a.png", detail: "low" },
          { type: "input_file", file_id: "file-1" },
          { type: "input_file", file_url: "https://example.com/a.pdf" },
          { type: "input_file", file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
          { type: "input_file", file_data: "data:text/plain;base64,AAAA", filename: "document.txt" },
        ],
      },
      { type: "message", role: "assistant", content: "A picture." },
      {
        type: "message",
        role: "assistant",
        content: [
          {
            type: "output_text",
            text: "See.",
            annotations: [
              {
                type: "url_citation",
                url: "https://example.com/",
                title: "E",
                start_index: 0,
                end_index: 3,
              },
            ],
          },
          { type: "refusal", refusal: "No." },
        ],
      },
    ]);
  });

  test("calls and what came of them, by kind", () => {
    const items: readonly Item[] = [
      ...hello,
      { type: "function_call", callId: "c1", name: "look", arguments: `{"a":1}` },
      { type: "function_call", callId: "c2", name: "run", arguments: "print(1)", kind: "custom" },
      { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "seen" }] },
      {
        type: "function_call_output",
        callId: "c2",
        output: [
          { type: "text", text: "1" },
          { type: "image", url: "data:image/png;base64,AAAA" },
        ],
        failed: true,
      },
    ];
    expect((body(items)["input"] as unknown[]).slice(1)).toEqual([
      { type: "function_call", call_id: "c1", name: "look", arguments: `{"a":1}` },
      { type: "custom_tool_call", call_id: "c2", name: "run", input: "print(1)" },
      { type: "function_call_output", call_id: "c1", output: "seen" },
      {
        type: "custom_tool_call_output",
        call_id: "c2",
        output: [
          { type: "input_text", text: "Error: 1" },
          { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
        ],
      },
    ]);
  });

  test("thoughts go back to their maker alone, and only where something follows", () => {
    const seal = { maker: "openai", data: "ENC", hidden: true, id: "rs_1" } as const;
    const items: readonly Item[] = [
      ...hello,
      { type: "reasoning", text: "Hm.", seal },
      { type: "reasoning", text: "", seal: { ...seal, id: "rs_2" } },
      { type: "reasoning", text: "Elsewhere.", seal: { maker: "anthropic", data: "SIG" } },
      { type: "reasoning", text: "Nobody's." },
      says("Yes."),
      { type: "reasoning", text: "And then?", seal },
      ...hello,
    ];
    expect((body(items)["input"] as unknown[]).slice(1, -1)).toEqual([
      {
        type: "reasoning",
        id: "rs_1",
        summary: [{ type: "summary_text", text: "Hm." }],
        encrypted_content: "ENC",
      },
      { type: "reasoning", id: "rs_2", summary: [], encrypted_content: "ENC" },
      { type: "message", role: "assistant", content: "Yes." },
    ]);
  });

  test.each<[string, Item]>([
    ["audio", user({ type: "audio", data: "AAAA", format: "wav" })],
    ["a file without content", user({ type: "file", filename: "a.pdf" })],
    [
      "an assistant's picture",
      { type: "message", role: "assistant", content: [{ type: "image", url: "data:image/png;base64,AA" }] },
    ],
  ])("%s cannot be said", (_name, item) => {
    expect(() => body([item])).toThrow(expect.objectContaining({ code: "unsupported_by_provider" }));
  });
});

describe("options", () => {
  test("all of them", () => {
    const options: GenerateOptions = {
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      logprobs: true,
      topLogprobs: 3,
      format: {
        type: "json_schema",
        name: "p",
        schema: { type: "object" },
        strict: true,
        description: "A p.",
      },
      verbosity: "low",
      tools: [
        { type: "function", name: "f", description: "F.", parameters: { type: "object" }, strict: true },
        { type: "function", name: "g" },
        { type: "custom", name: "c", description: "C." },
      ],
      toolChoice: { type: "allowed", mode: "required", names: ["f", "c"] },
      parallelToolCalls: false,
      reasoningEffort: "high",
      endUser: "u",
      cacheKey: "k",
      serviceTier: "flex",
      others: { metadata: { a: "b" } },
    };
    const { input: _input, ...rest } = body(hello, options);
    expect(rest).toEqual({
      model: "gpt-5.1",
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      top_logprobs: 3,
      text: {
        format: {
          type: "json_schema",
          name: "p",
          schema: { type: "object" },
          strict: true,
          description: "A p.",
        },
        verbosity: "low",
      },
      tools: [
        { type: "function", name: "f", description: "F.", parameters: { type: "object" }, strict: true },
        { type: "function", name: "g", parameters: null, strict: false },
        { type: "custom", name: "c", description: "C." },
      ],
      tool_choice: {
        type: "allowed_tools",
        mode: "required",
        tools: [
          { type: "function", name: "f" },
          { type: "custom", name: "c" },
        ],
      },
      parallel_tool_calls: false,
      reasoning: { effort: "high", summary: "auto" },
      safety_identifier: "u",
      prompt_cache_key: "k",
      service_tier: "flex",
      include: ["reasoning.encrypted_content", "message.output_text.logprobs"],
      store: false,
      stream: true,
    });
  });

  test.each<[number, string]>([
    [0, "none"],
    [1024, "low"],
    [8192, "medium"],
    [24_576, "high"],
  ])("a bound of %i tokens for the thought is the effort %s", (reasoningTokens, effort) => {
    expect(body(hello, { reasoningTokens })["reasoning"]).toEqual(
      effort === "none" ? { effort } : { effort, summary: "auto" },
    );
  });

  test.each<[GenerateOptions["toolChoice"], unknown]>([
    [{ type: "none" }, "none"],
    [{ type: "auto" }, "auto"],
    [{ type: "required" }, "required"],
    [
      { type: "named", name: "c" },
      { type: "custom", name: "c" },
    ],
    [
      { type: "named", name: "f" },
      { type: "function", name: "f" },
    ],
  ])("tool choice %j", (toolChoice, expected) => {
    const tools = [
      { type: "function", name: "f" },
      { type: "custom", name: "c" },
    ] as const;
    expect(body(hello, { tools, ...(toolChoice && { toolChoice }) })["tool_choice"]).toEqual(expected);
  });

  test.each([
    ["gpt-4.1", false],
    ["gpt-4o-mini", false],
    ["ft:gpt-4o:me", false],
    ["chatgpt-4o-latest", false],
    ["gpt-5-chat-latest", false],
    ["gpt-5.1", true],
    ["o3", true],
    ["gpt-oss-120b", true],
    ["my-own", true],
  ])("%s is asked for thoughts: %s", (model, asked) => {
    const { include } = body(hello, {}, model);
    expect(include).toEqual(asked ? ["reasoning.encrypted_content"] : undefined);
  });
});
