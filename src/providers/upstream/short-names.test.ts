import { expect, test } from "vitest";
import type { GenerateTask } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder } from "./decoder.ts";
import { ShortNames } from "./short-names.ts";

const long = `mcp__${"server_".repeat(12)}read`;
const other = `mcp__${"server_".repeat(12)}write`;
const task: GenerateTask = {
  kind: "generate",
  items: [{ type: "function_call", callId: "1", name: long, arguments: "{}" }],
  options: {
    temperature: 1,
    tools: [
      { type: "function", name: long },
      { type: "custom", name: other },
      { type: "function", name: "f" },
    ],
    toolChoice: { type: "allowed", mode: "auto", names: [other, "f"] },
  },
};

const start = (name: string): StreamEvent => {
  return { type: "tool-call-start", choice: 0, index: 0, callId: "1", name, kind: "function" };
};

test("long names are short on the way there, all different, and the caller's on the way back", () => {
  const names = new ShortNames(task, 64);
  const sent = names.task;
  const [first, second, third] = sent.options.tools?.map(({ name }) => name) ?? [];
  expect(first).toMatch(/^mcp__server_[\w]+_[0-9a-f]{10}$/);
  expect(first).toHaveLength(64);
  expect(second).toHaveLength(64);
  expect(second).not.toBe(first);
  expect(third).toBe("f");
  expect(sent.items).toMatchObject([{ name: first }]);
  expect(sent.options.toolChoice).toEqual({ type: "allowed", mode: "auto", names: [second, "f"] });
  expect(sent.options.temperature).toBe(1);

  const decoder: Decoder = {
    push: (_, out) => {
      out.push(start(first ?? ""), start("f"));
      throw new Error("and then it broke");
    },
    finish: (out) => void out.push(start(second ?? "")),
  };
  const out: StreamEvent[] = [];
  const restored = names.restore(decoder);
  expect(() => restored.push(Buffer.from(""), out)).toThrowError("broke");
  restored.finish(out);
  expect(out).toEqual([start(long), start("f"), start(other)]);
});

test("a tool that is named by the choice is called so there, too", () => {
  const named: GenerateTask = {
    ...task,
    options: { ...task.options, toolChoice: { type: "named", name: long } },
  };
  const { tools, toolChoice } = new ShortNames(named, 64).task.options;
  expect(toolChoice).toEqual({ type: "named", name: tools?.[0]?.name });
});

test("without long names everything is as it was", () => {
  const names = new ShortNames(task, 200);
  const decoder: Decoder = { push: () => undefined, finish: () => undefined };
  expect(names.task).toBe(task);
  expect(names.restore(decoder)).toBe(decoder);
});
