import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Usage } from "../../spec/usage.ts";

const finished = { done: true, value: undefined } as const;

/**
 * Several prompts in one request are several calls, one after another, seen as one answer:
 * prompt `p` with `n` choices each has the choices `p·n … p·n + n − 1`, and the usage is the sum.
 */
export function mergePrompts(starts: readonly (() => EventStream)[], choicesEach: number): EventStream {
  let position = 0;
  let current: EventStream | undefined;
  let usage: Usage | undefined;
  let over = false;

  async function next(): Promise<IteratorResult<StreamEvent, undefined>> {
    for (;;) {
      if (over) return finished;
      current ??= starts[position]?.();
      const result = await (current?.next() ?? Promise.resolve(finished));
      if (result.done === true) return finished;
      const event = result.value;
      if (event.type !== "end") return { done: false, value: shift(event, position * choicesEach) };
      usage = position === 0 ? event.usage : sum(usage, event.usage);
      position++;
      current = undefined;
      if (position < starts.length) continue;
      over = true;
      const { usage: _one, ...rest } = event;
      return { done: false, value: usage === undefined ? rest : { ...rest, usage } };
    }
  }
  const stream: EventStream = {
    next,
    async return() {
      over = true;
      await current?.return();
      return finished;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

function shift(event: StreamEvent, by: number): StreamEvent {
  return "choice" in event ? { ...event, choice: event.choice + by } : event;
}

/** What is unknown of one is unknown of all. */
function sum(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return undefined;
  const total: Record<string, number> = {};
  for (const name of Object.keys(a) as (keyof Usage)[]) {
    const [x, y] = [a[name], b[name]];
    if (x !== undefined && y !== undefined) total[name] = x + y;
  }
  return total;
}
