import { firstMark, openEnd } from "./hold-back.ts";

/** Lets a text through up to the first stop sequence, and holds back what may be the beginning of one. */
export class StopFinder {
  readonly #stops: readonly string[];
  #held = "";
  #hit = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** Whether a stop sequence was found. Nothing comes through afterwards. */
  get hit(): boolean {
    return this.#hit;
  }

  feed(text: string): string {
    if (this.#hit) return "";
    if (this.#stops.length === 0) return text;
    const all = this.#held + text;
    const found = firstMark(all, this.#stops);
    this.#hit = found !== undefined;
    const safe = found?.at ?? all.length - openEnd(all, this.#stops);
    this.#held = this.#hit ? "" : all.slice(safe);
    return all.slice(0, safe);
  }

  /** What was held back when nothing follows any more. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}
