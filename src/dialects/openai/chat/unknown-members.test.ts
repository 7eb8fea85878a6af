import { describe, expect, test } from "vitest";
import { readChat } from "../read-request.ts";

const hello = { role: "user", content: "Hi" };

function optionsOf(body: object) {
  const { task } = readChat({ model: "m", messages: [hello], ...body });
  if (task.kind !== "generate") throw new TypeError("no answer was asked for");
  return task;
}

describe("members without which the answer is right", () => {
  test.each<[object, object]>([
    [
      { frob: 1, store: true },
      { frob: 1, store: true },
    ],
    [{ messages: [{ ...hello, frob: 1 }] }, { "messages[0].frob": 1 }],
    [
      { messages: [hello, { role: "assistant", content: null, audio: { id: "a" } }] },
      { "messages[1].audio": { id: "a" } },
    ],
    [
      { messages: [{ role: "user", content: [{ type: "text", text: "Hi", frob: 1 }] }] },
      { "messages[0].content[0].frob": 1 },
    ],
    [
      {
        messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:,", frob: 1 } }] }],
      },
      { "messages[0].content[0].image_url.frob": 1 },
    ],
    [
      { tools: [{ type: "function", frob: 1, function: { name: "f", strange: 2 } }] },
      { "tools[0].frob": 1, "tools[0].function.strange": 2 },
    ],
  ])("%j", (body, others) => {
    const { options } = optionsOf(body);
    expect(options.others).toEqual(others);
    expect(options).not.toHaveProperty("needs");
  });

  test("are no more than 64 within messages", () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x${at}`, 1]));
    expect(Object.keys(optionsOf({ messages: [{ ...hello, ...many }] }).options.others ?? {})).toHaveLength(
      64,
    );
  });
});

test("what asks for what happens anyway is nothing, and thoughts and annotations come back with answers", () => {
  const answer = { role: "assistant", content: "a", audio: null, annotations: [], reasoning_content: "hm" };
  const { options } = optionsOf({ store: false, modalities: ["text"], messages: [hello, answer] });
  expect(options).toEqual({});
});

describe("members without which the answer is another one", () => {
  test.each<[object, string]>([
    [{ modalities: ["text", "audio"], audio: { voice: "alloy" } }, "modalities"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ tools: [{ type: "web_search" }] }, "tools[0].type"],
    [{ tool_choice: { type: "hosted" } }, "tool_choice"],
    [{ messages: [hello, { role: "critic", content: "Hm." }] }, "messages[1].role"],
  ])("%j", (body, path) => {
    expect(Object.keys(optionsOf(body).options.needs ?? {})).toEqual([path]);
  });
});

test("tools of a server's own are no tools of the caller's, and words of unknown roles count", () => {
  const { options, items } = optionsOf({
    tools: [{ type: "web_search" }, { type: "function", function: { name: "f" } }],
    messages: [hello, { role: "critic", content: "Hm." }, { role: "critic", content: [] }],
  });
  expect(options.tools).toEqual([{ type: "function", name: "f" }]);
  expect(items).toHaveLength(2);
});

test("what other servers take passes: more stops and tools, longer names, higher temperatures", () => {
  const name = "n".repeat(200);
  const { options } = optionsOf({
    temperature: 5,
    stop: ["a", "b", "c", "d", "e"],
    tools: Array.from({ length: 200 }, (_, at) => ({ type: "function", function: { name: name + at } })),
  });
  expect(options).toMatchObject({ temperature: 5, stop: { length: 5 } });
  expect(options.tools).toHaveLength(200);
});

test.each<[object, string]>([
  [{ messages: [{ content: "Hi" }] }, "messages[0].role"],
  [{ messages: [{ role: "tool", content: "Hi" }] }, "messages[0].tool_call_id"],
  [{ messages: [{ role: "user" }] }, "messages[0].content"],
  [{ tools: [{ type: "function", function: {} }] }, "tools[0].function.name"],
  [{ tools: [{ type: "custom" }] }, "tools[0].custom"],
  [{ tool_choice: { type: "function", function: {} } }, "tool_choice.function.name"],
])("%j is still wrong at %s", (body, param) => {
  expect(() => readChat({ model: "m", messages: [hello], ...body })).toThrowError(
    expect.objectContaining({ param }) as Error,
  );
});

test("a grammar of a custom tool is kept", () => {
  const grammar = { syntax: "lark", definition: "start: /a+/" };
  const format = { type: "grammar", grammar };
  const { options } = optionsOf({ tools: [{ type: "custom", custom: { name: "c", format } }] });
  expect(options.tools).toEqual([{ type: "custom", name: "c", grammar }]);
});
