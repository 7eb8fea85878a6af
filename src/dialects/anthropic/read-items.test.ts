import { describe, expect, test } from "vitest";
import type { Item } from "../../spec/item.ts";
import { hasForeignThoughts } from "./foreign-thoughts.ts";
import { readMessages } from "./read-request.ts";

const hi = [{ role: "user", content: "hi" }];
const least = { model: "m", max_tokens: 5, messages: hi };

const itemsOf = (...messages: object[]): readonly Item[] => readMessages({ ...least, messages }).task.items;
const parts = (...content: object[]): unknown =>
  (itemsOf({ role: "user", content })[0] as { content: unknown }).content;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("the conversation", () => {
  test("texts, and the system's words in front", () => {
    expect(readMessages({ ...least, system: "Be kind." }).task.items).toEqual([
      { type: "message", role: "system", content: [{ type: "text", text: "Be kind." }] },
      { type: "message", role: "user", content: [{ type: "text", text: "hi" }] },
    ]);
    const system = [
      { type: "text", text: "a", cache_control: { type: "ephemeral" } },
      { type: "text", text: "b", cache_control: { type: "ephemeral", ttl: "1h" } },
      { type: "text", text: "c", cache_control: null },
    ];
    expect(readMessages({ ...least, system }).task.items[0]).toMatchObject({
      content: [
        { type: "text", text: "a", cache: {} },
        { type: "text", text: "b", cache: { ttl: "1h" } },
        { type: "text", text: "c" },
      ],
    });
    for (const nothing of [null, "", []])
      expect(readMessages({ ...least, system: nothing }).task.items).toHaveLength(1);
    expect(itemsOf(...hi, { role: "system", content: "and now" })[1]).toMatchObject({ role: "system" });
  });

  test("pictures", () => {
    const cache_control = { type: "ephemeral" };
    expect(
      parts(
        { type: "image", source: { type: "base64", media_type: "image/png", data: "QUJD" }, cache_control },
        { type: "image", source: { type: "url", url: "https://a.example/b.png" } },
        { type: "image", source: { type: "file", file_id: "file_1" } },
      ),
    ).toEqual([
      { type: "image", url: "data:image/png;base64,QUJD", cache: {} },
      { type: "image", url: "https://a.example/b.png" },
      { type: "file", fileId: "file_1" },
    ]);
  });

  test("documents stay documents; texts that need not be cited become texts", () => {
    const text = { type: "text", media_type: "text/plain", data: "Whales." };
    const cache_control = { type: "ephemeral" };
    expect(
      parts(
        {
          type: "document",
          source: { type: "base64", media_type: "application/pdf", data: "QUJD" },
          title: "a.pdf",
        },
        {
          type: "document",
          source: { type: "url", url: "https://a.example/b.pdf" },
          context: "from a friend",
        },
        { type: "document", source: { type: "file", file_id: "file_1" }, citations: { enabled: true } },
        { type: "document", source: text, title: "Sea", citations: { enabled: true }, cache_control },
        { type: "document", source: text, title: "Sea", citations: { enabled: false }, cache_control },
        { type: "document", source: { type: "content", content: "plain" } },
      ),
    ).toEqual([
      { type: "file", data: "data:application/pdf;base64,QUJD", filename: "a.pdf" },
      { type: "text", text: "from a friend" },
      { type: "file", url: "https://a.example/b.pdf" },
      { type: "file", fileId: "file_1", citations: true },
      {
        type: "file",
        data: `data:text/plain;base64,${base64("Whales.")}`,
        filename: "Sea",
        citations: true,
        cache: {},
      },
      { type: "text", text: "<document>\n<title>Sea</title>\nWhales.\n</document>", cache: {} },
      { type: "text", text: "<document>\nplain\n</document>" },
    ]);
  });

  test("documents that are made of blocks, and search results", () => {
    const image = { type: "image", source: { type: "url", url: "https://a.example/b.png" } };
    const text = (words: string) => ({ type: "text", text: words });
    expect(
      parts(
        { type: "document", source: { type: "content", content: [text("a"), text("b")] } },
        {
          type: "document",
          source: { type: "content", content: [text("a"), image] },
          cache_control: { type: "ephemeral" },
        },
        { type: "search_result", source: "https://a.example", title: "A", content: [text("x"), text("y")] },
      ),
    ).toEqual([
      text("<document>\na\n\nb\n</document>"),
      text("a"),
      { type: "image", url: "https://a.example/b.png", cache: {} },
      text("<search_result>\n<title>A</title>\n<source>https://a.example</source>\nx\n\ny\n</search_result>"),
    ]);
  });

  test("calls and their results, in the order in which they stand", () => {
    const items = itemsOf(
      {
        role: "assistant",
        content: [
          { type: "text", text: "Let me " },
          { type: "text", text: "look." },
          {
            type: "tool_use",
            id: "t1",
            name: "look",
            input: { at: ["é", 1] },
            cache_control: { type: "ephemeral" },
          },
          { type: "tool_use", id: "t2", name: "look", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", content: "17 degrees" },
          {
            type: "tool_result",
            tool_use_id: "t2",
            is_error: true,
            cache_control: { type: "ephemeral" },
            content: [
              { type: "text", text: "broken" },
              { type: "image", source: { type: "url", url: "https://a.example/b.png" } },
            ],
          },
          { type: "tool_result", tool_use_id: "t3" },
          { type: "text", text: "And?" },
        ],
      },
    );
    expect(items).toEqual([
      {
        type: "message",
        role: "assistant",
        content: [
          { type: "text", text: "Let me " },
          { type: "text", text: "look." },
        ],
      },
      { type: "function_call", callId: "t1", name: "look", arguments: '{"at":["é",1]}', cache: {} },
      { type: "function_call", callId: "t2", name: "look", arguments: "{}" },
      { type: "function_call_output", callId: "t1", output: [{ type: "text", text: "17 degrees" }] },
      {
        type: "function_call_output",
        callId: "t2",
        output: [
          { type: "text", text: "broken" },
          { type: "image", url: "https://a.example/b.png" },
        ],
        failed: true,
        cache: {},
      },
      { type: "function_call_output", callId: "t3", output: [] },
      { type: "message", role: "user", content: [{ type: "text", text: "And?" }] },
    ]);
  });

  test("thoughts, with what their maker wants back", () => {
    const thinking = (signature?: string) => ({ type: "thinking", thinking: "hm", signature });
    const google = 'parley:{"maker":"google","data":"Zg=="}';
    const items = itemsOf({
      role: "assistant",
      content: [
        thinking("c2ln"),
        thinking(),
        thinking(""),
        thinking("parley:{}"),
        thinking("parley:{broken"),
        thinking('parley:{"maker":"nobody","data":"x"}'),
        thinking(google),
        { type: "redacted_thinking", data: "aGlkZGVu" },
        { type: "redacted_thinking", data: "parley:{}" },
      ],
    });
    const bare = { type: "reasoning", text: "hm" };
    expect(items).toEqual([
      { ...bare, seal: { maker: "anthropic", data: "c2ln" } },
      bare,
      bare,
      bare,
      bare,
      bare,
      { ...bare, seal: { maker: "google", data: "Zg==" } },
      { type: "reasoning", text: "", seal: { maker: "anthropic", data: "aGlkZGVu", hidden: true } },
    ]);
    const foreign = (signature: string): boolean => {
      const body = { ...least, messages: [{ role: "assistant", content: [thinking(signature)] }] };
      return hasForeignThoughts(Buffer.from(JSON.stringify(body)), body);
    };
    expect([foreign("c2ln"), foreign(google), foreign("parley:{}")]).toEqual([false, true, true]);
    const spoken = { ...least, messages: [{ role: "user", content: "what is parley:{} ?" }] };
    expect(hasForeignThoughts(Buffer.from(JSON.stringify(spoken)), spoken)).toBe(false);
  });

  test("citations, at their place in the whole text", () => {
    const place = { cited_text: "q", document_index: 2, document_title: "Sea" };
    const citations = [
      { type: "char_location", ...place, start_char_index: 1, end_char_index: 4 },
      { type: "page_location", ...place, start_page_number: 2, end_page_number: 3 },
      {
        type: "content_block_location",
        ...place,
        document_title: null,
        start_block_index: 0,
        end_block_index: 1,
      },
      { type: "web_search_result_location", url: "https://a.example", title: "A", cited_text: "q" },
      { type: "search_result_location", source: "https://b.example", title: null, cited_text: "" },
      { type: "something_new" },
      { type: "char_location", document_index: -1 },
    ];
    const [item] = itemsOf({
      role: "assistant",
      content: [
        { type: "text", text: "They 🐳 " },
        { type: "text", text: "are.", citations },
      ],
    });
    const range = { start: 8, end: 12 };
    const common = { type: "document", document: 2, title: "Sea", quote: "q", ...range };
    expect(item).toMatchObject({
      content: [
        { type: "text", text: "They 🐳 " },
        {
          annotations: [
            { ...common, place: { unit: "char", from: 1, to: 4 } },
            { ...common, place: { unit: "page", from: 2, to: 3 } },
            { type: "document", document: 2, quote: "q", ...range, place: { unit: "block", from: 0, to: 1 } },
            { type: "url", url: "https://a.example", title: "A", quote: "q", ...range },
            { type: "url", url: "https://b.example", ...range },
          ],
        },
      ],
    });
  });

  test("a mark on the request is that of its last part", () => {
    const marked = (messages: object[]) =>
      readMessages({ ...least, messages, cache_control: { type: "ephemeral", ttl: "5m" } }).task.items.at(-1);
    expect(marked(hi)).toMatchObject({ content: [{ text: "hi", cache: { ttl: "5m" } }] });
    const result = { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "x" }] };
    expect(marked([result])).toMatchObject({ type: "function_call_output", cache: { ttl: "5m" } });
  });
});
