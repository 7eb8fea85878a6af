import type { RememberedItem } from "../../spec/memory.ts";
import { readItem } from "./conversation-rows.ts";
import type { ItemRow, ItemRows } from "./item-rows.ts";
import { rowLimit } from "./row-limit.ts";

/** What an item takes beside its text: an estimate of what V8 keeps of it, and of what others remember of it. */
const itemBytes = 700;
const bytesPerSign = 3;

/** Positions that are read at once when what is known of the newest items is not enough. */
const leastRead = 64;

/** What may be kept of one conversation, in bytes. */
export interface KnownRoom {
  has(bytes: number): boolean;
  take(bytes: number): void;
}

/** Items of one conversation that were read once: they do not change, but for their pins. */
export interface KnownItems {
  /** Says what there is now: where the next item goes, and what is pinned. */
  saw(next: number, pinned: ReadonlySet<number>): void;
  newest(limit: number): Promise<readonly RememberedItem[]>;
  pinned(): Promise<readonly RememberedItem[]>;
  at(positions: Iterable<number>): Promise<readonly RememberedItem[]>;
}

export interface KnownItemsDeps {
  readonly conversationId: string;
  readonly rows: Pick<ItemRows, "at" | "newest">;
  readonly room: KnownRoom;
}

export function createKnownItems({ conversationId, rows, room }: KnownItemsDeps): KnownItems {
  /** `undefined` where an item was deleted. */
  const known = new Map<number, RememberedItem | undefined>();
  /** All of these positions are known: none where the first is greater than the last. */
  let tail = { first: 1, last: 0 };
  let end = 1;
  let pins: ReadonlySet<number> = new Set();

  function saw(next: number, pinned: ReadonlySet<number>): void {
    end = Math.max(end, next);
    const changed = pins.symmetricDifference(pinned);
    pins = pinned;
    for (const position of changed) {
      const item = known.get(position);
      if (item !== undefined) known.set(position, { ...item, pinned: pins.has(position) });
    }
  }

  /** `asked` are the positions that were looked for. Says whether all that was found is known now. */
  function keep(found: readonly RememberedItem[], bytes: number, asked: readonly number[]): boolean {
    if (!room.has(bytes)) return false;
    room.take(bytes);
    for (const position of asked) if (!known.has(position)) known.set(position, undefined);
    for (const item of found) if (known.get(item.position) === undefined) known.set(item.position, item);
    return true;
  }

  /** Of those that are pinned it is known by themselves: a row may be read before or after. */
  function read(row: ItemRow): RememberedItem {
    return { ...readItem(row), pinned: pins.has(row.position) };
  }

  async function readAt(positions: readonly number[]) {
    const found = await rows.at(conversationId, positions);
    const items = found.map(read);
    return { items, kept: keep(items, sizeOf(found), positions) };
  }

  async function readNewest(limit: number): Promise<readonly RememberedItem[]> {
    const until = end - 1;
    const found = await rows.newest(conversationId, limit);
    const items = found.map(read);
    const last = Math.max(until, found[0]?.position ?? 0);
    const first = found.length < limit ? 1 : (found.at(-1)?.position ?? last + 1);
    end = Math.max(end, last + 1);
    if (keep(items, sizeOf(found), range(first, last))) tail = { first, last };
    return items;
  }

  /** Whether the newest items up to `limit` are known now. */
  async function reach(limit: number): Promise<boolean> {
    if (tail.last < end - 1) {
      const { first, last } = tail;
      const until = end - 1;
      if (!(await readAt(range(last + 1, until))).kept) return false;
      if (tail.last === last) tail = { first, last: until };
    }
    for (let wanted = leastRead; countTail(limit) < limit && tail.first > 1; wanted *= 2) {
      const { first, last } = tail;
      const from = Math.max(1, first - Math.max(wanted, limit - countTail(limit)));
      if (!(await readAt(range(from, first - 1))).kept) return false;
      if (tail.first === first) tail = { first: from, last };
    }
    return true;
  }

  function takeTail(limit: number): readonly RememberedItem[] {
    const found: RememberedItem[] = [];
    for (let position = tail.last; position >= tail.first && found.length < limit; position--) {
      const item = known.get(position);
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  function countTail(limit: number): number {
    return takeTail(limit).length;
  }

  async function at(positions: Iterable<number>): Promise<readonly RememberedItem[]> {
    const ordered = [...new Set(positions)].filter((one) => one >= 1 && one < end);
    ordered.sort((one, other) => one - other);
    const missing = ordered.filter((position) => !known.has(position));
    const fresh = missing.length === 0 ? [] : (await readAt(missing)).items;
    const found = new Map(fresh.map((item) => [item.position, item]));
    return ordered.flatMap((position) => known.get(position) ?? found.get(position) ?? []);
  }

  return {
    saw,
    at,
    pinned: () => at(pins),

    async newest(limit) {
      if (rowLimit(limit) === 0) return [];
      const far = tail.last < tail.first || end - 1 - tail.last > limit;
      if (far || !(await reach(limit))) return readNewest(limit);
      return takeTail(limit);
    },
  };
}

function sizeOf(rows: readonly ItemRow[]): number {
  return rows.reduce((sum, { content }) => sum + itemBytes + bytesPerSign * content.length, 0);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
