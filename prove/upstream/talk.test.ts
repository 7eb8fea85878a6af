import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { answerText, promptTokens, questionText, readUser, words, writeUser } from "./talk.ts";

test("each word is one token, alone and in a row", () => {
  for (const word of words) expect(encode(word)).toHaveLength(1);
  expect(encode(answerText("any", 200))).toHaveLength(200);
  expect(encode(questionText("any", 50))).toHaveLength(50);
});

test("an answer is decided by its call alone", () => {
  expect(answerText("one", 40)).toBe(answerText("one", 40));
  expect(answerText("one", 40)).not.toBe(answerText("two", 40));
});

test("a wish survives its way through the request", () => {
  const wish = { id: "kills-17", tokens: 40, pauseMs: 5 };
  expect(readUser(writeUser(wish))).toEqual(wish);
  expect(readUser("somebody")).toBeUndefined();
  expect(readUser(undefined)).toBeUndefined();
});

test("counts a conversation as the protocol does", () => {
  expect(promptTokens([{ content: questionText("any", 10) }])).toBe(17);
});
