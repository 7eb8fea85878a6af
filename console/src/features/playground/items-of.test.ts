import { expect, test } from "vitest";
import { itemsOf } from "./items-of.ts";

const nothing = { question: "", pictures: [], outputs: [], answer: "", calls: [] };
const picture = { name: "a", address: "data:image/png;base64,AA==" };

test("what was asked and answered, in order, with pictures, calls and what tools said", () => {
  const call = { call_id: "c", name: "f", arguments: "{}" };
  const turns = [
    { ...nothing, question: "Weather?", pictures: [picture], calls: [call] },
    { ...nothing, outputs: [{ call_id: "c", output: "12" }], answer: "Cold." },
  ];
  expect(itemsOf(turns, "Be brief.")).toEqual([
    { type: "message", role: "system", content: [{ type: "input_text", text: "Be brief." }] },
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_image", image_url: picture.address },
        { type: "input_text", text: "Weather?" },
      ],
    },
    { type: "function_call", ...call },
    { type: "function_call_output", call_id: "c", output: "12" },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "Cold." }] },
  ]);
});

test("what was not said is no item", () => {
  expect(itemsOf([nothing])).toEqual([]);
  expect(itemsOf([])).toEqual([]);
});
