import { expect, test } from "vitest";
import { type ErrorCode, errorTable, ParleyError } from "../../spec/errors.ts";
import { anthropicDialect } from "./dialect.ts";
import { problemBody } from "./problem.ts";

test.each<[ErrorCode, number, string]>([
  ["invalid_type", 400, "invalid_request_error"],
  ["missing_api_key", 401, "authentication_error"],
  ["permission_denied", 403, "permission_error"],
  ["model_not_found", 404, "not_found_error"],
  ["method_not_allowed", 405, "invalid_request_error"],
  ["request_timeout", 408, "timeout_error"],
  ["idempotency_key_in_use", 409, "conflict_error"],
  ["request_too_large", 413, "request_too_large"],
  ["idempotency_key_reused", 422, "invalid_request_error"],
  ["rate_limit_exceeded", 429, "rate_limit_error"],
  ["insufficient_quota", 429, "rate_limit_error"],
  ["cancelled", 499, "api_error"],
  ["internal", 500, "api_error"],
  ["upstream_invalid", 502, "api_error"],
  ["shutting_down", 503, "api_error"],
  ["upstream_timeout", 504, "timeout_error"],
  ["upstream_overloaded", 529, "overloaded_error"],
])("%s is %d %s", (code, status, type) => {
  expect(anthropicDialect.problem(new ParleyError(code))).toMatchObject({
    status,
    body: { type: "error", error: { type, message: errorTable[code].sentence } },
  });
});

test("every failure has a type, and says of itself only what is meant for strangers", () => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    const { status, body } = anthropicDialect.problem(
      new ParleyError(code, { cause: new Error("host-7 is down") }),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(body)).not.toContain("host-7");
    expect(body).toMatchObject({ error: { type: expect.stringMatching(/^[a-z_]+$/) } });
  }
});

test("clients look for Anthropic's sentence where a conversation is too long", () => {
  const too = (message: string) => problemBody(new ParleyError("context_length_exceeded", { message }));
  expect(too("It has 9 tokens.")).toMatchObject({
    error: { message: "prompt is too long: It has 9 tokens." },
  });
  expect(too("prompt is too long: 9 > 8")).toMatchObject({ error: { message: "prompt is too long: 9 > 8" } });
});

test("says when to come back, and when it is no use", () => {
  const headers = (error: ParleyError) => anthropicDialect.problem(error).headers;
  expect(headers(new ParleyError("rate_limit_exceeded", { retryAfterMs: 1_500 }))).toEqual({
    "retry-after-ms": "1500",
    "retry-after": "2",
  });
  expect(headers(new ParleyError("insufficient_quota"))).toEqual({ "x-should-retry": "false" });
  expect(headers(new ParleyError("invalid_type"))).toEqual({});
});

test("a request's id stands in its failure", () => {
  expect(problemBody(new ParleyError("internal"), "req_1")).toHaveProperty("request_id", "req_1");
  expect(problemBody(new ParleyError("internal"))).not.toHaveProperty("request_id");
});
