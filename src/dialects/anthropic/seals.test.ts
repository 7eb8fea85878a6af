import fc from "fast-check";
import { expect, test } from "vitest";
import type { Seal } from "../../spec/item.ts";
import { callSealText, isEnvelope, readSeal, sealText } from "./seals.ts";

const anySeal: fc.Arbitrary<Seal> = fc.record(
  {
    maker: fc.constantFrom<Seal["maker"]>("anthropic", "google", "openai", "bedrock"),
    data: fc.oneof(fc.base64String({ minLength: 4 }), fc.string({ unit: "grapheme", minLength: 1 })),
    hidden: fc.constant(true as const),
    id: fc.string(),
  },
  { requiredKeys: ["maker", "data"] },
);

test("any seal comes back as it was, in either kind of block, and with its call", () => {
  fc.assert(
    fc.property(anySeal, fc.boolean(), fc.string(), (seal, redacted, call) => {
      expect(readSeal(sealText(seal, redacted), redacted)).toEqual({ seal });
      expect(readSeal(callSealText(call, seal), true)).toEqual({ seal, call });
    }),
  );
});

test("Anthropic's own pass unchanged, both ways", () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 4 }), fc.boolean(), (data, hidden) => {
      const seal: Seal = { maker: "anthropic", data, ...(hidden && { hidden: true }) };
      expect(sealText(seal, hidden)).toBe(data);
      expect(readSeal(data, hidden)).toEqual({ seal });
    }),
  );
});

test("nobody takes one of Anthropic's for ours, nor ours for one of Anthropic's", () => {
  const forged: Seal = { maker: "anthropic", data: 'parley:{"maker":"google","data":"x"}' };
  expect(readSeal(sealText(forged, false), false)).toEqual({ seal: forged });
  expect(isEnvelope(sealText({ maker: "openai", data: "x" }, false))).toBe(true);
});

test.each([
  "",
  "parley:",
  "parley:{}",
  "parley:null",
  "parley:5",
  'parley:{"maker":"x","data":"y"}',
  'parley:{"maker":"google"}',
])("%j is no seal", (text) => {
  expect(readSeal(text, false)).toEqual({});
});
