import { describe, expect, test } from "vitest";
import type { GenerateOptions, GenerateTask, Source } from "../spec/call.ts";
import type { Item } from "../spec/item.ts";
import { type ParameterName, parameterNames } from "../spec/parameters.ts";
import { tableOf, tableWith } from "./parameter-table.fixture.ts";
import { judge, warningsFor } from "./parameters.ts";

const ignoring = tableOf((name) => ({ how: "ignored", why: `${name} is ignored.` }));
const refusing = (refused: ParameterName) =>
  tableWith({ [refused]: { how: "refused", why: `${refused} is refused.` } });

const task = (options: GenerateOptions, items: readonly Item[] = []): GenerateTask => ({
  kind: "generate",
  items,
  options,
});

const source = (body: Record<string, unknown>, dialect: Source["dialect"] = "chat"): Source => ({
  dialect,
  body,
  bytes: Buffer.from(JSON.stringify(body)),
  includeUsage: false,
});

/** Each parameter with a task that asks for it and for nothing else. */
const wishes: Record<ParameterName, GenerateTask> = {
  max_completion_tokens: task({ maxOutputTokens: 5 }),
  temperature: task({ temperature: 0 }),
  top_p: task({ topP: 0.5 }),
  top_k: task({ topK: 3 }),
  n: task({ choices: 2 }),
  stop: task({ stop: ["x"] }),
  presence_penalty: task({ presencePenalty: 1 }),
  frequency_penalty: task({ frequencyPenalty: -1 }),
  logit_bias: task({ logitBias: { "1": 1 } }),
  logprobs: task({ logprobs: true }),
  top_logprobs: task({ topLogprobs: 2 }),
  seed: task({ seed: 0 }),
  "response_format.json_object": task({ format: { type: "json_object" } }),
  "response_format.json_schema": task({
    format: { type: "json_schema", name: "a", schema: true, strict: true },
  }),
  "tools.function": task({ tools: [{ type: "function", name: "f" }] }),
  "tools.custom": task({ tools: [{ type: "custom", name: "f" }] }),
  "tools.custom.format": task({
    tools: [{ type: "custom", name: "f", grammar: { syntax: "regex", definition: "a" } }],
  }),
  "tools.strict": task({ tools: [{ type: "function", name: "f", strict: true }] }),
  "tool_choice.none": task({ toolChoice: { type: "none" } }),
  "tool_choice.required": task({ toolChoice: { type: "required" } }),
  "tool_choice.named": task({ toolChoice: { type: "named", name: "f" } }),
  "tool_choice.allowed_tools": task({ toolChoice: { type: "allowed", mode: "auto", names: ["f"] } }),
  parallel_tool_calls: task({ parallelToolCalls: false, tools: [{ type: "custom", name: "f" }] }),
  reasoning_effort: task({ reasoningEffort: "low" }),
  reasoning_tokens: task({ reasoningTokens: 100 }),
  verbosity: task({ verbosity: "low" }),
  user: task({ endUser: "me" }),
  prompt_cache_key: task({ cacheKey: "k" }),
  service_tier: task({ serviceTier: "flex" }),
  "message.name": task({}, [{ type: "message", role: "user", name: "me", content: [] }]),
  "content.image_data": user({ type: "image", url: "data:image/png;base64,AA==" }),
  "content.image_url": user({ type: "image", url: "https://pictures.example/a.png" }),
  "content.image_detail": user({ type: "image", url: "https://pictures.example/a.png", detail: "high" }),
  "content.audio": user({ type: "audio", data: "AA==", format: "wav" }),
  "content.file_data": user({ type: "file", data: "AA==" }),
  "content.file_url": user({ type: "file", url: "https://files.example/a.pdf" }),
  "content.file_id": user({ type: "file", fileId: "file_1" }),
  "content.cache_control": user({ type: "text", text: "a", cache: {} }),
  "content.citations": user({ type: "file", fileId: "file_1", citations: true }),
};

function user(part: Extract<Item, { type: "message" }>["content"][number]): GenerateTask {
  return task({}, [{ type: "message", role: "user", content: [part] }]);
}

describe("every parameter is seen", () => {
  test.each(parameterNames)("%s", (name) => {
    expect(() => judge(wishes[name], refusing(name))).toThrowError(
      expect.objectContaining({ code: "unsupported_by_provider", message: `${name} is refused.` }) as Error,
    );
    expect(judge(wishes[name], ignoring)).toContainEqual(
      expect.objectContaining({ message: `${name} is ignored.` }),
    );
    // What is mapped or emulated is nobody's concern.
    expect(
      judge(
        wishes[name],
        tableOf(() => ({ how: "emulated", as: "something" })),
      ),
    ).toEqual([]);
  });
});

test("values that ask for nothing are no wishes", () => {
  const nothing = task({
    choices: 1,
    stop: [],
    presencePenalty: 0,
    frequencyPenalty: 0,
    logitBias: {},
    logprobs: false,
    topLogprobs: 0,
    format: { type: "text" },
    tools: [],
    toolChoice: { type: "auto" },
    parallelToolCalls: false,
    serviceTier: "auto",
  });
  expect(
    judge(
      nothing,
      tableOf((name) => ({ how: "refused", why: name })),
    ),
  ).toEqual([]);
});

