import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { tellingShare } from "./telling-share.ts";

describe("what tells something", () => {
  test.each([
    "We moved to Leeds.",
    "Heute haben wir ein Zelt gekauft.",
    "Hier, nous avons visité Bruges.",
    "Ayer llegó el sofá.",
    "Vår granne heter Petra.",
    "Bugün yeni buzdolabı aldık.",
    "Вчера мы переехали в Псков.",
    "昨日、猫を飼い始めました。",
    "我昨天搬到了成都。",
    "Paid 3.5 euros. It rained all day",
  ])("all of %j", (text) => {
    expect(tellingShare(text)).toBe(1);
  });

  test.each([
    "What do I have to know about origami?",
    "Tell me something about volcanoes.",
    "Who wrote Node.js or example.org?",
    "Schreib zwei Sätze über Jazz. Wie spät ist es?",
    "Explique-moi les intérêts composés.",
    "¿Dónde vivo?",
    "Bana arılar hakkında bir şey anlat.",
    "Расскажи о маяках.",
    "俳句を書いてください。",
    "请写两句话。",
    "사과에 대해 알려줘",
    "   ",
    "?!",
  ])("nothing of %j", (text) => {
    expect(tellingShare(text)).toBe(0);
  });

  test("of a text with both, the share", () => {
    expect(tellingShare("We moved to Leeds. Write a note to the landlord.")).toBe(0.5);
    expect(tellingShare("Moritz got a cat! What should we call it?")).toBe(0.5);
  });

  test("of any text it is a share, and a long one is looked at in part", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const share = tellingShare(text);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
    expect(tellingShare(`${"We moved. ".repeat(12)}${"Why? ".repeat(100_000)}`)).toBe(1);
  });
});
