/** A line of one of two texts, or of both. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  /** Its number in the text before, from 1; absent where it is new. */
  readonly before?: number;
  /** Its number in the text after, from 1; absent where it is gone. */
  readonly after?: number;
}

/** Lines that are left out, since nothing has changed near them. */
export interface Gap {
  readonly kind: "gap";
  readonly lines: number;
}

/** Pairs of lines that are compared at most; beyond, everything between the first and the last difference is new. */
const mostPairs = 4_000_000;

/** What must be taken out of one text and put into it to make it the other: as few lines as possible. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const [oldPart, nowPart] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const same = (count: number, oldFrom: number, nowFrom: number): DiffLine[] =>
    Array.from({ length: count }, (_, at) => ({
      kind: "same",
      text: old[oldFrom + at] ?? "",
      before: oldFrom + at + 1,
      after: nowFrom + at + 1,
    }));
  return [
    ...same(head, 0, 0),
    ...middle(oldPart, nowPart, head),
    ...same(tail, old.length - tail, now.length - tail),
  ];
}

/** By the longest common subsequence. */
function middle(old: readonly string[], now: readonly string[], head: number): readonly DiffLine[] {
  const width = now.length + 1;
  const isTooMuch = old.length * now.length > mostPairs;
  const common = new Uint32Array(isTooMuch ? 0 : (old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = isTooMuch ? -1 : old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [one, other] = [old[i], now[j]];
    if (one !== undefined && one === other && !isTooMuch) {
      lines.push({ kind: "same", text: one, before: head + ++i, after: head + ++j });
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "removed", text: one, before: head + ++i });
    } else lines.push({ kind: "added", text: other ?? "", after: head + ++j });
  }
  return lines;
}

/** The lines that have changed, with so many around them. */
export function withContext(lines: readonly DiffLine[], around = 3): readonly (DiffLine | Gap)[] {
  const near = new Set<number>();
  for (const [at, { kind }] of lines.entries())
    if (kind !== "same") for (let far = -around; far <= around; far++) near.add(at + far);
  const rows: (DiffLine | Gap)[] = [];
  let left = 0;
  const close = (): void => {
    if (left > 0) rows.push({ kind: "gap", lines: left });
    left = 0;
  };
  for (const [at, line] of lines.entries()) {
    if (!near.has(at)) left++;
    else {
      close();
      rows.push(line);
    }
  }
  close();
  return rows;
}
