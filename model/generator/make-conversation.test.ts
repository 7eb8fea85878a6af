import { expect, test } from "vitest";
import { fixedCases } from "../evaluation/fixed-cases.ts";
import { facts, styles } from "../evaluation/phrasings.ts";
import { makeCases } from "../evaluation/make-cases.ts";
import { naturalBeyond } from "../evaluation/natural-beyond.ts";
import { naturalWithin } from "../evaluation/natural-within.ts";
import { createDice } from "./dice.ts";
import { isHeldOut } from "./held-out.ts";
import { makeConversation } from "./make-conversation.ts";
import { createWordSource } from "./words/word-source.ts";

/** Enough to see every act many times, in a second or two. */
const count = 3_000;
const conversations = Array.from({ length: count }, (_, seed) => makeConversation(seed));
const said = conversations.flatMap(({ messages }) => messages.filter(({ role }) => role === "user"));

/** As people would call it the same sentence. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

test("a seed gives the same conversation every time, and another seed another one", () => {
  for (const seed of [0, 1, 77, 4_000_000]) expect(makeConversation(seed)).toEqual(makeConversation(seed));
  const texts = new Set(conversations.map((conversation) => JSON.stringify(conversation)));
  expect(texts.size).toBeGreaterThan(0.97 * count);
});

test("every conversation ends with an answer, no answer is empty, and no phrase is left half filled", () => {
  expect(conversations.filter(({ messages }) => messages.at(-1)?.role !== "assistant")).toEqual([]);
  const all = conversations.flatMap(({ messages }) => messages);
  const empty = all.filter(
    ({ role, content, call }) => role === "assistant" && call === undefined && !/\S/.test(content),
  );
  expect(empty).toEqual([]);
  expect(all.filter(({ content }) => /[{}[\]|]\w+[{}[\]|]|[\ue000-\uf8ff]/.test(content))).toEqual([]);
});

test("training and evaluation have no value in common", () => {
  const values = (held: boolean): readonly string[] => {
    const words = createWordSource(createDice(7), held);
    return Array.from({ length: 300 }, () => [
      words.invented(),
      words.order(),
      words.noun(),
      words.adjective(),
    ]).flat();
  };
  expect(values(false).filter(isHeldOut)).toEqual([]);
  expect(values(true).every(isHeldOut)).toBe(true);
});

test("no name, code or made-up word of the evaluation is said in training", () => {
  const wanted = makeCases().flatMap(({ check }) =>
    check.type === "all"
      ? check.texts.filter((text) => isHeldOut(text) && /^([A-Z#].{3,}|\d{4,})/.test(text))
      : [],
  );
  expect(wanted.length).toBeGreaterThan(50);
  const words = new Set(
    said.flatMap(({ content }) => content.split(/\s+/).map((word) => word.replace(/[.,!?"):;]+$/, ""))),
  );
  expect(wanted.filter((value) => words.has(value))).toEqual([]);
});

test("no phrasing of the evaluation is said in training", () => {
  const whole = new Set(said.map(({ content }) => plain(content)));
  const own = [
    ...naturalBeyond,
    ...naturalWithin.map((row) => row.said).filter((text) => text.split(" ").length > 3),
    ...fixedCases.map((row) => row.said).filter((text) => text.split(" ").length > 3),
    ...styles.map((row) => row.asked),
    ...facts.flatMap(({ asked }) => asked),
  ];
  expect(own.length).toBeGreaterThan(250);
  expect(own.filter((text) => whole.has(plain(text)))).toEqual([]);
});

test("what people say is hardly ever said twice", () => {
  const different = new Set(said.map(({ content }) => content));
  expect(different.size).toBeGreaterThan(0.85 * said.length);
});
