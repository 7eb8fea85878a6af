import { codePoints } from "./canonical.ts";
import { formatTable } from "./format.ts";
import { patternOf, type Pattern } from "./pattern.ts";
import { Conflict, invalid, spend, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Longest text that a schema may demand, in code points. */
const MAX_LENGTH = 100_000;

/** Texts tried where a pattern or format has to meet other bounds. */
const TRIES = 40;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** A text that a shape allows: words of the caller's where they fit, other for each variation. */
export function makeString(run: Run, shape: Shape, variation: number): string {
  if (shape.minLength > shape.maxLength) {
    throw new Conflict(shape.path, `The schema contradicts itself: "minLength" is greater than "maxLength".`);
  }
  if (shape.minLength > MAX_LENGTH) {
    throw invalid(shape.path, `"minLength" may be at most ${MAX_LENGTH.toLocaleString("en")} here.`);
  }
  const patterns = shape.patterns.map(({ source, path }) => patternOf(run, source, path));
  for (const text of candidates(run, shape, patterns, variation)) {
    spend(run, shape.path);
    if (fits(run, shape, patterns, text)) return text;
  }
  throw new Conflict(
    shape.path,
    "We found no text that satisfies the lengths, patterns and formats together.",
  );
}

function fits(run: Run, shape: Shape, patterns: readonly Pattern[], text: string): boolean {
  const length = codePoints(text);
  if (length < shape.minLength || length > shape.maxLength) return false;
  if (!shape.formats.every(({ name }) => formatTable.get(name)?.test(text) ?? true)) return false;
  return patterns.every((pattern) => pattern.matches(run, text));
}

function* candidates(
  run: Run,
  shape: Shape,
  patterns: readonly Pattern[],
  variation: number,
): Generator<string> {
  const formats = shape.formats.flatMap(({ name }) => formatTable.get(name) ?? []);
  if (patterns.length === 0 && formats.length === 0) {
    yield plain(run, shape, variation);
    return;
  }
  if (variation === 0) yield* run.hints;
  for (const format of formats) {
    for (let round = 0; round < 4; round++) yield format.make(run.random);
  }
  for (let round = 0; round < TRIES; round++) {
    for (const pattern of patterns) yield* patterned(run, shape, pattern, round + variation);
  }
}

/** Texts of a pattern for one target length; padded where the pattern by itself is too short. */
function* patterned(run: Run, shape: Shape, pattern: Pattern, round: number): Generator<string> {
  const least = Math.max(pattern.minLength, shape.minLength);
  // A little longer than the least, so that `\w+` looks like a word.
  const most = Math.min(
    pattern.maxLength,
    shape.maxLength,
    least + (shape.minLength > 0 ? round : 5 + round),
  );
  const target = round === 0 ? most : least + run.random.below(Math.max(1, most - least + 1));
  const text = pattern.generate(run, target, round > 2);
  yield text;
  const missing = shape.minLength - codePoints(text);
  if (missing <= 0) return;
  yield text + "x".repeat(missing);
  yield "x".repeat(missing) + text;
}

/** Words until the least length is reached, and never more than the greatest. */
function plain(run: Run, shape: Shape, variation: number): string {
  let text = nextWord(run, shape);
  const missing = shape.minLength - codePoints(text);
  if (missing > 0) text += ` ${text}`.repeat(Math.ceil(missing / (codePoints(text) + 1)));
  const most = Math.max(shape.minLength, Math.min(shape.maxLength, 200));
  if (codePoints(text) > most) text = [...text].slice(0, most).join("");
  return variation === 0 ? text : varied(text, shape, variation);
}

/** The next hint that fits; a bare number only where there are no words, since it is rarely meant as a text. */
function nextWord(run: Run, shape: Shape): string {
  const fitting = run.hints.filter((hint) => hint !== "" && codePoints(hint) <= shape.maxLength);
  const named = fitting.filter((hint) => !/^[\d.,]+$/.test(hint));
  const hints = named.length > 0 ? named : fitting;
  return hints[run.nextHint++ % Math.max(1, hints.length)] ?? "example";
}

/** Another text of a fitting length: with a number behind it, or with other last letters. */
function varied(text: string, shape: Shape, variation: number): string {
  const numbered = `${text} ${variation + 1}`;
  if (codePoints(numbered) <= shape.maxLength) return numbered;
  let suffix = "";
  for (let rest = variation; rest > 0; rest = Math.floor(rest / LETTERS.length)) {
    suffix = LETTERS[rest % LETTERS.length]! + suffix;
  }
  const kept = Math.max(0, Math.min(codePoints(text), shape.maxLength) - suffix.length);
  return [...([...text].slice(0, kept).join("") + suffix)].slice(0, shape.maxLength).join("");
}
