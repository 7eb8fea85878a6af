import { expect, test } from "vitest";
import { curlOf, isWhole } from "./curl-of.ts";

test("what somebody said stays within its quotes, and the key in the environment", () => {
  const text = curlOf({ method: "POST", endpoint: "/v1/responses" }, `{"input":"it's"}`, "http://h:1");
  expect(text).toBe(`curl -X POST 'http://h:1/v1/responses' \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"input":"it'\\''s"}'`);
});

test("what was cut is not whole", () => {
  expect(isWhole('{"a":1}')).toBe(true);
  expect(isWhole('{"a":\n[cut after 4 of 9 bytes]')).toBe(false);
});
