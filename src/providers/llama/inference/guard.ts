/**
 * Keeps what people write from being read as marks of the conversation's format: a mark's name in a message gets a
 * character into it that no text has, and the prompt is cut there before it is turned into tokens. A message with
 * `<|im_end|>` in it then cannot speak for the system or for the assistant.
 */
const seam = "\uFDD0"; // a noncharacter (Unicode, section 23.7): not meant for interchange

export interface Guard {
  /** Every text in a value, made safe. */
  protect<T>(value: T): T;
  /** The pieces of a prompt, each to be turned into tokens by itself. */
  pieces(prompt: string): readonly string[];
}

export function createGuard(marks: readonly string[]): Guard {
  const pattern = marks.length === 0 ? undefined : new RegExp(marks.map(escaped).join("|"), "g");
  const text = (value: string): string =>
    pattern === undefined ? value : value.replace(pattern, (mark) => mark.slice(0, 1) + seam + mark.slice(1));
  const protect = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(protect);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [text(name), protect(inner)]));
  };
  return {
    protect: <T>(value: T) => protect(value) as T,
    pieces: (prompt) => prompt.split(seam).filter((piece) => piece !== ""),
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
