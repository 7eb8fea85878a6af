import { expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { refusalWords } from "./fitness.ts";

test.each([
  [undefined, "cannot be asked that"],
  ["logit_bias", "no logit_bias"],
  ["response_format.json_schema.schema", "no response_format"],
  ["messages", "no messages"],
  ["messages[0].content[12]", "does not take messages[0].content[12]"],
  ["messages[3].content[1].source.url", "does not take messages[3].content[1]"],
  ["messages[2].said by the caller", "does not take messages[2]"],
  ["input[4].output[0]", "does not take input[4].output[0]"],
  ["Said by the caller", "no such parameter"],
])("what %j is refused with in a trail: %s", (param, words) => {
  const details = { message: "No.", ...(param !== undefined && { param }) };
  expect(refusalWords(new ParleyError("unsupported_parameter", details))).toBe(words);
});
