/** Repeatable numbers that look random: the same seed gives the same row. Not for secrets. */
export interface SeededRandom {
  /** A number in `[0, 1)`. */
  next(): number;
  /** An integer in `[0, bound)`; `bound` ≥ 1. */
  below(bound: number): number;
}

/** 32 bits for a text, well mixed (FNV-1a and a final avalanche). Not for secrets. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** Makes the row of numbers for a seed; only its lower 32 bits count (mulberry32, period 2^32). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 2 ** 32;
  };
  return { next, below: (bound) => Math.floor(next() * bound) };
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
