import { expect, test } from "vitest";
import { jsonAnswer } from "../mock/answers.ts";
import { JsonCheck } from "./json-check.ts";

const whole = jsonAnswer().subarray(jsonAnswer().indexOf("\r\n\r\n") + 4);

test("accepts the mock's answer, whole and in pieces, again and again", () => {
  const check = new JsonCheck();
  check.add(whole);
  check.finish(200);
  check.add(whole.subarray(0, 1_900));
  check.add(whole.subarray(1_900));
  expect(() => check.finish(200)).not.toThrow();
});

test.each([
  ["another status", whole, 429, "status 429"],
  ["an answer that was cut", whole.subarray(0, 1_500), 200, "without usage"],
  [
    "an answer without its text",
    Buffer.from('{"finish_reason":"stop","total_tokens":712}'),
    200,
    "without its text",
  ],
])("refuses %s", (_, body, status, message) => {
  const check = new JsonCheck();
  check.add(body);
  expect(() => check.finish(status)).toThrow(message);
});
