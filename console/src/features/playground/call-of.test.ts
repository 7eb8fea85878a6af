import { expect, test } from "vitest";
import { callOf } from "./call-of.ts";
import type { Turn } from "./talk.ts";

const none = { before: [] };
const said = { question: "And now?", pictures: [], outputs: [] };

function turn(id: string, change: Partial<Turn> = {}): Turn {
  const sent = { model: "m", input: id };
  const asked = { id, parent: null, question: id, pictures: [], outputs: [], model: "m", sent, at: 0 };
  const said = { answer: `${id}!`, thoughts: "", calls: [] };
  return { ...asked, ...said, state: "completed", responseId: `resp_${id}`, ...change };
}

test("what is said first is said alone", () => {
  expect(callOf([], said, none)).toEqual({ input: "And now?" });
});

test("what is said later goes on from the last answer", () => {
  expect(callOf([turn("a"), turn("b")], said, none)).toEqual({
    input: "And now?",
    previous_response_id: "resp_b",
  });
});

test("an answer that was stopped is not kept, so it is said again; one that failed is left out", () => {
  const way = [turn("a"), turn("b", { state: "failed", answer: "" }), turn("c", { state: "stopped" })];
  expect(callOf(way, said, none)).toEqual({
    previous_response_id: "resp_a",
    input: [
      { type: "message", role: "user", content: [{ type: "input_text", text: "c" }] },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "c!" }] },
      { type: "message", role: "user", content: [{ type: "input_text", text: "And now?" }] },
    ],
  });
});

test("what a talk begins with is before its first turn, and is kept from then on", () => {
  const before = [{ type: "message", role: "user", content: "Once." }];
  expect(callOf([], said, { before, previousResponseId: "resp_0" })).toMatchObject({
    previous_response_id: "resp_0",
    input: [before[0], { role: "user" }],
  });
  expect(callOf([turn("a")], said, { before })).toEqual({
    input: "And now?",
    previous_response_id: "resp_a",
  });
});

test("what a tool says stands before what is asked beside it", () => {
  const outputs = [{ call_id: "c", output: "12" }];
  expect(callOf([turn("a")], { ...said, outputs, question: "" }, none)).toEqual({
    previous_response_id: "resp_a",
    input: [{ type: "function_call_output", call_id: "c", output: "12" }],
  });
});
