import { sql } from "kysely";

import { bm25, type FullText } from "./full-text.ts";

/** Full-text search by PostgreSQL's `tsvector`, with scores like BM25's: `ts_rank` does not know how rare a word is. */
export const tsvector: FullText = {
  async add(db, number, rows) {
    await sql`
      insert into search_items (number, position, length, words)
      select cast(${number} as bigint), item.position, item.length,
        array_to_tsvector(array(select jsonb_array_elements_text(item.words)))
      from jsonb_to_recordset(cast(${JSON.stringify(rows)} as jsonb))
        as item (position bigint, length integer, words jsonb)`.execute(db);
  },

  async remove(db, number, positions) {
    const chosen =
      positions === undefined
        ? sql``
        : sql`and position in (
            select cast(value as bigint)
            from jsonb_array_elements_text(cast(${JSON.stringify(positions)} as jsonb)) as value)`;
    const { rows } = await sql<{ length: number }>`
      delete from search_items where number = ${number} ${chosen} returning length`.execute(db);
    return { items: rows.length, length: rows.reduce((sum, { length }) => sum + length, 0) };
  },

  async read(db, number, after, limit) {
    // No word has a space in it.
    const { rows } = await sql<{ position: number; length: number; words: string }>`
      select position, length, array_to_string(tsvector_to_array(words), ' ') as words from search_items
      where number = ${number} and position > ${after}
      order by position limit ${limit}`.execute(db);
    return rows.map((row) => ({ ...row, words: row.words.split(" ") }));
  },

  async counts(db, words) {
    // A join: as a query of its own for each word, short tables are read through for each.
    const asked = JSON.stringify(words.map((word) => ({ word, query: queryOf(word) })));
    const { rows } = await sql<{ word: string; items: number }>`
      select asked.word, count(*) as items
      from jsonb_to_recordset(cast(${asked} as jsonb)) as asked (word text, query text)
      join search_items on search_items.words @@ cast(asked.query as tsquery)
      group by asked.word`.execute(db);
    return new Map(rows.map(({ word, items }) => [word, Number(items)]));
  },

  async having(db, number, word, limit) {
    const { rows } = await sql<{ position: number }>`
      select position from search_items
      where number = ${number} and words @@ cast(${queryOf(word)} as tsquery)
      order by position desc limit ${limit}`.execute(db);
    return rows.map(({ position }) => position);
  },

  async hits(db, words, averageLength, limit) {
    const asked = JSON.stringify(words.map(({ word, weight }) => ({ query: queryOf(word), weight })));
    const { k1, b } = bm25;
    const { rows } = await sql<{ position: number; score: number }>`
      select item.position,
        sum(asked.weight) * cast(${k1 + 1} as float8) / (1 + cast(${k1 * (1 - b)} as float8)
          + cast(${(k1 * b) / averageLength} as float8) * min(item.length)) as score
      from jsonb_to_recordset(cast(${asked} as jsonb)) as asked (query text, weight float8)
      join search_items as item on item.words @@ cast(asked.query as tsquery)
      group by item.position
      order by score desc, item.position desc limit ${limit}`.execute(db);
    return rows;
  },
};

/** A word as the text of a `tsquery`. Words have neither quotes nor backslashes. */
function queryOf(word: string): string {
  return `'${word}'`;
}
