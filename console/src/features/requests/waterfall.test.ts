import fc from "fast-check";
import { expect, test } from "vitest";
import type { WholeRequest } from "../../api/requests.ts";
import { waterfallOf } from "./waterfall.ts";

const request: WholeRequest = {
  id: "req_1",
  created_at_ms: 0,
  project_id: null,
  api_key_id: null,
  endpoint: "/v1/responses",
  method: "POST",
  status: 200,
  outcome: "ended",
  stream: true,
  model: "m",
  provider: "p",
  provider_model: "m",
  error_code: null,
  waited_ms: 0,
  first_event_ms: 40,
  duration_ms: 100,
  input_tokens: 1,
  output_tokens: 1,
  cost_micros: 1,
  ip_address: null,
  user_agent: null,
  settings_version: null,
  count: 1,
  route: null,
  attempts: [],
  warnings: [],
  context: null,
  usage: null,
  content: null,
};

test("an attempt waits, and then answers", () => {
  const attempts = [
    { target: "a/m", error: "rate_limited", begun_ms: 1, ended_ms: 10 },
    { target: "b/m", begun_ms: 12, first_ms: 40, ended_ms: 99 },
  ];
  expect(waterfallOf({ ...request, attempts }).slice(1)).toEqual([
    { name: "", kind: "before", from: 0, to: 1, failed: false },
    { name: "a/m", kind: "attempt", from: 1, to: 10, failed: true },
    { name: "b/m", kind: "attempt", from: 12, to: 40, failed: false },
    { name: "b/m", kind: "answer", from: 40, to: 99, failed: false },
  ]);
});

test("nothing sticks out, whatever the log says", () => {
  const ms = fc.option(fc.integer({ min: -10, max: 1_000 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.record({ begun_ms: ms, first_ms: ms, ended_ms: ms })), (times) => {
      const attempts = times.map((time) => ({
        target: "t",
        ...Object.fromEntries(Object.entries(time).filter(([, value]) => value !== undefined)),
      }));
      for (const { from, to } of waterfallOf({ ...request, attempts })) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(request.duration_ms);
      }
    }),
  );
});
