import type { SeededRandom } from "../../src/lib/seeded-random.ts";

/** What becomes of one connection. Bytes are counted over its whole life, in the direction of the answers. */
export type Mood =
  | { readonly kind: "fair"; readonly delayMs: number }
  /** From that byte on nothing arrives, and nothing says so. */
  | { readonly kind: "stall"; readonly delayMs: number; readonly after: number }
  /** The answer's side is closed in order, in the middle; the other side stays open. */
  | { readonly kind: "half-close"; readonly delayMs: number; readonly after: number }
  | { readonly kind: "reset"; readonly delayMs: number; readonly after: number };

/** An answer of the mock has some kilobytes, and a connection carries several. */
const farthest = 12_000;

/** Two of three connections are fair; one of ten is slow, by the 200 ms ± 100 of the fault matrix. */
export function drawMood(random: SeededRandom): Mood {
  const delayMs = random.below(10) === 0 ? 100 + random.below(200) : random.below(5);
  const after = random.below(farthest);
  const kinds = ["fair", "fair", "fair", "fair", "fair", "fair", "stall", "half-close", "reset"] as const;
  const kind = kinds[random.below(kinds.length)] ?? "fair";
  return kind === "fair" ? { kind, delayMs } : { kind, delayMs, after };
}
