import { describe, expect, test } from "vitest";
import type { ContentPart } from "../../spec/item.ts";
import { bodyOf, hello, messagesOf, refusalOf, said, text } from "./request.fixture.ts";

describe("the conversation", () => {
  test("what the system and developers say is at the front, wherever it stood", () => {
    const items = [said("system", text("A")), hello, said("developer", text("B"), text("C"))];
    const { system, messages } = JSON.parse(bodyOf(items)) as Record<string, unknown>;
    expect(system).toEqual(["A", "B", "C"].map((words) => ({ type: "text", text: words })));
    expect(messages).toEqual([{ role: "user", content: [{ type: "text", text: "Hello" }] }]);
  });

  test("consecutive messages of one side are one turn; empty texts are left out", () => {
    const given = messagesOf(
      said("user", text("1"), text("")),
      said("assistant", text("")),
      said("user", text("2")),
      said("assistant", text("3"), { type: "refusal", refusal: "No." }),
      said("assistant", text("4")),
    );
    expect(given).toEqual([
      { role: "user", content: ["1", "2"].map((words) => ({ type: "text", text: words })) },
      { role: "assistant", content: ["3", "No.", "4"].map((words) => ({ type: "text", text: words })) },
    ]);
  });

  test("thoughts, calls and results in the order in which they came", () => {
    const given = messagesOf(
      hello,
      { type: "reasoning", text: "Hm.", seal: { maker: "anthropic", data: "sig" } },
      { type: "reasoning", text: "", seal: { maker: "anthropic", data: "enc", hidden: true } },
      said("assistant", text("Looking.")),
      { type: "function_call", callId: "toolu_1", name: "look", arguments: `{"at":"表"}` },
      { type: "function_call", callId: "toolu_2", name: "look", arguments: "" },
      { type: "function_call_output", callId: "toolu_1", output: [text("sunny")], cache: {} },
      {
        type: "function_call_output",
        callId: "toolu_2",
        output: [{ type: "image", url: "data:image/png;base64,AAAA" }],
        failed: true,
      },
      { type: "function_call_output", callId: "toolu_3", output: [] },
      said("user", text("And?")),
    );
    expect(given).toEqual([
      { role: "user", content: [{ type: "text", text: "Hello" }] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm.", signature: "sig" },
          { type: "redacted_thinking", data: "enc" },
          { type: "text", text: "Looking." },
          { type: "tool_use", id: "toolu_1", name: "look", input: { at: "表" } },
          { type: "tool_use", id: "toolu_2", name: "look", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            content: [{ type: "text", text: "sunny" }],
            cache_control: { type: "ephemeral" },
          },
          {
            type: "tool_result",
            tool_use_id: "toolu_2",
            content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } }],
            is_error: true,
          },
          { type: "tool_result", tool_use_id: "toolu_3" },
          { type: "text", text: "And?" },
        ],
      },
    ]);
  });

  test("thoughts of other makers, and those without a seal, stay here", () => {
    const given = messagesOf(
      hello,
      { type: "reasoning", text: "Hm.", seal: { maker: "openai", data: "x" } },
      { type: "reasoning", text: "Hm." },
      said("assistant", text("Hi")),
    );
    expect(JSON.stringify(given)).not.toContain("Hm.");
  });

  test.each([
    ["not json"],
    ["[1]"],
    ["3"],
    [`{"a":`],
    ["[".repeat(100_000)],
    [`{"a":${"[".repeat(99)}${"]".repeat(99)}}`],
  ])("arguments that are no object, or too deep, go back as a text (%#)", (written) => {
    const given = messagesOf({ type: "function_call", callId: "c", name: "f", arguments: written });
    expect(given).toMatchObject([{ content: [{ input: { INVALID_JSON: written } }] }]);
  });

  test("ids of other makers are written in the letters that the API takes, alike for call and result", () => {
    const given = messagesOf(
      { type: "function_call", callId: "functions.look:0", name: "look", arguments: "{}" },
      { type: "function_call_output", callId: "functions.look:0", output: [] },
    ) as { content: { id?: string; tool_use_id?: string }[] }[];
    const id = given[0]?.content[0]?.id;
    expect(id).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(given[1]?.content[0]?.tool_use_id).toBe(id);
  });
});

