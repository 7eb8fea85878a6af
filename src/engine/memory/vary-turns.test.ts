import { expect, test } from "vitest";

import { remembered, said } from "./memory.fixture.ts";
import { varyTurns } from "./vary-turns.ts";

function ordered(turns: readonly (readonly [text: string, score: number])[]): readonly string[] {
  const items = remembered(turns.map(([text]) => said("user", text)));
  const weighed = items.map((turn, place) => ({ turn, score: turns[place]?.[1] ?? 0 }));
  const texts = new Map(items.map(({ position }, place) => [position, turns[place]?.[0] ?? ""]));
  return [...varyTurns(weighed)].map(({ position }) => texts.get(position) ?? "");
}

test("of turns that say different things the better one comes first", () => {
  expect(
    ordered([
      ["apples", 1],
      ["plums", 0.9],
      ["pears", 0.8],
    ]),
  ).toEqual(["apples", "plums", "pears"]);
});

test("what only repeats what was taken stands back, and still comes", () => {
  const again = "apples are green";
  expect(
    ordered([
      ["green apples", 1],
      [again, 0.9],
      ["plums", 0.6],
    ]),
  ).toEqual(["green apples", "plums", again]);
});

test("what repeats but matters far more still comes first", () => {
  expect(
    ordered([
      ["apples", 1],
      ["apples!", 0.9],
      ["plums", 0.3],
    ]),
  ).toEqual(["apples", "apples!", "plums"]);
});

test("nothing is lost", () => {
  const turns = Array.from({ length: 60 }, (_, place): [string, number] => [
    `word${place % 7} thing`,
    60 - place,
  ]);
  expect(ordered(turns).toSorted()).toEqual(turns.map(([text]) => text).toSorted());
});
