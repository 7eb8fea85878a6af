/** A place in the settings file; it stands in the address. */
export interface SettingsSearch {
  /** From 1. */
  readonly line?: number;
}

export function settingsSearchOf({ line }: Readonly<Record<string, unknown>>): SettingsSearch {
  const number = Number(line);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? { line: number } : {};
}

/** Where a line of a text begins and ends, in UTF-16 units. A line that is not there is the last one. */
export function lineRange(text: string, line: number): readonly [from: number, to: number] {
  const lines = text.split("\n");
  const place = Math.min(line, lines.length) - 1;
  const from = lines.slice(0, place).reduce((sum, each) => sum + each.length + 1, 0);
  return [from, from + (lines[place]?.length ?? 0)];
}
