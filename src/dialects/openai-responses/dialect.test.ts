import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { openAiResponsesDialect } from "./dialect.ts";
import { post, task } from "./read.fixture.ts";

const get = (path: string) =>
  openAiResponsesDialect.read({ method: "GET", path, query: {}, headers: {}, body: undefined });

describe("addresses", () => {
  test("are its own alone", () => {
    expect(get("/v1/responses")).toBeUndefined();
    expect(post("/v1/chat/completions", {})).toBeUndefined();
    expect(post("/responses", {})).toBeUndefined();
    expect(get("/v1/modelsx")).toBeUndefined();
  });

  test("the models, all or one", () => {
    const models = [{ id: "a/b", created: 5, ownedBy: "me" }, { id: "c" }];
    const one = { id: "a/b", object: "model", created: 5, owned_by: "me" };
    const presented = (path: string) => {
      const asked = get(path);
      if (asked?.kind !== "models") throw new TypeError("no models were asked for");
      return asked.present(models);
    };
    expect(presented("/v1/models")).toEqual({
      object: "list",
      data: [one, { id: "c", object: "model", created: 0, owned_by: "unknown" }],
    });
    expect(presented("/v1/models/a%2Fb")).toEqual(one);
    expect(() => presented("/v1/models/%zz")).toThrow(expect.objectContaining({ code: "model_not_found" }));
  });

  test("the count of tokens", () => {
    const asked = post("/v1/responses/input_tokens", { model: "m", input: "Hi", instructions: "Be brief." });
    if (asked?.kind !== "count") throw new TypeError("no count was asked for");
    expect(asked.task).toMatchObject({ items: [{ role: "system" }, { role: "user" }] });
    expect(asked.present(7)).toEqual({ object: "response.input_tokens", input_tokens: 7 });
  });
});

describe("options", () => {
  test("all of them; what nobody understands is told by its name", () => {
    const { options } = task({
      include: ["message.output_text.logprobs", "reasoning.encrypted_content"],
      max_output_tokens: 5,
      max_tool_calls: 2,
      temperature: 0,
      top_p: 1,
      top_logprobs: 2,
      presence_penalty: 0.5,
      frequency_penalty: -0.5,
      parallel_tool_calls: false,
      text: { format: { type: "json_schema", name: "p", schema: {} }, verbosity: "low" },
      reasoning: { effort: "low", summary: "auto", mode: "pro" },
      tools: [
        { type: "function", name: "f", parameters: null, strict: null, description: null },
        { type: "custom", name: "c", format: { type: "text" } },
      ],
      tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "f" }] },
      metadata: { a: "b" },
      service_tier: "flex",
      user: "ada",
      prompt_cache_key: "k",
      truncation: "auto",
      store: true,
      stream_options: { include_obfuscation: false },
      moderation: { model: "omni" },
      context_management: null,
    });
    expect(options).toEqual({
      maxOutputTokens: 5,
      temperature: 0,
      topP: 1,
      presencePenalty: 0.5,
      frequencyPenalty: -0.5,
      logprobs: true,
      topLogprobs: 2,
      format: { type: "json_schema", name: "p", schema: {}, strict: false },
      tools: [
        { type: "function", name: "f" },
        { type: "custom", name: "c" },
      ],
      toolChoice: { type: "allowed", mode: "auto", names: ["f"] },
      parallelToolCalls: false,
      reasoningEffort: "low",
      verbosity: "low",
      endUser: "ada",
      cacheKey: "k",
      serviceTier: "flex",
      others: { moderation: { model: "omni" }, truncation: "auto", "reasoning.mode": "pro" },
    });
  });

  test("null asks for nothing", () => {
    const nothing = [
      "instructions",
      "tools",
      "tool_choice",
      "text",
      "reasoning",
      "include",
      "stream",
      "background",
      "previous_response_id",
      "conversation",
      "prompt",
      "metadata",
      "temperature",
      "max_output_tokens",
      "truncation",
    ];
    expect(task(Object.fromEntries(nothing.map((name) => [name, null])))).toEqual(task({}));
    expect(task({}).options).toEqual({});
  });
});

describe("problems", () => {
  test("have all four members, and say when to come back", () => {
    expect(
      openAiResponsesDialect.problem(new ParleyError("rate_limit_exceeded", { retryAfterMs: 1500.2 })),
    ).toEqual({
      status: 429,
      body: {
        error: {
          type: "requests",
          code: "rate_limit_exceeded",
          message: "Rate limit reached. Please try again later.",
          param: null,
        },
      },
      headers: { "retry-after-ms": "1501", "retry-after": "2" },
    });
  });

  test("an unknown model is a wrong parameter here, and no wrong address", () => {
    expect(openAiResponsesDialect.problem(new ParleyError("model_not_found"))).toMatchObject({
      status: 400,
      body: { error: { code: "model_not_found", param: "model" } },
    });
  });

  test.each([
    ["response_format", "text.format"],
    ["response_format.json_schema.schema.properties.a.type", "text.format.schema.properties.a.type"],
    ["tools[3].function.parameters.properties.function.type", "tools[3].parameters.properties.function.type"],
    ["tools[0].custom.format", "tools[0].format"],
    ["tools[0].type", "tools[0].type"],
    ["messages[2].content", "input"],
  ])("name what the engine calls %s as the caller wrote it", (chat, param) => {
    const { body } = openAiResponsesDialect.problem(new ParleyError("invalid_value", { param: chat }));
    expect(body).toMatchObject({ error: { param } });
  });

  test("that last are not worth another try", () => {
    const { headers } = openAiResponsesDialect.problem(new ParleyError("insufficient_quota"));
    expect(headers).toEqual({ "x-should-retry": "false" });
  });

  test("of an upstream's rejection keep its words", () => {
    const words = { type: "invalid_request_error", code: "invalid_image_url" };
    const error = new ParleyError("upstream_rejected", { words, message: "Bad picture.", param: "input" });
    expect(openAiResponsesDialect.problem(error).body).toEqual({
      error: {
        type: "invalid_request_error",
        code: "invalid_image_url",
        message: "Bad picture.",
        param: "input",
      },
    });
  });
});
