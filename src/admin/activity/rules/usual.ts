/** How much there is in a span of time, and how much there usually is. */
export interface Usual {
  /** The number of the span that is under way. */
  readonly span: number;
  /** In it, so far. */
  readonly now: number;
  /** In a span before it, on the average; the recent ones count most. */
  readonly usual: number;
  /** Spans before it since the first one, at most `memory`. */
  readonly spans: number;
}

/**
 * Adds an amount at a time. After `memory` spans, one counts for `1 / memory` of the average; before, it is the plain
 * mean. What comes late counts as if it came now. Pure.
 */
export function addTo(
  state: Usual | undefined,
  at: number,
  amount: number,
  { width, memory }: { readonly width: number; readonly memory: number },
): Usual {
  const span = Math.floor(at / width);
  if (state === undefined) return { span, now: amount, usual: 0, spans: 0 };
  const gone = span - state.span;
  if (gone <= 0) return { ...state, now: state.now + amount };
  const first = Math.min(memory, state.spans + 1);
  let usual = state.usual + (state.now - state.usual) / first;
  // Spans in which nothing was: each makes the average smaller by its share.
  const empty = gone - 1;
  const growing = Math.min(empty, memory - first);
  usual *= first / (first + growing);
  usual *= (1 - 1 / memory) ** (empty - growing);
  return { span, now: amount, usual, spans: Math.min(memory, first + empty) };
}
