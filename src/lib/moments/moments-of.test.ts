import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { momentsOf } from "./moments-of.ts";

/** A Thursday. */
const now = Date.parse("2026-05-14T15:00:00Z");
const days = (text: string) =>
  momentsOf(text, now).map(({ from, until }) =>
    [from, until].map((time) => new Date(time).toISOString().slice(0, 10)),
  );
const covers = (text: string, day: string) => {
  const time = Date.parse(`${day}T12:00:00Z`);
  return momentsOf(text, now).some(({ from, until }) => from <= time && time < until);
};

describe("times that are spoken of", () => {
  test.each([
    ["What did I say yesterday?", "2026-05-13"],
    ["Was hatte ich gestern bestellt?", "2026-05-13"],
    ["Qu'est-ce que je t'ai dit hier ?", "2026-05-13"],
    ["¿Qué te dije ayer?", "2026-05-13"],
    ["and last Tuesday?", "2026-05-12"],
    ["letzten Dienstag", "2026-05-12"],
    ["mardi dernier", "2026-05-12"],
    ["el martes pasado", "2026-05-12"],
    ["the dentist in March", "2026-03-20"],
    ["im März", "2026-03-20"],
    ["en mars", "2026-03-20"],
    ["en marzo", "2026-03-20"],
    ["the trip in November", "2025-11-15"],
    ["two weeks ago", "2026-04-29"],
    ["vor zwei Wochen", "2026-04-29"],
    ["il y a deux semaines", "2026-04-29"],
    ["hace dos semanas", "2026-04-29"],
    ["a couple of weeks ago", "2026-04-29"],
    ["3 months ago", "2026-02-15"],
    ["last month", "2026-04-10"],
    ["le mois dernier", "2026-04-10"],
    ["last week", "2026-05-06"],
    ["la semana pasada", "2026-05-06"],
    ["on the 3rd of May", "2026-05-03"],
    ["am 3. Mai", "2026-05-03"],
    ["le 3 mai", "2026-05-03"],
    ["el 3 de mayo", "2026-05-03"],
    ["on May 3, 2025", "2025-05-03"],
    ["on 2026-05-03", "2026-05-03"],
    ["am 3.5.2026", "2026-05-03"],
    ["on 5/30/2025", "2025-05-30"],
    ["last year", "2025-08-01"],
    ["vor 10 Tagen", "2026-05-04"],
    ["a marzo", "2026-03-20"],
    ["co kupiłem w marcu", "2026-03-20"],
    ["что мы купили в марте", "2026-03-20"],
    ["in maart", "2026-03-20"],
    ["3月に買ったものは", "2026-03-20"],
    ["三月买的是什么", "2026-03-20"],
    ["3월에 무엇을 샀지", "2026-03-20"],
    ["5月3日の会議", "2026-05-03"],
    ["2025年5月3日", "2025-05-03"],
    ["昨日何を言った", "2026-05-13"],
    ["我昨天说的", "2026-05-13"],
    ["先月の旅行", "2026-04-10"],
    ["两周前", "2026-04-29"],
    ["지난주 화요일", "2026-05-12"],
    ["dwa tygodnie temu", "2026-04-29"],
    ["две недели назад", "2026-04-29"],
    ["vorige week", "2026-05-06"],
    ["w zeszłym miesiącu", "2026-04-10"],
  ])("%s", (text, day) => {
    expect(covers(text, day)).toBe(true);
  });

  test("an exact date is that day", () => {
    expect(days("2026-05-03")).toEqual([["2026-05-03", "2026-05-04"]]);
  });

  test.each([
    "You may have it",
    "He walks on Mars",
    "one week",
    "What is it?",
    "2026-13-45",
    "in 2026-06-01",
    "99.99.9999",
  ])("no time is read into: %s", (text) => {
    expect(momentsOf(text, now)).toEqual([]);
  });
});

test("whatever is said, spans are few, have a length, and begin before now", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.string().map((text) => `${text} 3 weeks ago last 31 2/30/2024 mai`),
      ),
      fc.integer({ min: 86_400_000, max: 4e12 }),
      (text, time) => {
        const spans = momentsOf(text, time);
        expect(spans.length).toBeLessThanOrEqual(4);
        for (const { from, until } of spans) {
          expect(from).toBeLessThan(until);
          expect(from).toBeLessThanOrEqual(time);
        }
      },
    ),
  );
});
