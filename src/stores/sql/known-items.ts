import { setImmediate as othersTurn } from "node:timers/promises";

import type { RememberedItem } from "../../spec/memory.ts";
import { readItem } from "./conversation-rows.ts";
import type { ItemRow, ItemRows } from "./item-rows.ts";
import { rowLimit } from "./row-limit.ts";

/** What an item takes beside its text: an estimate of what V8 keeps of it, and of what others remember of it. */
const itemBytes = 700;
const bytesPerSign = 3;

/** Positions that are read at once when what is known of the newest items is not enough. */
const leastRead = 64;

/** Positions that are read at once ahead of questions, and what is left free then for words that are still to be said. */
const aheadAtOnce = 64;
const aheadLeaves = 6 * 1024 * 1024;

/** What may be kept of one conversation, in bytes. */
export interface KnownRoom {
  has(bytes: number): boolean;
  take(bytes: number): void;
}

export interface KnownItemsDeps {
  readonly conversationId: string;
  readonly rows: Pick<ItemRows, "at" | "newest">;
  readonly room: KnownRoom;
}

/** Items of one conversation that were read once: they do not change, but for their pins. */
export class KnownItems {
  readonly #deps: KnownItemsDeps;
  /** `undefined` where an item was deleted. */
  readonly #known = new Map<number, RememberedItem | undefined>();
  /** All of these positions are known: none where the first is greater than the last. */
  #tail = { first: 1, last: 0 };
  /** The last position that was taken. */
  #last = 0;
  #pins: ReadonlySet<number> = new Set();
  #ahead: Promise<void> | undefined;

  constructor(deps: KnownItemsDeps) {
    this.#deps = deps;
  }

  /** Says what there is now: the last position that was taken, and what is pinned. */
  saw(last: number, pinned: ReadonlySet<number>): void {
    this.#last = Math.max(this.#last, last);
    const changed = this.#pins.symmetricDifference(pinned);
    this.#pins = pinned;
    for (const position of changed) {
      const item = this.#known.get(position);
      if (item !== undefined) this.#known.set(position, { ...item, pinned: pinned.has(position) });
    }
  }

  async newest(limit: number): Promise<readonly RememberedItem[]> {
    if (rowLimit(limit) === 0) return [];
    const { first, last } = this.#tail;
    const isFar = last < first || this.#last - last > limit;
    if (isFar || !(await this.#reach(limit))) return this.#readNewest(limit);
    return this.#takeTail(limit);
  }

  /** Reads by and by, as far as there is room, what nobody has asked for yet: then no question waits for it. Once. */
  readAhead(): Promise<void> {
    this.#ahead ??= this.#readAll().catch((error: unknown) => {
      this.#ahead = undefined;
      throw error;
    });
    return this.#ahead;
  }

  async #readAll(): Promise<void> {
    const { room } = this.#deps;
    for (let first = 1; first <= this.#last && room.has(aheadLeaves); first += aheadAtOnce) {
      if (!(await this.#readBetween(first, Math.min(this.#last, first + aheadAtOnce - 1)))) return;
      await othersTurn();
    }
  }

  pinned(): Promise<readonly RememberedItem[]> {
    return this.at([...this.#pins]);
  }

  async at(positions: readonly number[]): Promise<readonly RememberedItem[]> {
    const ordered = [...new Set(positions)]
      .filter((position) => position >= 1 && position <= this.#last)
      .sort((one, other) => one - other);
    const missing = ordered.filter((position) => !this.#known.has(position));
    if (missing.length === 0) return this.#those(ordered);
    const { items, kept } = await this.#readAt(missing);
    if (kept) return this.#those(ordered);
    const found = new Map(items.map((item) => [item.position, item]));
    return ordered.flatMap((position) => this.#known.get(position) ?? found.get(position) ?? []);
  }

  /** Those of the positions of which an item is known. */
  #those(positions: readonly number[]): readonly RememberedItem[] {
    const found: RememberedItem[] = [];
    for (const position of positions) {
      const item = this.#known.get(position);
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  /** Whether the newest items up to `limit` are known now. */
  async #reach(limit: number): Promise<boolean> {
    const { first, last } = this.#tail;
    const until = this.#last;
    if (last < until) {
      if (!(await this.#readBetween(last + 1, until))) return false;
      // Somebody else may have read meanwhile.
      if (this.#tail.last === last) this.#tail = { first, last: until };
    }
    return this.#reachBack(limit);
  }

  async #reachBack(limit: number): Promise<boolean> {
    for (let least = leastRead; this.#tail.first > 1; least *= 2) {
      const missing = limit - this.#takeTail(limit).length;
      if (missing === 0) break;
      const { first, last } = this.#tail;
      const from = Math.max(1, first - Math.max(least, missing));
      if (!(await this.#readBetween(from, first - 1))) return false;
      if (this.#tail.first === first) this.#tail = { first: from, last };
    }
    return true;
  }

  #takeTail(limit: number): readonly RememberedItem[] {
    const found: RememberedItem[] = [];
    const { first, last } = this.#tail;
    for (let position = last; position >= first && found.length < limit; position--) {
      const item = this.#known.get(position);
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  async #readNewest(limit: number): Promise<readonly RememberedItem[]> {
    const { conversationId, rows } = this.#deps;
    const until = this.#last;
    const found = await rows.newest(conversationId, limit);
    const last = Math.max(until, found[0]?.position ?? 0);
    const first = found.length < limit ? 1 : (found.at(-1)?.position ?? last + 1);
    this.#last = Math.max(this.#last, last);
    const { items, kept } = this.#keep(found, range(first, last));
    if (kept) this.#tail = { first, last };
    return items;
  }

  /** Reads what is not known of the positions; says whether all of them are known now. */
  async #readBetween(first: number, last: number): Promise<boolean> {
    const missing = range(first, last).filter((position) => !this.#known.has(position));
    return missing.length === 0 || (await this.#readAt(missing)).kept;
  }

  async #readAt(positions: readonly number[]) {
    const { conversationId, rows } = this.#deps;
    return this.#keep(await rows.at(conversationId, positions), positions);
  }

  /** `asked` are the positions that were looked for. Says whether all that was found is known now. */
  #keep(rows: readonly ItemRow[], asked: readonly number[]) {
    // Pins are known by themselves: a row may be read before or after they changed.
    const items = rows.map((row) => ({ ...readItem(row), pinned: this.#pins.has(row.position) }));
    const { room } = this.#deps;
    const bytes = rows.reduce((sum, { content }) => sum + itemBytes + bytesPerSign * content.length, 0);
    if (!room.has(bytes)) return { items, kept: false };
    room.take(bytes);
    for (const position of asked) if (!this.#known.has(position)) this.#known.set(position, undefined);
    for (const item of items) {
      if (this.#known.get(item.position) === undefined) this.#known.set(item.position, item);
    }
    return { items, kept: true };
  }
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
