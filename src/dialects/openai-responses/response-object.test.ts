import { describe, expect, test } from "vitest";
import type { Answer } from "../../spec/answer.ts";
import { id, writer } from "./written.fixture.ts";

const answer: Answer = {
  provider: "p",
  model: "m-1",
  limits: undefined,
  warnings: undefined,
  choices: [
    {
      text: "Yes.",
      refusal: "",
      reasoning: "Hm.",
      thoughts: [{ text: "Hm.", seal: undefined }],
      toolCalls: [{ callId: "c0", name: "f", kind: "function", text: "{}" }],
      annotations: [],
      logprobs: [{ token: "Yes.", logprob: -0.1, bytes: [89], top: [] }],
      finish: { unified: "tool-calls" },
    },
  ],
  embeddings: [],
  usage: { inputTokens: 3, outputTokens: 4, cachedTokens: 1 },
  source: [],
};

describe("the whole", () => {
  test("has every member that the protocol demands", () => {
    const tools = [{ type: "function", name: "f" }];
    expect(writer({ tools, metadata: { a: "b" } }).whole(answer)).toEqual({
      id: `resp_${id}`,
      object: "response",
      created_at: 1_700_000_000,
      status: "completed",
      background: false,
      completed_at: null,
      error: null,
      incomplete_details: null,
      instructions: null,
      max_output_tokens: null,
      max_tool_calls: null,
      model: "m-1",
      output: [
        { id: `rs_${id}00`, type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] },
        {
          id: `msg_${id}01`,
          type: "message",
          role: "assistant",
          status: "completed",
          content: [
            {
              type: "output_text",
              text: "Yes.",
              annotations: [],
              logprobs: [{ token: "Yes.", logprob: -0.1, bytes: [89], top_logprobs: [] }],
            },
          ],
        },
        {
          id: `fc_${id}02`,
          type: "function_call",
          status: "completed",
          call_id: "c0",
          name: "f",
          arguments: "{}",
        },
      ],
      previous_response_id: null,
      conversation: null,
      access_programs: null,
      temperature: 1,
      top_p: 1,
      top_logprobs: 0,
      presence_penalty: 0,
      frequency_penalty: 0,
      truncation: "disabled",
      reasoning: { effort: null, summary: null },
      text: { format: { type: "text" }, verbosity: "medium" },
      tools: [{ type: "function", name: "f", description: null, parameters: null, strict: null }],
      tool_choice: "auto",
      parallel_tool_calls: true,
      metadata: { a: "b" },
      service_tier: "default",
      safety_identifier: null,
      prompt_cache_key: null,
      store: false,
      usage: {
        input_tokens: 3,
        input_tokens_details: { cached_tokens: 1, cache_write_tokens: 0 },
        output_tokens: 4,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 7,
      },
    });
  });

  test("repeats what was asked", () => {
    const asked = {
      instructions: "Be brief.",
      temperature: 0.5,
      top_p: 0.5,
      top_logprobs: 3,
      truncation: "auto",
      max_output_tokens: 9,
      reasoning: { effort: "low", summary: "auto" },
      text: { format: { type: "json_object" }, verbosity: "low" },
      tool_choice: "none",
      parallel_tool_calls: false,
      service_tier: "flex",
      safety_identifier: "ada",
      prompt_cache_key: "k",
      user: "ada",
    };
    expect(writer(asked).whole(answer)).toMatchObject(asked);
  });

  test("without a finish, or without anything, is no answer", () => {
    const truncated = expect.objectContaining({ code: "upstream_truncated" });
    expect(() => writer().whole({ ...answer, choices: [] })).toThrow(truncated);
  });
});
