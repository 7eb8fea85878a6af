/** Number of characters at the end of `text` that may be the beginning of one of `marks`. */
export function openEnd(text: string, marks: readonly string[]): number {
  let longest = 0;
  for (const mark of marks) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}

/** The first place where one of `marks` stands, and which; the longest of those at the same place. */
export function firstMark(text: string, marks: readonly string[]): { at: number; mark: string } | undefined {
  let found: { at: number; mark: string } | undefined;
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    if (found === undefined || at < found.at || (at === found.at && mark.length > found.mark.length))
      found = { at, mark };
  }
  return found;
}
