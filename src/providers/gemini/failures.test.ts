import { expect, it } from "vitest";
import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import { playRecorded, readAll } from "../upstream/recorded.fixture.ts";
import { cuts, play, providerAt, recorded, signal } from "./gemini.fixture.ts";

const failures: Readonly<Record<string, Partial<ParleyError>>> = {
  "bad-request": {
    code: "upstream_rejected",
    message: "* GenerateContentRequest.generation_config.top_k: top_k must be at most 40\n",
    param: "top_k",
    raw: { status: 400, type: "INVALID_ARGUMENT" },
  },
  "bad-key": {
    code: "upstream_credentials",
    message: "The model's provider refused Parley's credentials.",
    raw: { status: 400, type: "INVALID_ARGUMENT", code: "API_KEY_INVALID" },
  },
  "too-long": {
    code: "context_length_exceeded",
    message: "The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).",
  },
  precondition: { code: "upstream_credentials", raw: { status: 400, type: "FAILED_PRECONDITION" } },
  unauthenticated: { code: "upstream_credentials", raw: { status: 401, type: "UNAUTHENTICATED" } },
  forbidden: {
    code: "upstream_credentials",
    // The project's number is nobody else's business.
    message: "The model's provider refused Parley's credentials.",
    raw: { status: 403, type: "PERMISSION_DENIED", code: "SERVICE_DISABLED" },
  },
  "not-found": { code: "model_not_found", raw: { status: 404, type: "NOT_FOUND" } },
  "rate-limit": {
    code: "rate_limit_exceeded",
    retryAfterMs: 36_275,
    raw: { status: 429, type: "RESOURCE_EXHAUSTED" },
  },
  "day-quota": {
    code: "upstream_quota",
    retryAfterMs: 41_000,
    raw: { status: 429, type: "RESOURCE_EXHAUSTED" },
  },
  internal: { code: "upstream_failed", raw: { status: 500, type: "INTERNAL" } },
  overload: {
    code: "upstream_overloaded",
    retryAfterMs: 7_000,
    raw: { status: 503, type: "UNAVAILABLE" },
  },
  deadline: { code: "upstream_timeout", raw: { status: 504, type: "DEADLINE_EXCEEDED" } },
  "malformed-call": { code: "upstream_invalid", raw: { code: "MALFORMED_FUNCTION_CALL" } },
};

it.each(Object.keys(failures))("says in our words what `%s` means", async (name) => {
  for (const pieces of cuts) {
    const { events, error } = await play(name, pieces);
    expect(events).toEqual([]);
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject(failures[name] ?? {});
  }
});

it.each([
  ["mid-stream-error", "upstream_overloaded"],
  ["truncated", "upstream_truncated"],
] as const)("gives out what came before `%s`, and then fails", async (name, code: ErrorCode) => {
  for (const pieces of cuts) {
    const { events, error } = await play(name, pieces);
    expect(events).toEqual([{ type: "text-delta", choice: 0, text: "The answer to" }]);
    expect(error).toMatchObject({ code });
  }
});

it("fails when the connection breaks, also behind the finish", async () => {
  const answer = recorded("length");
  for (const breakAfter of [answer.body.length - 1, Math.floor(answer.body.length / 2)]) {
    const provider = providerAt(await playRecorded([answer], { breakAfter }));
    const items = [{ type: "message", role: "user", content: [{ type: "text", text: "Hi" }] }] as const;
    const task = { kind: "generate", items, options: {} } as const;
    const { events, error } = await readAll(
      provider.generate({ callId: "req_1", model: "m", task, stream: true, signal }),
    );
    await provider.close();
    expect(error).toBeInstanceOf(ParleyError);
    expect(events.some(({ type }) => type === "end")).toBe(false);
  }
});
