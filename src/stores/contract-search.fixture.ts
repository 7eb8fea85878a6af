import type { Kysely } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type ConversationSearch, createConversationSearch } from "./sql/conversation-search.ts";
import type { Schema } from "./sql/schema.ts";
import type { SqlWords } from "./sql/words.ts";

/** An empty database with this program's schema. */
export interface SearchedDatabase {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  close(): Promise<void>;
}

/** What the full-text search of every database must do. */
export function searchContract(name: string, open: () => Promise<SearchedDatabase>): void {
  describe(`${name}: what was said is found`, () => {
    let database: SearchedDatabase;
    let search: ConversationSearch;
    const found = async (id: string, terms: readonly string[], limit = 10) =>
      (await search.search(id, terms, limit)).map(({ position }) => position);
    const index = (id: string, items: readonly (readonly [number, ...string[]])[]) =>
      search.index(
        database.db,
        id,
        items.map(([position, ...terms]) => ({ position, terms })),
      );

    beforeEach(async () => {
      database = await open();
      search = createConversationSearch(database.db, database.words);
      await database.db.insertInto("projects").values({ id: "proj_a", name: "A", created_at: 1 }).execute();
      for (const id of ["conv_1", "conv_2"]) {
        const row = {
          id,
          project_id: "proj_a",
          created_at: 1,
          next_position: 1,
          token_hash: Buffer.from(id),
        };
        await database.db.insertInto("conversations").values(row).execute();
      }
    });
    afterEach(() => database.close());

    test("the newest that have a term come first, of their own conversation alone", async () => {
      await index("conv_1", [
        [1, "tea", ".told"],
        [2, "milk"],
        [5, "bread", ".told"],
        [9, "sugar", ".told"],
      ]);
      await index("conv_2", [[3, "tea", ".told"]]);
      expect(await search.having("conv_1", ".told", 10)).toEqual([9, 5, 1]);
      expect(await search.having("conv_1", ".told", 2)).toEqual([9, 5]);
      expect(await search.having("conv_1", ".told", 0)).toEqual([]);
      expect(await search.having("conv_1", "nothing", 10)).toEqual([]);
      expect(await search.having("conv_nobody", ".told", 10)).toEqual([]);
      await search.remove(database.db, "conv_1", [5]);
      expect(await search.having("conv_1", ".told", 10)).toEqual([9, 1]);
    });

    test("by any of its terms, the rarer the better, within its own conversation", async () => {
      await index("conv_1", [
        [1, "tea", "milk"],
        [2, "tea", "sugar"],
        [3, "tea", "zebra"],
        [7, "bread"],
      ]);
      await index("conv_2", [[1, "zebra"]]);
      expect(await found("conv_1", ["tea", "zebra"])).toEqual([3, 2, 1]);
      expect(await found("conv_1", ["tea", "zebra"], 1)).toEqual([3]);
      expect(await found("conv_2", ["tea", "zebra"])).toEqual([1]);
      expect(await found("conv_1", ["nothing"])).toEqual([]);
      expect(await found("conv_1", [])).toEqual([]);
      expect(await found("conv_nobody", ["tea"])).toEqual([]);
      const [best, next] = await search.search("conv_1", ["tea", "zebra"], 2);
      expect(best?.score).toBeGreaterThan(next?.score ?? 0);
      expect(next?.score).toBeGreaterThan(0);
    });

    test("terms weigh what the question gives them, and one that weighs nothing is not looked for", async () => {
      await index("conv_1", [
        [1, "tea", "milk"],
        [2, "bread", "salt"],
        [3, "sugar", "salt"],
      ]);
      const heavy = await search.search(
        "conv_1",
        new Map([
          ["tea", 0.1],
          ["bread", 1],
          ["sugar", 0],
        ]),
        10,
      );
      expect(heavy.map(({ position }) => position)).toEqual([2, 1]);
      const light = await search.search(
        "conv_1",
        new Map([
          ["tea", 1],
          ["bread", 0.1],
        ]),
        10,
      );
      expect(light.map(({ position }) => position)).toEqual([1, 2]);
    });

    test("a short item says more with a word than a long one", async () => {
      const long = Array.from({ length: 90 }, (_, number) => `filler${number}`);
      await index("conv_1", [
        [1, "zebra", ...long],
        [2, "zebra", "seen"],
        [3, "other", "words"],
      ]);
      expect(await found("conv_1", ["zebra"])).toEqual([2, 1]);
    });

    test("terms are whole words, whatever is in them, and never a part of a query", async () => {
      await index("conv_1", [
        [1, "a-1234", "c#", "x@example.org", "東京", "größe", "near", "and"],
        [2, "a", "1234"],
      ]);
      for (const term of ["a-1234", "c#", "x@example.org", "東京", "größe", "near", "and"])
        expect(await found("conv_1", [term])).toEqual([1]);
      expect(await found("conv_1", ["a"])).toEqual([2]);
      for (const term of [
        '"',
        "'",
        "*",
        "near(a b)",
        "a b",
        "a & b",
        "\\",
        "\0",
        "\ud800",
        "x".repeat(5_000),
      ])
        expect(await found("conv_1", [term])).toEqual([]);
      await index("conv_1", [[3, 'b"', "'", "\0", "\ud800", "y".repeat(5_000), "fine"]]);
      expect(await found("conv_1", ["fine"])).toEqual([3]);
    });

    test("what is removed is not found, and weighs nothing", async () => {
      await index("conv_1", [
        [1, "tea"],
        [2, "tea"],
        [3, "coffee"],
      ]);
      await index("conv_2", [[1, "tea"]]);
      await search.remove(database.db, "conv_1", [1, 9]);
      expect(await found("conv_1", ["tea", "coffee"])).toEqual([3, 2]);
      await index("conv_1", [[1, "water"]]);
      expect(await found("conv_1", ["water"])).toEqual([1]);
      await search.remove(database.db, "conv_1");
      await search.remove(database.db, "conv_1");
      expect(await found("conv_1", ["tea", "coffee", "water"])).toEqual([]);
      expect(await found("conv_2", ["tea"])).toEqual([1]);
      await index("conv_1", [[1, "tea"]]);
      expect(await found("conv_1", ["tea", "coffee"])).toEqual([1]);
    });

    test("an item with thousands of words is findable by the first of them", async () => {
      const many = Array.from({ length: 20_000 }, (_, number) => `word${number}`);
      await index("conv_1", [[1, ...many]]);
      expect(await found("conv_1", ["word0"])).toEqual([1]);
      expect(await found("conv_1", ["word19999"])).toEqual([]);
    });

    test("an item of a transaction that is undone is not found", async () => {
      const undone = database.db.transaction().execute(async (transaction) => {
        await search.index(transaction, "conv_1", [{ position: 1, terms: ["tea"] }]);
        throw new Error("undone");
      });
      await expect(undone).rejects.toThrow("undone");
      expect(await found("conv_1", ["tea"])).toEqual([]);
    });

    test("nothing is indexed of a conversation that does not exist", async () => {
      await expect(index("conv_nobody", [[1, "tea"]])).rejects.toThrow(Error);
    });
  });
}
