import { expect, test } from "vitest";
import { routesTexts } from "../../texts/routes.ts";
import { conditionWords } from "./condition-words.ts";

test("conditions are said in the reader's words and figures", () => {
  const when = { minTokens: 10, maxTokens: 8000, tools: false, images: true };
  expect(conditionWords(when, routesTexts.en, "en")).toEqual([
    "from 10 tokens",
    "up to 8,000 tokens",
    "only without tools",
    "only with images",
  ]);
  expect(conditionWords({ maxTokens: 8000 }, routesTexts.de, "de")).toEqual(["bis 8.000 Tokens"]);
});

test("one that is not known yet is not hidden", () => {
  expect(conditionWords({ moon: true }, routesTexts.en, "en")).toEqual(["moon: true"]);
});
