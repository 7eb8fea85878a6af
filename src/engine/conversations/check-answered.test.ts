import { expect, test } from "vitest";
import type { RememberedItem } from "../../spec/memory.ts";
import { checkAnswered } from "./check-answered.ts";

const call: RememberedItem = {
  id: "fc_1",
  position: 1,
  at: 1,
  item: { type: "function_call", callId: "call_1", name: "look", arguments: "{}" },
  tokens: 5,
  pinned: false,
};
let asked = 0;
const memory = {
  newest: () => {
    asked++;
    return Promise.resolve([call]);
  },
};

test("a call must have been made in the conversation", async () => {
  await checkAnswered(memory, "conv_1", ["call_1"]);
  const missing = { code: "invalid_value", param: "input", message: expect.stringContaining("call_2") };
  await expect(checkAnswered(memory, "conv_1", ["call_1", "call_2"])).rejects.toMatchObject(missing);
  await expect(checkAnswered(memory, undefined, ["call_2"])).rejects.toMatchObject(missing);
});

test("where there is nothing to check, nobody is asked", async () => {
  asked = 0;
  await checkAnswered(memory, "conv_1", []);
  expect(asked).toBe(0);
});
