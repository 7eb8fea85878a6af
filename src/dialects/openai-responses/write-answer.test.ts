import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import { id, play, type Wire, writer } from "./written.fixture.ts";

const choice = 0;
const stop: StreamEvent = { type: "choice-finish", choice, finish: { unified: "stop" } };
const end: StreamEvent = { type: "end", model: "m-1", usage: { inputTokens: 3, outputTokens: 4 } };

const message = `msg_${id}00`;
const at = { item_id: message, output_index: 0, content_index: 0 };
const without = (wire: Wire | undefined): object => {
  const { sequence_number: _number, ...rest } = wire ?? { type: "" };
  return rest;
};

describe("the stream", () => {
  test("of a text has every event, in its order and with all members", () => {
    const all = play(writer(), [
      { type: "start", provider: "p", model: "m-0" },
      { type: "text-delta", choice, text: "Hi" },
      { type: "text-delta", choice, text: " 你好" },
      stop,
      end,
    ]);
    const part = { type: "output_text", annotations: [], logprobs: [], text: "Hi 你好" };
    const item = { id: message, type: "message", role: "assistant", status: "completed", content: [part] };
    expect(all.slice(0, 2).map((event) => event["response"])).toMatchObject([
      { status: "in_progress", output: [], usage: null, model: "m-0" },
      { status: "in_progress", output: [], usage: null, model: "m-0" },
    ]);
    expect(all.map(({ type }) => type).slice(0, 2)).toEqual(["response.created", "response.in_progress"]);
    expect(all.slice(2, -1).map(without)).toEqual([
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { ...item, status: "in_progress", content: [] },
      },
      { type: "response.content_part.added", ...at, part: { ...part, text: "" } },
      { type: "response.output_text.delta", ...at, delta: "Hi", logprobs: [] },
      { type: "response.output_text.delta", ...at, delta: " 你好", logprobs: [] },
      { type: "response.output_text.done", ...at, text: "Hi 你好", logprobs: [] },
      { type: "response.content_part.done", ...at, part },
      { type: "response.output_item.done", output_index: 0, item },
    ]);
    expect(all.at(-1)).toMatchObject({ type: "response.completed", response: { output: [item] } });
  });

  test("of calls keeps them open until the end, and says their names again", () => {
    const all = play(writer(), [
      { type: "tool-call-start", choice, index: 0, callId: "c0", name: "f", kind: "function" },
      { type: "tool-call-start", choice, index: 1, callId: "c1", name: "g", kind: "custom" },
      { type: "tool-call-delta", choice, index: 0, text: "{}" },
      { type: "tool-call-delta", choice, index: 1, text: "free" },
      { type: "choice-finish", choice, finish: { unified: "tool-calls" } },
      end,
    ]);
    const f = { id: `fc_${id}00`, type: "function_call", status: "completed", call_id: "c0", name: "f" };
    const g = { id: `ctc_${id}01`, type: "custom_tool_call", status: "completed", call_id: "c1", name: "g" };
    expect(all.slice(2, -1).map(without)).toEqual([
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { ...f, status: "in_progress", arguments: "" },
      },
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { ...g, status: "in_progress", input: "" },
      },
      {
        type: "response.function_call_arguments.delta",
        item_id: `fc_${id}00`,
        output_index: 0,
        delta: "{}",
      },
      {
        type: "response.custom_tool_call_input.delta",
        item_id: `ctc_${id}01`,
        output_index: 1,
        delta: "free",
      },
      {
        type: "response.function_call_arguments.done",
        item_id: `fc_${id}00`,
        output_index: 0,
        name: "f",
        arguments: "{}",
      },
      { type: "response.output_item.done", output_index: 0, item: { ...f, arguments: "{}" } },
      {
        type: "response.custom_tool_call_input.done",
        item_id: `ctc_${id}01`,
        output_index: 1,
        input: "free",
      },
      { type: "response.output_item.done", output_index: 1, item: { ...g, input: "free" } },
    ]);
  });

  test("of thoughts gives each an item of its own; OpenAI's keep their ids where they are known in time", () => {
    const seal = { maker: "openai", data: "ENC", hidden: true, id: "rs_up" } as const;
    const all = play(writer(), [
      { type: "reasoning-seal", choice, seal },
      { type: "reasoning-delta", choice, text: "Hm" },
      { type: "reasoning-delta", choice, text: "." },
      { type: "reasoning-seal", choice, seal },
      { type: "text-delta", choice, text: "Yes." },
      stop,
      end,
    ]);
    const own = `rs_${id}01`;
    const summary = { item_id: own, output_index: 1, summary_index: 0 };
    const encrypted_content = `parley:${JSON.stringify(seal)}`;
    expect(all.slice(2, 11).map(without)).toEqual([
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { id: "rs_up", type: "reasoning", summary: [] },
      },
      {
        type: "response.output_item.done",
        output_index: 0,
        item: { id: "rs_up", type: "reasoning", summary: [], encrypted_content: "ENC" },
      },
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { id: own, type: "reasoning", summary: [] },
      },
      {
        type: "response.reasoning_summary_part.added",
        ...summary,
        part: { type: "summary_text", text: "" },
      },
      { type: "response.reasoning_summary_text.delta", ...summary, delta: "Hm" },
      { type: "response.reasoning_summary_text.delta", ...summary, delta: "." },
      { type: "response.reasoning_summary_text.done", ...summary, text: "Hm." },
      {
        type: "response.reasoning_summary_part.done",
        ...summary,
        part: { type: "summary_text", text: "Hm." },
      },
      {
        type: "response.output_item.done",
        output_index: 1,
        item: {
          id: own,
          type: "reasoning",
          summary: [{ type: "summary_text", text: "Hm." }],
          encrypted_content,
        },
      },
    ]);
  });

  test("of a refusal, behind a text", () => {
    const all = play(writer(), [
      { type: "text-delta", choice, text: "Well." },
      { type: "refusal-delta", choice, text: "No" },
      { type: "refusal-delta", choice, text: "." },
      stop,
      end,
    ]);
    const types = all.map(({ type }) => type).slice(6, 13);
    expect(types).toEqual([
      "response.content_part.done",
      "response.content_part.added",
      "response.refusal.delta",
      "response.refusal.delta",
      "response.refusal.done",
      "response.content_part.done",
      "response.output_item.done",
    ]);
    expect(all.at(-1)).toMatchObject({
      response: { output: [{ content: [{ text: "Well." }, { type: "refusal", refusal: "No." }] }] },
    });
  });

  test("of citations counts them, from where their part begins", () => {
    const input = [{ role: "user", content: [{ type: "input_file", file_id: "file-1", filename: "a.pdf" }] }];
    const all = play(writer({ input }), [
      { type: "text-delta", choice, text: "Before." },
      { type: "reasoning-delta", choice, text: "Hm." },
      { type: "text-delta", choice, text: "Fish." },
      {
        type: "annotation",
        choice,
        annotation: { type: "url", url: "https://example.com/", start: 7, end: 11 },
      },
      {
        type: "annotation",
        choice,
        annotation: {
          type: "document",
          document: 0,
          start: 8,
          end: 12,
          quote: "fish",
          place: { unit: "page", from: 1, to: 2 },
        },
      },
      stop,
      end,
    ]);
    const told = all.filter(({ type }) => type === "response.output_text.annotation.added");
    expect(told.map(without)).toEqual([
      {
        type: "response.output_text.annotation.added",
        item_id: `msg_${id}02`,
        output_index: 2,
        content_index: 0,
        annotation_index: 0,
        annotation: {
          type: "url_citation",
          url: "https://example.com/",
          title: "",
          start_index: 0,
          end_index: 4,
        },
      },
      {
        type: "response.output_text.annotation.added",
        item_id: `msg_${id}02`,
        output_index: 2,
        content_index: 0,
        annotation_index: 1,
        annotation: {
          type: "file_citation",
          file_id: "file-1",
          filename: "a.pdf",
          index: 1,
          document_index: 0,
          start_index: 1,
          end_index: 5,
          quote: "fish",
          place: { unit: "page", from: 1, to: 2 },
        },
      },
    ]);
  });
});
