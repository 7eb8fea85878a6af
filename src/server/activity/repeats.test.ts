import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestFacts } from "./facts.ts";
import { Repeats } from "./repeats.ts";

const refused = fc.record({
  at: fc.integer({ min: 0, max: 300_000 }),
  address: fc.ipV4(),
  errorCode: fc.constantFrom("invalid_api_key", "missing_api_key", "rate_limit_exceeded"),
  endpoint: fc.constantFrom("/v1/chat", "/v1/models"),
});

test("none is lost, none counts twice, and the rows of a minute are few whatever comes", () => {
  fc.assert(
    fc.property(fc.array(refused, { maxLength: 400 }), (all) => {
      const repeats = new Repeats();
      let counted = 0;
      let inMinute = 0;
      let minute = 0;
      const sorted = all.toSorted((one, other) => one.at - other.at);
      for (const [number, { at, ...more }] of sorted.entries()) {
        if (Math.floor(at / 60_000) !== minute) {
          minute = Math.floor(at / 60_000);
          inMinute = 0;
        }
        const facts: RequestFacts = {
          id: `req_${number}`,
          at,
          method: "POST",
          status: 401,
          outcome: "refused",
          durationMs: 1,
          ...more,
        };
        if (repeats.isFirst(facts, at)) {
          counted++;
          inMinute++;
        }
        for (const due of repeats.take(at, false)) {
          counted += due.repeats;
          inMinute++;
        }
        expect(inMinute).toBeLessThanOrEqual(64 * 3 + 3);
      }
      for (const due of repeats.take(300_000, true)) counted += due.repeats;
      expect(counted).toBe(all.length);
    }),
  );
});

test("beyond the kinds that are told apart nobody is named", () => {
  const repeats = new Repeats();
  const facts = (number: number): RequestFacts => ({
    id: `req_${number}`,
    at: 0,
    endpoint: "/v1/chat",
    method: "POST",
    status: 401,
    outcome: "refused",
    errorCode: "invalid_api_key",
    durationMs: 1,
    address: `192.0.2.${number}`,
    userAgent: "agent",
  });
  const first = Array.from({ length: 100 }, (_, number) => repeats.isFirst(facts(number), 0));
  expect(first.filter(Boolean)).toHaveLength(64);
  const [others, ...rest] = repeats.take(0, true);
  expect(rest).toEqual([]);
  expect(others).toMatchObject({ repeats: 36, facts: { errorCode: "invalid_api_key" } });
  expect(others?.facts).not.toHaveProperty("address");
});
