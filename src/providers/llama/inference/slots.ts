import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { ParleyError } from "../../../spec/errors.ts";

/** A sequence of the context for one answer. */
export interface Slot {
  readonly sequence: LlamaContextSequence;
  /** Tokens of the prompt whose state is there already. */
  readonly cachedTokens: number;
  release(): void;
}

interface Place {
  readonly sequence: LlamaContextSequence;
  free: boolean;
  /** Counts up with every use: the lowest was used longest ago. */
  usedAt: number;
}

interface Waiting {
  readonly tokens: readonly Token[];
  take(place: Place): void;
}

/** How many of the known tokens at a prompt's beginning are kept, of a prompt with so many. */
export type Keep = (known: number, length: number) => number;

const keepAll: Keep = (known) => known;

/**
 * The sequences of a context, given out in the order in which they were asked for: each time the free one whose
 * state has most of the prompt, so that a conversation's next turn evaluates only what is new.
 */
export class Slots {
  readonly #places: readonly Place[];
  readonly #keep: Keep;
  readonly #queue: Waiting[] = [];
  #uses = 0;

  constructor(sequences: readonly LlamaContextSequence[], keep: Keep = keepAll) {
    this.#keep = keep;
    this.#places = sequences.map((sequence) => ({ sequence, free: true, usedAt: 0 }));
  }

  /** Waits for a turn. Fails with `cancelled` as soon as the signal is aborted. */
  async take(tokens: readonly Token[], signal: AbortSignal): Promise<Slot> {
    const place = await this.#wait(tokens, signal);
    try {
      // At least the last token is evaluated anew: its result is what the answer begins with.
      const known = commonLength(place.sequence.contextTokens, tokens, tokens.length - 1);
      // Where states need checkpoints, going back by some tokens can mean going back to the beginning.
      const common = place.sequence.needsCheckpoints ? known : this.#keep(known, tokens.length);
      if (common < place.sequence.nextTokenIndex)
        await place.sequence.adaptStateToTokens(tokens.slice(0, common), false);
      const cachedTokens = Math.min(place.sequence.nextTokenIndex, common);
      return { sequence: place.sequence, cachedTokens, release: () => this.#free(place) };
    } catch (error) {
      this.#free(place);
      throw error;
    }
  }

  #wait(tokens: readonly Token[], signal: AbortSignal): Promise<Place> {
    if (signal.aborted) return Promise.reject(new ParleyError("cancelled"));
    const free = this.#best(tokens);
    if (free !== undefined) {
      this.#occupy(free);
      return Promise.resolve(free);
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(new ParleyError("cancelled"));
      };
      const waiting: Waiting = {
        tokens,
        take: (place) => {
          signal.removeEventListener("abort", leave);
          resolve(place);
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#queue.push(waiting);
    });
  }

  #occupy(place: Place): void {
    place.free = false;
    place.usedAt = ++this.#uses;
  }

  #free(place: Place): void {
    place.free = true;
    const next = this.#queue.shift();
    if (next === undefined) return;
    const best = this.#best(next.tokens) ?? place;
    this.#occupy(best);
    next.take(best);
  }

  /** Of those that have equally much of the prompt, the one used longest ago. */
  #best(tokens: readonly Token[]): Place | undefined {
    let best: Place | undefined;
    let most = -1;
    for (const place of this.#places) {
      if (!place.free) continue;
      const common = commonLength(place.sequence.contextTokens, tokens, tokens.length);
      if (common > most || (common === most && place.usedAt < (best?.usedAt ?? Infinity)))
        [best, most] = [place, common];
    }
    return best;
  }
}

function commonLength(one: readonly Token[], other: readonly Token[], most: number): number {
  let length = 0;
  while (length < most && length < one.length && one[length] === other[length]) length++;
  return length;
}
