import { expect, test } from "vitest";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, now, played } from "./anthropic.fixture.ts";
import { messagesError } from "./errors.ts";

test.each([
  ["400", "upstream_rejected", 400, "messages.0.content: Input should be a valid list"],
  ["400-too-long", "context_length_exceeded", 400, "prompt is too long: 200057 tokens > 199999 maximum"],
  ["400-credit", "upstream_quota", 400, undefined],
  ["401", "upstream_credentials", 401, undefined],
  ["402", "upstream_quota", 402, undefined],
  ["403", "upstream_credentials", 403, undefined],
  ["404", "model_not_found", 404, undefined],
  ["409", "upstream_rejected", 409, "The request conflicts with the current state of a resource."],
  ["413", "request_too_large", 413, undefined],
  ["429", "rate_limit_exceeded", 429, undefined],
  ["429-spent", "upstream_quota", 429, undefined],
  ["500", "upstream_failed", 500, undefined],
  ["504", "upstream_timeout", 504, undefined],
  ["529", "upstream_overloaded", 529, undefined],
  ["page", "upstream_failed", 502, undefined],
])("error-%s is %s", async (name, code, status, message) => {
  const { provider } = await played([`error-${name}`]);
  const { events, error } = await readAll(provider.generate(attemptOf()));
  expect(events).toEqual([]);
  expect(error).toMatchObject({ code, raw: { status }, ...(message !== undefined && { message }) });
  expect((error as { retryAfterMs?: number }).retryAfterMs).toBe(name === "429" ? 17_000 : undefined);
  // What speaks of the operator's account is not for the caller.
  expect(String(error)).not.toMatch(/Plans & Billing|organization|x-api-key/);
});

test("the model that does not exist is named as it was asked for", async () => {
  const { provider } = await played(["error-404"]);
  const { error } = await readAll(provider.generate(attemptOf({}, { model: "claude-nope" })));
  expect((error as Error).message).toContain("`claude-nope`");
});

test.each([
  [{ error: { type: "overloaded_error", message: "x" } }, "upstream_overloaded"],
  [{ error: { type: "api_error" } }, "upstream_failed"],
  [{ error: { type: "invalid_request_error", message: "bad" } }, "upstream_rejected"],
  [{ error: { type: "constructor", details: { error_code: "toString" } } }, "upstream_failed"],
  [{ error: { type: 3, message: [], details: "x" } }, "upstream_failed"],
  [
    {
      error: {
        type: "invalid_request_error",
        message: "input length and `max_tokens` exceed context limit: 1 + 2 > 2",
      },
    },
    "context_length_exceeded",
  ],
  [
    {
      error: { type: "invalid_request_error", message: "You have reached your specified API usage limits." },
    },
    "upstream_quota",
  ],
  [{ error: "x" }, "upstream_failed"],
  [null, "upstream_failed"],
  [[], "upstream_failed"],
])("inside a stream %j is %s", (body, code) => {
  expect(messagesError({ body, now })).toMatchObject({ code });
});
