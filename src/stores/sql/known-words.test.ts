import { setImmediate as othersTurn, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

import type { IndexedRow } from "./full-text.ts";
import { createKnownWords } from "./known-words.ts";

/** A conversation of so many items, each with a word that all have and one of its own. */
function conversationOf(items: number, roomBytes = Number.MAX_SAFE_INTEGER) {
  const rows = (): IndexedRow[] =>
    Array.from({ length: items }, (_, place) => ({
      position: place + 1,
      length: 2,
      words: ["1_tea", `1_w${place + 1}`],
    }));
  const asked = { reads: 0, searches: 0 };
  let afterwards = 0;
  let bytes = 0;
  let fails = false;
  const known = createKnownWords({
    conversationId: "conv_1",
    search: {
      read(_number, after, limit) {
        asked.reads++;
        if (fails) return Promise.reject(new Error("away"));
        return Promise.resolve(
          rows()
            .filter(({ position }) => position > after)
            .slice(0, limit),
        );
      },
      search: () => Promise.resolve((asked.searches++, [{ position: 0, score: 1 }])),
      having: () => Promise.resolve((asked.searches++, [0])),
    },
    room: { has: (more) => bytes + more <= roomBytes, take: (more) => void (bytes += more) },
    afterwards: () => Promise.resolve(void afterwards++),
  });
  const saw = () => known.saw({ number: 1, items, length: 2 * items }, items);
  saw();
  return {
    known,
    asked,
    say(more: number) {
      items += more;
      saw();
    },
    afterwards: () => afterwards,
    break: (now: boolean) => (fails = now),
    async settle() {
      await sleep(200);
      for (let turn = 0; turn < 50; turn++) await othersTurn();
    },
  };
}

test("the words of a short conversation are read once, and then only what is new", async () => {
  const { known, asked, say } = conversationOf(10);
  expect(await known.search(["w7"], 9)).toMatchObject([{ position: 7 }]);
  expect(await known.having("tea", 3)).toEqual([10, 9, 8]);
  expect(asked).toEqual({ reads: 1, searches: 0 });
  say(2);
  expect(await known.having("tea", 3)).toEqual([12, 11, 10]);
  expect(await known.search(["w12"], 9)).toMatchObject([{ position: 12 }]);
  expect(asked).toEqual({ reads: 2, searches: 0 });
});

test("questions that come at once read the words once", async () => {
  const { known, asked } = conversationOf(300);
  const found = await Promise.all(["w1", "w299", "w300"].map((word) => known.search([word], 9)));
  expect(found.map(([hit]) => hit?.position)).toEqual([1, 299, 300]);
  expect(asked).toEqual({ reads: 2, searches: 0 });
});

test("nobody waits for the words of a long conversation: the database is asked until they are there", async () => {
  const { known, asked, afterwards, settle } = conversationOf(2_000);
  expect(await known.search(["w1999"], 9)).toMatchObject([{ position: 0 }]);
  expect(await known.having("tea", 1)).toEqual([0]);
  expect(afterwards()).toBe(0);
  await settle();
  expect(afterwards()).toBeGreaterThan(0);
  expect(await known.search(["w1999"], 9)).toMatchObject([{ position: 1_999 }]);
  expect(await known.having("tea", 1)).toEqual([2_000]);
  expect(asked).toEqual({ reads: 9, searches: 2 });
});

test("where there is no room, the database is asked, and nothing is read", async () => {
  const { known, asked, settle } = conversationOf(100, 1_000);
  expect(await known.search(["w7"], 9)).toMatchObject([{ position: 0 }]);
  await settle();
  expect(asked).toEqual({ reads: 0, searches: 1 });
});

test("what could not be read is read by the next question", async () => {
  const broken = conversationOf(10);
  broken.break(true);
  await expect(broken.known.search(["w7"], 9)).rejects.toThrow("away");
  broken.break(false);
  expect(await broken.known.search(["w7"], 9)).toMatchObject([{ position: 7 }]);
  const behind = conversationOf(2_000);
  behind.break(true);
  expect(await behind.known.search(["w7"], 9)).toMatchObject([{ position: 0 }]);
  await behind.settle();
  behind.break(false);
  await behind.known.search(["w7"], 9);
  await behind.settle();
  expect(await behind.known.search(["w7"], 9)).toMatchObject([{ position: 7 }]);
});
