import fc from "fast-check";
import { expect, test } from "vitest";
import { costBound } from "../lib/money.ts";
import { ParleyError } from "../spec/errors.ts";
import {
  accountOf,
  type AttemptFacts,
  chargesFor,
  estimated,
  freeOfCharge,
  wasRefused,
  truthOf,
} from "./attempt-account.ts";

const figure = fc.nat({ max: 1_000_000_000 });
const anyPrice = fc.option(fc.record({ input: figure, output: figure }), { nil: undefined });
const anyFacts: fc.Arbitrary<AttemptFacts> = fc
  .record({
    kind: fc.constantFrom("generate" as const, "embed" as const),
    price: anyPrice,
    input: figure,
    output: fc.option(figure, { nil: undefined }),
    forwarded: fc.record({ bytes: figure, pieces: figure }),
    streamed: fc.boolean(),
  })
  .map(({ kind, price, input, output, forwarded, streamed }) => {
    const outputTokens = kind === "embed" ? 0 : output;
    const costMicros = costBound(price, input, outputTokens);
    return {
      kind,
      price,
      atMost: {
        inputTokens: input,
        ...(outputTokens !== undefined && { outputTokens }),
        ...(costMicros !== undefined && { costMicros }),
      },
      forwarded,
      streamed,
    };
  });

test("an estimate lies within its own bounds, whatever came", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { usage, costMicros, estimate } = estimated(facts);
      const output = usage?.outputTokens ?? -1;
      expect(usage?.inputTokens).toBeLessThanOrEqual(facts.atMost.inputTokens ?? -1);
      expect(estimate?.outputTokensMin).toBeLessThanOrEqual(output);
      if (estimate?.outputTokensMax !== undefined)
        expect(output).toBeLessThanOrEqual(estimate.outputTokensMax);
      if (costMicros === undefined) return;
      expect(estimate?.costMicrosMin).toBeLessThanOrEqual(costMicros);
      if (estimate?.costMicrosMax !== undefined)
        expect(costMicros).toBeLessThanOrEqual(estimate.costMicrosMax);
    }),
  );
});

const facts: AttemptFacts = {
  kind: "generate",
  price: { input: 1_000_000, output: 2_000_000 },
  atMost: { inputTokens: 100, outputTokens: 50, costMicros: 200 },
  forwarded: { bytes: 400, pieces: 6 },
  streamed: true,
};

test("what the upstream told is the truth", () => {
  expect(accountOf(facts, { inputTokens: 10, outputTokens: 5 })).toEqual({
    usage: { inputTokens: 10, outputTokens: 5 },
    costMicros: 20,
  });
});

test("an unknown price leaves the cost unknown, and not 0", () => {
  const account = accountOf({ ...facts, price: undefined }, { inputTokens: 10, outputTokens: 5 });
  expect(account).toEqual({ usage: { inputTokens: 10, outputTokens: 5 } });
});

test("half an account is an estimate", () => {
  expect(accountOf(facts, { inputTokens: 10 })).toMatchObject({
    estimate: { outputTokensMin: 2, outputTokensMax: 50 },
  });
  expect(accountOf(facts, undefined).estimate).toBeDefined();
  expect(accountOf({ ...facts, kind: "embed" }, { inputTokens: 10 })).toEqual({
    usage: { inputTokens: 10, outputTokens: 0 },
    costMicros: 10,
  });
});

test("an answer that came whole is estimated by its size", () => {
  expect(estimated({ ...facts, streamed: false }).usage).toEqual({ inputTokens: 25, outputTokens: 50 });
  const small = { ...facts, streamed: false, forwarded: { bytes: 40, pieces: 1 } };
  expect(estimated(small)).toMatchObject({ usage: { outputTokens: 10 }, estimate: { outputTokensMin: 0 } });
});

test.each([
  [400, true],
  [401, true],
  [408, false],
  [429, true],
  [500, false],
  [502, false],
  [503, true],
  [504, false],
  [529, true],
  [undefined, false],
])("an upstream that answers %s has refused: %s", (status, refused) => {
  const error = new ParleyError("upstream_failed", status === undefined ? {} : { raw: { status } });
  expect(wasRefused(error)).toBe(refused);
});

test("holds are charged in their own unit, and in full where nothing can be told", () => {
  const holds = [
    { budgetId: "money", window: "total", amount: 200, unit: "micros" as const },
    { budgetId: "tokens", window: "total", amount: 150, unit: "tokens" as const },
  ];
  const spent = (account: Parameters<typeof chargesFor>[1]) =>
    chargesFor(holds, account).map((charge) => charge.spent);
  expect(spent({ usage: { inputTokens: 10, outputTokens: 5 }, costMicros: 20 })).toEqual([20, 15]);
  expect(spent(freeOfCharge)).toEqual([0, 0]);
  expect(spent({ usage: { inputTokens: 10, outputTokens: 5 } })).toEqual([200, 15]);
});

test("what an upstream says afterwards must be possible", () => {
  const told = (inputTokens: number, outputTokens: number) =>
    truthOf(facts, { known: true, usage: { inputTokens, outputTokens } }, false);
  expect(told(10, 5)).toEqual({ usage: { inputTokens: 10, outputTokens: 5 }, costMicros: 20 });
  // Two tokens at the least were handed on.
  expect(told(10, 1)).toBeUndefined();
  expect(truthOf(facts, undefined, true)).toBeUndefined();
  expect(truthOf(facts, { known: true, usage: { inputTokens: 10 } }, true)).toBeUndefined();
});

test("an upstream that never heard of a request is believed at last, and not where it has answered", () => {
  const silent = { ...facts, forwarded: { bytes: 0, pieces: 0 } };
  expect(truthOf(silent, { known: false }, false)).toBeUndefined();
  expect(truthOf(silent, { known: false }, true)).toEqual({ costMicros: 0 });
  expect(truthOf(facts, { known: false }, true)).toBeUndefined();
});
