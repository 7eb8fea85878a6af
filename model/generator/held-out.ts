import { hashText } from "../../src/lib/seeded-random.ts";

/** One value in eight is kept for the evaluation: training never says it. By a hash, so that no list can drift. */
export function isHeldOut(value: string): boolean {
  return hashText(`held out: ${value.toLowerCase()}`) % 8 === 0;
}
