import type { Violation } from "./violation.ts";

/**
 * What a terminal would obey, and what would begin a line that nobody logged: control characters of ASCII, DEL, and
 * the second set of them (U+0080 to U+009F), which some terminals obey as well.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unescaped = /[\u0000-\u001f\u007f-\u009f]/;

/** Each line of a log is one JSON object, and nothing in it was written unescaped. */
export function checkLog(text: string): readonly Violation[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line): readonly Violation[] => {
      const shown = JSON.stringify(line.slice(0, 200));
      if (unescaped.test(line)) return [violation("log-unescaped", shown)];
      return isObject(line) ? [] : [violation("log-forged", shown)];
    });
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !("forged" in value);
  } catch {
    return false; // told by the caller
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I4", rule, what };
}
