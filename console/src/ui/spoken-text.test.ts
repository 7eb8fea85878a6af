import { expect, test } from "vitest";
import { filesOf, spokenText } from "./spoken-text.ts";

const picture = { type: "input_image", image_url: "data:image/png;base64,AA==" };

test("what was said, whoever said it", () => {
  const content = [{ type: "input_text", text: "one" }, picture, { type: "refusal", refusal: "two" }];
  expect(spokenText({ type: "message", content })).toBe("one\n\ntwo");
  expect(filesOf(content)).toEqual([picture]);
  expect(spokenText({ type: "function_call_output", output: "12 °C" })).toBe("12 °C");
  expect(spokenText({ type: "custom_tool_call_output", output: content })).toBe("one\n\ntwo");
  expect(spokenText({ type: "function_call" })).toBeUndefined();
  expect(spokenText({ type: "message" })).toBe("");
});
