/**
 * A text without what steers a terminal: all control characters (C0, DEL and C1) but newline and tab.
 * Without the escape character, what is left of an escape sequence is shown and does nothing.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}

/** A value as one line of JSON. JSON itself lets DEL and C1 through; here they are escaped, too. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}

/** Unix milliseconds as people and programs read them alike: `2026-11-22T20:18:13Z`. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
