import { Template } from "@huggingface/jinja";
import { expect, test } from "vitest";
import { makeCases } from "../evaluation/make-cases.ts";
import type { Message, Tool } from "../generator/conversation.ts";
import { makeConversation } from "../generator/make-conversation.ts";
import { chatTemplate } from "./chat-template.ts";
import { renderConversation } from "./render-conversation.ts";

const template = new Template(chatTemplate);

function rendered(messages: readonly Message[], tools: readonly Tool[], answerNext: boolean): string {
  return template.render({
    messages: messages.map(({ role, content, call }) => ({
      role,
      content,
      ...(call !== undefined && {
        tool_calls: [
          { id: "call_1", type: "function", function: { name: call.name, arguments: call.arguments } },
        ],
      }),
    })),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: "function",
        function: {
          name,
          description,
          parameters: {
            type: "object",
            properties: Object.fromEntries(parameters.map((parameter) => [parameter, { type: "string" }])),
          },
        },
      })),
    }),
    add_generation_prompt: answerNext,
  });
}

function own(messages: readonly Message[], tools: readonly Tool[], answerNext: boolean): string {
  return renderConversation(messages, tools, { answerNext })
    .map(({ text }) => text)
    .join("");
}

test("the file's template writes what the training saw", () => {
  for (let seed = 0; seed < 400; seed++) {
    const { messages, tools } = makeConversation(seed);
    expect(rendered(messages, tools, false)).toBe(own(messages, tools, false));
  }
  for (const { messages, tools } of makeCases())
    expect(rendered(messages, tools, true)).toBe(own(messages, tools, true));
});

test("only answers are learnt, with the mark at their end", () => {
  for (let seed = 0; seed < 100; seed++) {
    const { messages, tools } = makeConversation(seed);
    const learnt = renderConversation(messages, tools).filter(({ learn }) => learn);
    expect(learnt).toHaveLength(messages.filter(({ role }) => role === "assistant").length);
    for (const { text } of learnt) expect(text).toMatch(/<\|im_end\|>$/);
  }
});
