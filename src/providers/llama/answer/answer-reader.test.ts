import { describe, expect, test } from "vitest";
import type { CallForm } from "../grammar/answer-grammar.ts";
import { type AnswerForm, AnswerReader } from "./answer-reader.ts";

const hermes: CallForm = {
  prefix: '<tool_call>\n{"name": "',
  middle: '", "arguments": ',
  suffix: "}\n</tool_call>",
  joint: '}\n</tool_call>\n<tool_call>\n{"name": "',
};
const bare: CallForm = { prefix: '{"name": "', middle: '", "parameters": ', suffix: "}" };
const tools = new Map([
  ["get", "function"],
  ["get_more", "function"],
  ["note", "custom"],
] as const);
const think = { open: "<think>", close: "</think>", opened: false };

/** The pieces of an answer as one line, the same in whatever pieces it comes. */
function sorted(form: AnswerForm, answer: string): string {
  const lines = [1, 2, 3, 7, answer.length].map((step) => {
    const reader = new AnswerReader(form);
    const pieces = [];
    for (let at = 0; at < answer.length; at += step) pieces.push(...reader.feed(answer.slice(at, at + step)));
    pieces.push(...reader.end());
    let line = "";
    let last = "";
    for (const piece of pieces) {
      const kind = piece.kind === "call" ? `call ${piece.name}` : piece.kind;
      if (kind !== last) line += `${line === "" ? "" : " | "}${kind}: `;
      last = kind;
      if ("text" in piece) line += piece.text;
    }
    return line;
  });
  expect(new Set(lines).size).toBe(1);
  return lines[0] ?? "";
}

describe("thoughts", () => {
  test("come first, between their marks", () => {
    expect(sorted({ think }, "<think>Hm.</think>\n\nYes.")).toBe("reasoning: Hm. | text: Yes.");
    expect(sorted({ think }, " \n<think>Hm.</think>Yes.")).toBe("reasoning: Hm. | text: Yes.");
    expect(sorted({ think: { ...think, opened: true } }, "Hm.</think>Yes.")).toBe(
      "reasoning: Hm. | text: Yes.",
    );
  });

  test("need not come, need not end, and later marks are text", () => {
    expect(sorted({ think }, "Yes.")).toBe("text: Yes.");
    expect(sorted({ think }, "<thing> <think>no</think>")).toBe("text: <thing> <think>no</think>");
    expect(sorted({ think }, "<think>Hm. </thi")).toBe("reasoning: Hm. </thi");
    expect(sorted({ think }, "<thi")).toBe("text: <thi");
  });
});

describe("calls", () => {
  const form: AnswerForm = { calls: { form: hermes, tools, forced: false } };
  const one = '<tool_call>\n{"name": "get", "arguments": {"a": "}\\"{"}}\n</tool_call>';

  test("are found in a text", () => {
    expect(sorted(form, `Let me see.${one}`)).toBe(
      'text: Let me see. | call get:  | arguments: {"a": "}\\"{"}',
    );
    expect(sorted(form, "a < b and <tool_ no")).toBe("text: a < b and <tool_ no");
    const odd = new AnswerReader(form);
    expect(odd.feed("<tool_call>hello")).toEqual([{ kind: "text", text: "<tool_call>hello" }]);
    expect(odd.takeBegunCall()).toBeUndefined();
  });

  test("follow each other, and custom tools get their text", () => {
    const two =
      '<tool_call>\n{"name": "get_more", "arguments": {}' +
      `${hermes.joint}note", "arguments": {"input":"a\\nb"}}\n</tool_call>`;
    expect(sorted(form, two)).toBe("call get_more:  | arguments: {} | call note:  | arguments: a\nb");
  });

  test("without a mark of their own are found at the start alone", () => {
    const calls = { form: bare, tools, forced: false };
    expect(sorted({ calls }, '{"name": "get", "parameters": {}}')).toBe("call get:  | arguments: {}");
    expect(sorted({ calls }, 'So: {"name": "get"')).toBe('text: So: {"name": "get"');
    expect(sorted({ calls }, '{"value": 1}')).toBe('text: {"value": 1}');
  });

  test("forced ones are read from the first character on", () => {
    const calls = { form: hermes, tools, forced: true };
    expect(sorted({ calls }, one)).toBe('call get:  | arguments: {"a": "}\\"{"}');
  });

  test("what is left of their beginning is told once", () => {
    const reader = new AnswerReader(form);
    reader.feed("Well <tool_call>");
    expect(reader.takeBegunCall()).toEqual({ prefix: '{"name": "', name: "" });
    expect(reader.takeBegunCall()).toBeUndefined();
    const over = new AnswerReader(form);
    over.feed('<tool_call> {"na');
    expect(over.takeBegunCall()).toEqual({ prefix: 'me": "', name: "" });
    const named = new AnswerReader(form);
    named.feed('<tool_call>{"name": "get_');
    expect(named.takeBegunCall()).toEqual({ prefix: "", name: "get_" });
  });
});
