import { describe, expect, test } from "vitest";
import type { Item } from "../../../spec/item.ts";
import type { Render } from "./chat-template.ts";
import { readConversation } from "./conversation.ts";
import { promptText } from "./prompt-text.ts";
import type { TemplateSkills } from "./template-skills.ts";

/** Shows what a template gets to see. */
const render: Render = ({ messages, tools }) =>
  JSON.stringify({ messages, ...(tools !== undefined && { tools: tools.length }) });
const able: TemplateSkills = {
  system: true,
  tools: true,
  toolOutputs: true,
  calls: { prefix: "<", middle: ">", suffix: "</>", argumentsAsText: false },
};
const unable: TemplateSkills = { system: false, tools: false, toolOutputs: false };
const text = (value: string) => [{ type: "text", text: value }] as const;

const items: readonly Item[] = [
  { type: "message", role: "developer", content: text("Be kind.") },
  { type: "message", role: "user", content: text("Weather?") },
  { type: "reasoning", text: "I must look." },
  { type: "message", role: "assistant", content: text("One moment.") },
  { type: "function_call", callId: "c1", name: "get", arguments: '{"city":"Lisbon"}' },
  { type: "function_call_output", callId: "c1", output: text("17 degrees") },
];
const tools = [{ type: "function", name: "get", parameters: { type: "object" } }] as const;

function seen(skills: TemplateSkills): { messages: readonly Record<string, unknown>[]; tools?: number } {
  return JSON.parse(promptText(render, skills, { turns: readConversation(items, "m"), tools })) as never;
}

describe("a conversation", () => {
  test("as a template sees it that can do all", () => {
    expect(seen(able)).toEqual({
      messages: [
        { role: "system", content: "Be kind." },
        { role: "user", content: "Weather?" },
        {
          role: "assistant",
          content: "One moment.",
          reasoning_content: "I must look.",
          tool_calls: [
            { id: "c1", type: "function", function: { name: "get", arguments: { city: "Lisbon" } } },
          ],
        },
        { role: "tool", content: "17 degrees", tool_call_id: "c1", name: "get" },
      ],
      tools: 1,
    });
  });

  test("as a template sees it that can do nothing", () => {
    const { messages, tools: count } = seen(unable);
    expect(count).toBeUndefined();
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(messages[0]?.["content"]).toMatch(
      /^Be kind\.\n\nYou can call these functions:\n\{"name":"get"[^]*\n\nWeather\?$/,
    );
    expect(messages[1]?.["content"]).toContain(
      '<tool_call>\n{"name": "get", "arguments": {"city":"Lisbon"}}',
    );
    expect(messages[2]?.["content"]).toContain("17 degrees");
  });

  test("what is no text is refused by its place among the messages", () => {
    const image: Item = {
      type: "message",
      role: "user",
      content: [...text("See"), { type: "image", url: "x" }],
    };
    expect(() => readConversation([...items, image], "m")).toThrow(
      expect.objectContaining({ code: "invalid_value", param: "messages[4].content[1]" }),
    );
  });
});
