import fc from "fast-check";
import { expect, test } from "vitest";
import { createDice } from "./dice.ts";
import { question, request, statement, wish } from "./frames.ts";
import { phrase } from "./grammar.ts";
import { roughen } from "./roughen.ts";

test("says every form, and counts them", () => {
  const greeting = phrase("{Hi|Hello{ there|}}, [name]{!|.}");
  expect(greeting.forms).toBe(6);
  const dice = createDice(1);
  const forms = new Set(Array.from({ length: 300 }, () => greeting.say(dice, { name: "Ann" })));
  expect([...forms].toSorted()).toEqual([
    "Hello there, Ann!",
    "Hello there, Ann.",
    "Hello, Ann!",
    "Hello, Ann.",
    "Hi, Ann!",
    "Hi, Ann.",
  ]);
});

test.for(["{a|b", "a}", "a|b", "[name"])("refuses the phrase %s", (text) => {
  expect(() => phrase(text)).toThrow(TypeError);
});

test("a slot that nothing fills is an error", () => {
  expect(() => phrase("Hi [name]").say(createDice(1))).toThrow('the slot "name"');
});

test("each frame gives hundreds of forms to a single core", () => {
  for (const frame of [
    question(["what is it"], ["what it is"]),
    request(["write it"]),
    wish(["a text"]),
    statement(["it is red"]),
  ])
    expect(phrase(frame).forms).toBeGreaterThan(250);
});

test("haste never touches what must be copied", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, text) => {
      const mark = "\ue000";
      const before = text.replaceAll(mark, "");
      expect(roughen(createDice(seed), `please tell me ${mark} about ${before}`)).toContain(mark);
    }),
  );
});
