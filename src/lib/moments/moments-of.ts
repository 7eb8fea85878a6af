import { foldWord } from "../terms/fold-word.ts";
import { back, latest, latestWeekday, roughly, spanOf, type TimeSpan } from "./calendar.ts";
import { spacedTimes } from "./spaced-times.ts";
import {
  agos,
  daysBack,
  lasts,
  months,
  numbers,
  these,
  type Unit,
  units,
  weekdays,
} from "./words-of-time.ts";

const pieces = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d+|\p{L}+(?:['’]\p{L}+)*/gu;

/** Spans of one text at the most, and words of it that are looked at. */
const most = 4;
const mostWords = 400;

/** `may` and `mars` are months only in company. */
const doubtful: ReadonlySet<string> = new Set([
  "may",
  "mars",
  "mar",
  "march",
  "sept",
  "ene",
  "set",
  "jan",
  "mai",
  "segunda",
  "quarta",
  "quinta",
  "sexta",
  "terca",
  "marco",
]);
const before: ReadonlySet<string> = new Set(
  "in im of since until during early late mid last this am seit bis ende anfang mitte en de du le depuis debut fin el del desde nel di a em".split(
    " ",
  ),
);

/**
 * The times that a text speaks of, seen from `now` (Unix milliseconds): `last Tuesday`, `gestern`, `en mai`, `hace dos
 * semanas`, `2026-05-03`, `on the 3rd of May`, `5月`. In English, German, French and Spanish, and mostly in the other
 * languages that are stemmed, and in Chinese, Japanese and Korean. Days are days of UTC, and all but exact dates have some room at both ends. Nothing lies in the future.
 */
export function momentsOf(text: string, now: number): readonly TimeSpan[] {
  const words = (spacedTimes(text).match(pieces) ?? []).slice(0, mostWords).map(foldWord);
  const spans: TimeSpan[] = [];
  for (let at = 0; at < words.length && spans.length < most; at++) {
    const span = exactDate(words[at] ?? "") ?? spokenDate(words, at, now) ?? relative(words, at, now);
    if (span !== undefined && span.from <= now) spans.push(span);
  }
  return spans;
}

/** `2026-05-03`, `3.5.2026`, `5/3/2026`. */
function exactDate(word: string): TimeSpan | undefined {
  const [one = 0, two = 0, three = 0] = word.split(/[-./]/).map(Number);
  if (word.includes("-")) return spanOf(one, two - 1, three);
  const year = three < 100 ? three + 2000 : three;
  if (word.includes(".")) return two <= 12 ? spanOf(year, two - 1, one) : undefined;
  if (!word.includes("/")) return undefined;
  // Whichever of both can be the month; where both can, the whole of what it may be.
  if (one > 12) return two <= 12 ? spanOf(year, two - 1, one) : undefined;
  return spanOf(year, one - 1, two) ?? spanOf(year, two - 1, one);
}

/** A month by its name, with the day before or after it, and a year. */
function spokenDate(words: readonly string[], at: number, now: number): TimeSpan | undefined {
  const word = words[at] ?? "";
  const month = months.get(word);
  if (month === undefined) return undefined;
  const earlier = [words[at - 1], words[at - 2], words[at - 3]];
  const day = dayNear(earlier, words[at + 1], words[at + 2]);
  const year = [words[at + 1], words[at + 2], words[at + 3]]
    .map(Number)
    .find((one) => one >= 1970 && one < 2200);
  if (doubtful.has(word) && day === undefined && year === undefined && !before.has(words[at - 1] ?? ""))
    return undefined;
  const span = year === undefined ? latest(now, month, day) : spanOf(year, month, day);
  return span === undefined ? undefined : roughly(span, 1);
}

/** `3 May`, `the 3rd of May`, `el 3 de mayo`, `May 3`. */
function dayNear(
  earlier: readonly (string | undefined)[],
  next: string | undefined,
  afterNext: string | undefined,
) {
  const suffixes = new Set(["st", "nd", "rd", "th", "of", "de", "er", "di", "the"]);
  for (const word of earlier) {
    const day = dayOf(word);
    if (day !== undefined) return day;
    if (!suffixes.has(word ?? "")) break;
  }
  return dayOf(next) ?? (next === "the" ? dayOf(afterNext) : undefined);
}

function dayOf(word: string | undefined): number | undefined {
  const day = word === undefined || !/^\d{1,2}$/.test(word) ? 0 : Number(word);
  return day >= 1 && day <= 31 ? day : undefined;
}

/** `yesterday`, `last week`, `la semana pasada`, `two weeks ago`, `vor zwei Wochen`, `il y a deux semaines`, `on Tuesday`. */
function relative(words: readonly string[], at: number, now: number): TimeSpan | undefined {
  const word = words[at] ?? "";
  const days = daysBack.get(word);
  if (days !== undefined) return roughly(back(now, days, "day"), 0.5);
  const weekday = weekdays.get(word);
  if (weekday !== undefined && !doubtful.has(word)) return roughly(latestWeekday(now, weekday), 0.5);
  const unit = units.get(word);
  if (unit === undefined) return undefined;
  if (lasts.has(words[at - 1] ?? "") || lasts.has(words[at + 1] ?? "")) return backOne(now, unit);
  if (these.has(words[at - 1] ?? "")) return back(now, 0, unit);
  const count = Number(words[at - 1]) || numbers.get(words[at - 1] ?? "") || numbers.get(words[at - 2] ?? "");
  if (count === undefined || count === 0 || count > 1_000) return undefined;
  const around = [words[at + 1], words[at - 2], words[at - 3], words[at - 4]];
  if (!around.some((near) => near !== undefined && agos.has(near))) return undefined;
  return agoSpan(now, count, unit);
}

/** Last week is the seven days before this one, and a few of this one where it is young. */
function backOne(now: number, unit: Unit): TimeSpan {
  return roughly(back(now, 1, unit), unit === "day" ? 0.5 : 1);
}

function agoSpan(now: number, count: number, unit: Unit): TimeSpan {
  const room = { day: 1, week: 3, month: 7, year: 30 }[unit];
  return roughly(back(now, count, unit), room);
}
