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
  run(near: boolean): unknown;
}

/** Inputs of a class are many, so that no cache and no predictor knows one of them. */
const inputs = 256;

/** A guess that is right but for its last byte, and one that is wrong from the first on. */
export function timingCases(): readonly TimingCase[] {
  const pepper = randomBytes(32);
  const key = newKey();
  const hash = keyedHash(pepper, key);
  const near = many(() => changed(hash, hash.length - 1));
  const far = many(() => changed(hash, 0));
  const nearKeys = many(() => key.slice(0, -1) + String(Math.floor(Math.random() * 10)));
  const farKeys = many(() => newKey());
  let turn = 0;
  const next = <T>(list: readonly T[]): T => list[turn++ % inputs] as T;
  return [
    {
      name: "a comparison that stops at the first difference (to see that the measurement sees it)",
      expected: "leaks",
      batch: 64,
      run: (isNear) => stopsEarly(hash, next(isNear ? near : far)),
    },
    {
      name: "hashes of secrets, as they are compared",
      expected: "even",
      batch: 64,
      run: (isNear) => timingSafeEqual(hash, next(isNear ? near : far)),
    },
    {
      name: "a key, hashed and compared",
      expected: "even",
      batch: 8,
      run: (isNear) => timingSafeEqual(hash, keyedHash(pepper, next(isNear ? nearKeys : farKeys))),
    },
  ];
}

function many<T>(make: () => T): readonly T[] {
  return Array.from({ length: inputs }, make);
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