describe("pictures and documents", () => {
  const pdf = "JVBERi0xLjcK";
  test.each<[ContentPart, object]>([
    [
      { type: "image", url: "data:image/jpeg;base64,/9j/4AAQ", cache: { ttl: "5m" } },
      {
        type: "image",
        source: { type: "base64", media_type: "image/jpeg", data: "/9j/4AAQ" },
        cache_control: { type: "ephemeral", ttl: "5m" },
      },
    ],
    [
      { type: "image", url: "https://example.com/a.png" },
      { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
    ],
    [
      { type: "file", data: `data:application/pdf;base64,${pdf}`, filename: "a.pdf", citations: true },
      {
        type: "document",
        source: { type: "base64", media_type: "application/pdf", data: pdf },
        title: "a.pdf",
        citations: { enabled: true },
      },
    ],
    [
      { type: "file", data: pdf },
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: pdf } },
    ],
    [
      {
        type: "file",
        data: `data:text/plain;charset=utf-8;base64,${Buffer.from("草は緑").toString("base64")}`,
      },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "草は緑" } },
    ],
    [
      { type: "file", data: "data:text/markdown,%23%20Hi" },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "# Hi" } },
    ],
    [
      { type: "file", url: "https://example.com/a.pdf", cache: {} },
      {
        type: "document",
        source: { type: "url", url: "https://example.com/a.pdf" },
        cache_control: { type: "ephemeral" },
      },
    ],
    [
      { type: "file", fileId: "file_011CNha8iCJcU1wXNR6q4V8w" },
      { type: "document", source: { type: "file", file_id: "file_011CNha8iCJcU1wXNR6q4V8w" } },
    ],
  ])("%j", (part, block) => {
    expect(messagesOf(said("user", part))).toEqual([{ role: "user", content: [block] }]);
  });

  test.each<[ContentPart, string]>([
    [{ type: "image", url: "file:///etc/passwd" }, "invalid_value"],
    [{ type: "image", url: "data:text/plain;base64,AAAA" }, "invalid_value"],
    [{ type: "image", url: "data:image/png,AAAA" }, "invalid_value"],
    [{ type: "file", url: "gopher://x" }, "invalid_value"],
    [{ type: "file" }, "invalid_value"],
    [{ type: "file", data: "data:application/zip;base64,AAAA" }, "unsupported_by_provider"],
    [{ type: "file", data: Buffer.from([0xff, 0xfe, 0x00]).toString("base64") }, "unsupported_by_provider"],
    [{ type: "file", data: "data:text/plain,%zz" }, "unsupported_by_provider"],
    [{ type: "audio", data: "AAAA", format: "wav" }, "unsupported_by_provider"],
  ])("%j is refused", (part, code) => {
    expect(refusalOf(() => bodyOf([said("user", part)]))).toMatchObject({ code, param: "messages" });
  });

  test("a picture from the system is refused", () => {
    const items = [said("system", { type: "image", url: "https://example.com/a.png" })];
    expect(refusalOf(() => bodyOf(items)).code).toBe("unsupported_by_provider");
  });

  test("citations of a whole text go back with it; others are left out", () => {
    const cited = {
      type: "document",
      document: 0,
      start: 3,
      end: 5,
      quote: "q",
      place: { unit: "page", from: 1, to: 2 },
    } as const;
    const given = messagesOf(
      said("assistant", text("Hi "), {
        type: "text",
        text: "ok",
        annotations: [cited, { ...cited, end: 4 }, { type: "url", url: "https://e.com", start: 3, end: 5 }],
      }),
    );
    expect(given).toEqual([
      {
        role: "assistant",
        content: [
          { type: "text", text: "Hi " },
          {
            type: "text",
            text: "ok",
            citations: [
              {
                type: "page_location",
                cited_text: "q",
                document_index: 0,
                document_title: null,
                start_page_number: 1,
                end_page_number: 2,
              },
            ],
          },
        ],
      },
    ]);
  });
});
