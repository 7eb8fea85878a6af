import { expect, test } from "vitest";

import { KnownItems } from "./known-items.ts";

/** Rows of the positions that are there, and what was read of them. */
function itemsAt(positions: readonly number[], roomBytes = Number.MAX_SAFE_INTEGER) {
  const read: number[] = [];
  const rowOf = (position: number) => ({
    id: `msg_${position}`,
    position,
    content: JSON.stringify({ type: "message", role: "user", content: [] }),
    created_at: 1,
    tokens: 5,
    pinned: 0,
    incomplete: 0,
    response_id: null,
  });
  const rowsOf = (some: readonly number[]) => (read.push(...some), Promise.resolve(some.map(rowOf)));
  let bytes = 0;
  const items = new KnownItems({
    conversationId: "conv_1",
    rows: {
      newest: (_, limit) => rowsOf(positions.toReversed().slice(0, limit)),
      at: (_, wanted) => rowsOf(positions.filter((position) => wanted.includes(position))),
    },
    room: { has: (more) => bytes + more <= roomBytes, take: (more) => void (bytes += more) },
  });
  const placesOf = (found: readonly { readonly position: number }[]) => found.map(({ position }) => position);
  return {
    items,
    newest: async (limit: number) => placesOf(await items.newest(limit)),
    at: async (...wanted: number[]) => placesOf(await items.at(wanted)),
    /** Positions that were read since this was last asked. */
    read: () => read.splice(0),
  };
}

const upTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1);

test("each item is read once, whichever way it is asked for", async () => {
  const { items, newest, at, read } = itemsAt(upTo(300));
  items.saw(298, new Set());
  expect(await newest(3)).toEqual([300, 299, 298]);
  expect(read()).toEqual([300, 299, 298]);
  expect(await at(299, 5, 5, 0, -1, 400)).toEqual([5, 299]);
  expect(read()).toEqual([5]);
  expect(await newest(2)).toEqual([300, 299]);
  expect(await at(5, 300)).toEqual([5, 300]);
  expect(read()).toEqual([]);
});

test("the newest are read as far back as they are wanted, over what was deleted", async () => {
  const positions = upTo(300).filter((position) => position % 7 === 0 || position > 290);
  const { items, newest, read } = itemsAt(positions);
  items.saw(300, new Set());
  expect(await newest(5)).toEqual([300, 299, 298, 297, 296]);
  expect(await newest(30)).toEqual(positions.toReversed().slice(0, 30));
  expect(await newest(500)).toEqual(positions.toReversed());
  expect(read().toSorted((one, other) => one - other)).toEqual(positions);
  expect(await newest(500)).toEqual(positions.toReversed());
  expect(await newest(0)).toEqual([]);
  expect(read()).toEqual([]);
});

test("what came is read, and nothing else; of very much that came only what is wanted", async () => {
  const there = upTo(300);
  const { items, newest, read } = itemsAt(there);
  items.saw(300, new Set());
  await newest(10);
  read();
  there.push(301, 302);
  items.saw(302, new Set());
  expect(await newest(3)).toEqual([302, 301, 300]);
  expect(read()).toEqual([301, 302]);
  there.push(...upTo(500).slice(302));
  items.saw(500, new Set());
  expect(await newest(2)).toEqual([500, 499]);
  expect(await newest(4)).toEqual([500, 499, 498, 497]);
  expect(read().filter((position) => position < 430)).toEqual([]);
});

test("pins are those that were last seen, whatever the rows say", async () => {
  const { items, read } = itemsAt(upTo(9));
  items.saw(9, new Set([2, 4]));
  expect((await items.pinned()).map(({ position, pinned }) => [position, pinned])).toEqual([
    [2, true],
    [4, true],
  ]);
  items.saw(9, new Set([4, 6]));
  expect((await items.at([2, 4, 6])).map(({ pinned }) => pinned)).toEqual([false, true, true]);
  expect(read()).toEqual([2, 4, 6]);
});

test("where there is no room, all is read each time and nothing is missing", async () => {
  const { items, newest, at, read } = itemsAt(upTo(100), 0);
  items.saw(100, new Set());
  for (let time = 0; time < 2; time++) {
    expect(await newest(2)).toEqual([100, 99]);
    expect(await at(7, 8)).toEqual([7, 8]);
    expect(read()).toEqual([100, 99, 7, 8]);
  }
});

test("what nobody has asked for is read ahead, once, in pieces", async () => {
  const { items, newest, at, read } = itemsAt(upTo(300));
  items.saw(300, new Set());
  expect(await newest(3)).toEqual([300, 299, 298]);
  expect(await at(7)).toEqual([7]);
  read();
  await Promise.all([items.readAhead(), items.readAhead()]);
  expect(read()).toEqual(upTo(297).filter((position) => position !== 7));
  expect(await at(...upTo(300))).toEqual(upTo(300));
  expect(await newest(300)).toEqual(upTo(300).toReversed());
  await items.readAhead();
  expect(read()).toEqual([]);
});

test("reading ahead leaves room for words that are still to be said", async () => {
  const { items, read } = itemsAt(upTo(3_000), 7 * 1024 * 1024);
  items.saw(3_000, new Set());
  await items.readAhead();
  const ahead = read().length;
  expect(ahead).toBeGreaterThan(500);
  expect(ahead).toBeLessThan(2_000);
});
