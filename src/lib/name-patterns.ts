/** Whether a name fits one of some patterns. */
export type NamePatterns = (name: string) => boolean;

/**
 * Names in which `*` stands for any characters, also for none. Takes time in proportion to the name and the patterns,
 * whatever they are: an expression made from them could be made to take forever.
 */
export function namePatterns(patterns: readonly string[]): NamePatterns {
  const whole = new Set(patterns.filter((pattern) => !pattern.includes("*")));
  const split = patterns.filter((pattern) => pattern.includes("*")).map((pattern) => pattern.split("*"));
  return function fitsPattern(name) {
    return whole.has(name) || split.some((pieces) => fits(name, pieces));
  };
}

/** Each piece is taken at the first place after the one before: a later place would leave less to the others. */
function fits(name: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  const end = name.length - last.length;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = name.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
