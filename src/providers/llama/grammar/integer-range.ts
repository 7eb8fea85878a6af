import { oneOf } from "./rules.ts";

/**
 * The decimal integers from `least` to `most`, both included, as a rule's body. Both are safe integers;
 * an open end stands for fifteen digits.
 */
export function integerRange(least: number | undefined, most: number | undefined): string {
  const from = Math.max(least ?? -largest, -largest);
  const to = Math.min(most ?? largest, largest);
  const bodies: string[] = [];
  if (from < 0) {
    const [low, high] = [Math.max(1, -to), -from];
    bodies.push(`"-" ${oneOf(ranges(String(low), String(high)))}`);
  }
  if (to >= 0) bodies.push(...ranges(String(Math.max(0, from)), String(to)));
  return oneOf(bodies);
}

const largest = 999_999_999_999_999;

/** Non-negative numbers without leading zeros. */
function ranges(low: string, high: string): readonly string[] {
  const found: string[] = [];
  for (let length = low.length; length <= high.length; length++) {
    const from = length === low.length ? low : `1${"0".repeat(length - 1)}`;
    const to = length === high.length ? high : "9".repeat(length);
    found.push(...sameLength(from, to));
  }
  return found;
}

/** Numbers of one length, digit by digit: those with the first digit of an end, and all those between. */
function sameLength(low: string, high: string): readonly string[] {
  const [first = "", rest] = [low[0], low.slice(1)];
  const [last = "", end] = [high[0], high.slice(1)];
  if (rest === "") return [digits(first, last)];
  if (first === last) return [`"${first}" ${oneOf(sameLength(rest, end))}`];
  const zeros = "0".repeat(rest.length);
  const nines = "9".repeat(rest.length);
  const found: string[] = [];
  const full = (digit: string): boolean =>
    digit === first ? rest === zeros : digit === last ? end === nines : true;
  let [start, stop] = [Number(first), Number(last)];
  if (!full(first)) {
    found.push(`"${first}" ${oneOf(sameLength(rest, nines))}`);
    start++;
  }
  if (!full(last)) stop--;
  if (start <= stop) found.push(`${digits(String(start), String(stop))} ${any(rest.length)}`);
  if (!full(last)) found.push(`"${last}" ${oneOf(sameLength(zeros, end))}`);
  return found;
}

function digits(from: string, to: string): string {
  return from === to ? `"${from}"` : `[${from}-${to}]`;
}

function any(count: number): string {
  return count === 1 ? "[0-9]" : `[0-9]{${count}}`;
}
