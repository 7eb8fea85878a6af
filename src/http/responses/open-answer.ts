import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "../../engine/engine.ts";
import type { Call } from "../../spec/call.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { StartNotes } from "../exchange.ts";

/**
 * How long the upstream has to refuse a call that it has got before the stream begins, in milliseconds: what it refuses at
 * once is a plain error with its status, which clients can try again. Readers do not notice so little.
 */
const grace = 100;

/** An answer that nothing stands in the way of any more, as far as can be known without the upstream. */
export interface OpenedAnswer {
  readonly stream: EventStream;
  /** Its first event, which may not be there yet. */
  readonly first: Promise<IteratorResult<StreamEvent, undefined>>;
  /** What is known of it so far. */
  readonly notes: StartNotes;
}

/**
 * Begins a call, and waits until an upstream has got it. Fails where the call is refused: its model is unknown, its
 * conversation busy, a limit reached, a budget used up.
 */
export async function openAnswer(engine: Engine, call: Call): Promise<OpenedAnswer> {
  const taken = Promise.withResolvers<StartNotes>();
  const stream = engine.run({ ...call, taken: (notes) => taken.resolve(notes) });
  const first = stream.next();
  const quickly = new AbortController();
  try {
    const notes = await Promise.race([
      first.then(notesOf),
      taken.promise.then((known) => pause(grace, known, { signal: quickly.signal })),
    ]);
    return { stream, first, notes };
  } catch (error) {
    await stream.return();
    throw error;
  } finally {
    quickly.abort();
  }
}

function notesOf(result: IteratorResult<StreamEvent, undefined>): StartNotes {
  return result.done !== true && result.value.type === "start" ? result.value : {};
}