describe("the path is the caller's", () => {
  const param = (of: GenerateTask, refused: ParameterName, from?: Source): unknown => {
    try {
      judge(of, refusing(refused), from);
    } catch (error) {
      return (error as { param?: string }).param;
    }
    return undefined;
  };

  test("the message, counted as the caller wrote it", () => {
    const image = { type: "image", url: "data:," } as const;
    const conversation = task({}, [
      { type: "message", role: "system", content: [{ type: "text", text: "a" }] },
      { type: "message", role: "user", content: [{ type: "text", text: "b" }] },
      { type: "reasoning", text: "thought" },
      { type: "message", role: "assistant", content: [{ type: "text", text: "c" }] },
      { type: "function_call", callId: "1", name: "f", arguments: "{}" },
      { type: "function_call", callId: "2", name: "f", arguments: "{}" },
      { type: "function_call_output", callId: "1", output: [{ type: "text", text: "d" }] },
      { type: "function_call_output", callId: "2", output: [{ type: "text", text: "e" }, image] },
    ]);
    expect(param(conversation, "content.image_data")).toBe("messages[4].content[1]");
    const two = task({}, [
      { type: "message", role: "assistant", content: [{ type: "text", text: "a" }] },
      { type: "message", role: "assistant", content: [{ type: "text", text: "b" }, image] },
    ]);
    expect(param(two, "content.image_data")).toBe("messages[1].content[1]");
  });

  test("tools have a position, forms have the member's name", () => {
    const tools = task({
      tools: [
        { type: "function", name: "f" },
        { type: "custom", name: "g" },
      ],
    });
    expect(param(tools, "tools.custom")).toBe("tools[1]");
    expect(param(wishes["response_format.json_object"], "response_format.json_object")).toBe(
      "response_format",
    );
  });

  test("older names are told where they were used", () => {
    const bound = wishes.max_completion_tokens;
    expect(param(bound, "max_completion_tokens", source({ max_tokens: 5 }))).toBe("max_tokens");
    expect(param(bound, "max_completion_tokens", source({ max_completion_tokens: 5, max_tokens: 6 }))).toBe(
      "max_completion_tokens",
    );
    expect(param(wishes["tools.function"], "tools.function", source({ functions: [{ name: "f" }] }))).toBe(
      "functions[0]",
    );
  });
});

test("unknown members: a warning each, bounded in number and length", () => {
  const others = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`x${at}`, 1]));
  const warnings = judge(task({ others: { ["y".repeat(500)]: 1, ...others } }), ignoring);
  expect(warnings).toHaveLength(20);
  expect(warnings[0]?.param).toHaveLength(65);
  expect(warnings[1]).toEqual({
    param: "x0",
    message: "'x0' is not known to this provider and was not sent.",
  });
});

test("the same warning is given once", () => {
  const item: Item = { type: "message", role: "user", content: [{ type: "text", text: "a", cache: {} }] };
  expect(judge(task({}, [{ ...item, name: "me" }]), ignoring)).toHaveLength(2);
  expect(
    judge(task({}, [{ type: "function_call", callId: "1", name: "f", arguments: "", cache: {} }]), ignoring),
  ).toHaveLength(1);
});

describe("nothing is looked at", () => {
  /** A task that says so when somebody looks. */
  const untouched: GenerateTask = {
    kind: "generate",
    get items(): never {
      throw new Error("looked at the items");
    },
    get options(): never {
      throw new Error("looked at the options");
    },
  };

  test("for a provider without a table, and for what is handed on as it came", () => {
    expect(warningsFor({ task: untouched }, {}, "m")).toBeUndefined();
    expect(
      warningsFor(
        { task: untouched, source: source({}, "messages") },
        { parameters: ignoring, forwards: ["messages"] },
        "m",
      ),
    ).toBeUndefined();
    expect(() =>
      warningsFor(
        { task: untouched, source: source({}) },
        { parameters: ignoring, forwards: ["messages"] },
        "m",
      ),
    ).toThrowError("looked at");
  });

  test("for embeddings, but for members that nobody knows", () => {
    const embed = { kind: "embed", inputs: ["a"] } as const;
    expect(warningsFor({ task: embed }, { parameters: ignoring }, "m")).toBeUndefined();
    expect(
      warningsFor({ task: { ...embed, others: { user: "u" } } }, { parameters: ignoring }, "m"),
    ).toMatchObject([{ param: "user" }]);
  });
});

test("a task that is wholly obeyed has no warnings", () => {
  expect(
    warningsFor({ task: task({ temperature: 1 }) }, { parameters: refusing("seed") }, "m"),
  ).toBeUndefined();
});

test("members without which the answer would be another are refused, by their paths", () => {
  const needy = task({ needs: { web_search_options: {} } });
  expect(() => judge(needy, ignoring)).toThrowError(
    expect.objectContaining({ code: "unsupported_by_provider", param: "web_search_options" }) as Error,
  );
});

test("a role or a type that no provider of another protocol knows is told, and no other value is", () => {
  const refusal = (needs: Readonly<Record<string, unknown>>) => () => judge(task({ needs }), ignoring);
  expect(refusal({ "messages[0].role": "User" })).toThrow(
    `'messages[0].role' with the value "User" can only`,
  );
  expect(refusal({ "tools[0].type": "x".repeat(99) })).toThrow(
    `with the value "${"x".repeat(64)}…" can only`,
  );
  expect(refusal({ suffix: "a secret" })).toThrow("'suffix' can only");
});

test("members that a provider takes all the same are not warned about", () => {
  const asked = task({ others: { min_p: 0.1, frob: 1 } });
  expect(warningsFor({ task: asked }, { parameters: ignoring, takes: ["min_p"] }, "m")).toMatchObject([
    { param: "frob" },
  ]);
});

test("what a provider remarks about the task and the model is told in the caller's words", () => {
  const remarks = (_: GenerateTask, model: string) => [{ param: "max_completion_tokens", message: model }];
  expect(
    warningsFor(
      { task: task({}), source: source({ max_tokens: 5 }) },
      { parameters: ignoring, remarks },
      "small",
    ),
  ).toEqual([{ param: "max_tokens", message: "small" }]);
});
