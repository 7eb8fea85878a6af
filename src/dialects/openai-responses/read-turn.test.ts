import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { readOutput, readTurn } from "./read-turn.ts";

const call = { type: "function_call", call_id: "call_1", name: "look", arguments: "{}" } as const;
const output = { type: "function_call_output", call_id: "call_1", output: "x" } as const;

describe("a turn", () => {
  test("of something that goes on may answer calls of earlier turns, and names them", () => {
    const other = { ...output, call_id: "call_2" };
    expect(readTurn([call, output, other, other], true)).toMatchObject({
      items: [{ callId: "call_1" }, { callId: "call_1" }, { callId: "call_2" }, { callId: "call_2" }],
      answered: ["call_2"],
    });
    // An output before its call is one of another call.
    expect(readTurn([output, call], true).answered).toEqual(["call_1"]);
    expect(readTurn("hi", true)).toMatchObject({ items: [{ role: "user" }], answered: [] });
  });

  test("that begins something may not", () => {
    expect(readTurn([call, output], false).answered).toEqual([]);
    expect(() => readTurn([output], false)).toThrow(ParleyError);
  });
});

describe("an answer", () => {
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: "Hi", annotations: [], logprobs: [] }],
  };
  const seal = { maker: "google", data: "SIG" };

  test("is remembered item by item, under the ids that were told", () => {
    const sealed = {
      id: "rs_1",
      type: "reasoning",
      summary: [],
      encrypted_content: `parley:${JSON.stringify({ ...seal, call: "call_1" })}`,
    };
    const thought = { id: "rs_0", type: "reasoning", summary: [{ type: "summary_text", text: "hm" }] };
    const cut = { ...message, id: "msg_2", status: "incomplete" };
    const made = { ...call, id: "fc_1", status: "completed" };
    expect(readOutput([thought, message, sealed, made, cut])).toMatchObject([
      { id: "rs_0", incomplete: false, item: { type: "reasoning", text: "hm" } },
      {
        id: "msg_1",
        incomplete: false,
        item: { role: "assistant", content: [{ type: "text", text: "Hi" }] },
      },
      { id: "fc_1", incomplete: false, item: { callId: "call_1", seal } },
      { id: "msg_2", incomplete: true },
    ]);
  });

  test("with a call that nobody could answer is none", () => {
    const nameless = { ...call, id: "fc_1", name: "" };
    expect(() => readOutput([nameless])).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
  });
});
