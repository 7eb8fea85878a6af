import { printable } from "./printable.ts";

/** Rows under headings, two spaces between columns, as text. Cells hold no line breaks and steer no terminal. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map((cell) => printable(cell).replaceAll(/\s+/g, " ")))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const written = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${lines.map(written).join("\n")}\n`;
}
