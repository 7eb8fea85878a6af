import { randomBytes, timingSafeEqual } from "node:crypto";
import { keyedHash } from "../../src/lib/keyed-hash.ts";
import { newKey } from "../../src/admin/key-format.ts";

/** Something whose time must not tell which class its input is of. */
export interface TimingCase {
  readonly name: string;
  /** `leaks`: the measurement must find that, or it is too coarse to say anything about the others. */
  readonly expected: "even" | "leaks";
  /** How often it runs for one sample: the clock is too coarse for once. */
  readonly batch: number;
  run(place: Place): unknown;
}

/**
 * The class, as a place in a list: 0 is nearly right, 1 is wrong from the beginning. Both take the same way through the
 * program; a branch would take one class another way, and be measured.
 */
export type Place = 0 | 1;

/** Inputs of a class are many, so that no cache and no predictor knows one of them. */
const inputs = 256;

/** A guess that is right but for its last byte, and one that is wrong from the first on. */
export function timingCases(): readonly TimingCase[] {
  const pepper = randomBytes(32);
  const key = newKey();
  const hash = keyedHash(pepper, key);
  const hashes = alike((isNear) => changed(hash, isNear ? hash.length - 1 : 0));
  const keys = alike((isNear) =>
    Buffer.from(isNear ? key.slice(0, -1) + String(Math.floor(Math.random() * 10)) : newKey()),
  ).map((list) => list.map((bytes) => bytes.toString("latin1")));
  let turn = 0;
  const next = <T>(lists: readonly (readonly T[])[], place: Place): T =>
    (lists[place] as readonly T[])[turn++ % inputs] as T;
  return [
    {
      name: "a comparison that stops at the first difference (to see that the measurement sees it)",
      expected: "leaks",
      batch: 64,
      run: (place) => stopsEarly(hash, next(hashes, place)),
    },
    {
      name: "hashes of secrets, as they are compared",
      expected: "even",
      batch: 64,
      run: (place) => timingSafeEqual(hash, next(hashes, place)),
    },
    {
      name: "a key, hashed and compared",
      expected: "even",
      batch: 8,
      run: (place) => timingSafeEqual(hash, keyedHash(pepper, next(keys, place))),
    },
  ];
}

/** Of each input a line of the processor's cache. */
const line = 64;

/**
 * Inputs of both classes, by turns in one piece of memory: where they lie would tell them apart as well, by how many
 * lines of the cache each is on.
 */
function alike(make: (isNear: boolean) => Buffer): [near: readonly Buffer[], far: readonly Buffer[]] {
  const memory = Buffer.allocUnsafeSlow((2 * inputs + 1) * line);
  const [near, far]: [Buffer[], Buffer[]] = [[], []];
  for (let place = 0; place < 2 * inputs; place++) {
    const isNear = place % 2 === 0;
    const made = make(isNear);
    const slot = memory.subarray(place * line, place * line + made.length);
    made.copy(slot);
    (isNear ? near : far).push(slot);
  }
  return [near, far];
}

function changed(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ (1 + Math.floor(Math.random() * 255));
  return copy;
}

function stopsEarly(one: Buffer, other: Buffer): boolean {
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) return false;
  return true;
}
