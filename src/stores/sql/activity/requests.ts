import { type Kysely, type SelectQueryBuilder, sql } from "kysely";

import { firstIdOf } from "../../../lib/random-id.ts";
import type { NewRequest, RequestStore } from "../../../spec/request-log.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { nowMillis } from "../audit-scripts.ts";
import { guarded } from "../guarded.ts";
import type { Schema } from "../schema.ts";
import { type Script, type SqlValue, statement } from "../script.ts";
import { together } from "../together.ts";
import type { SqlWords } from "../words.ts";
import type { Write } from "../written-stores.ts";
import { reportRequests } from "./request-report.ts";
import { listRequests } from "./request-list.ts";
import {
  givenColumns,
  recordInRow,
  requestColumns,
  requestOfRow,
  requestValues,
  traceColumns,
  traceOfRow,
  writtenOfRow,
} from "./request-rows.ts";
import type { RequestsTable } from "./tables.ts";

/** Rows of one statement: powers of two up to this one, so that there are few texts to be prepared. */
const mostRows = 128;

const partNames = ["record", "question", "answer"] as const;

export interface RequestStoreDeps extends Pick<RequestStore, "seenWithin"> {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly write: Write;
}

export function createRequestStore({ db, words, write, seenWithin }: RequestStoreDeps): RequestStore {
  const now = nowMillis(words);
  const insertRows = inserting(db, (size) => {
    const columns = sql.join([...givenColumns, "written_at"].map((name) => sql.ref(name)));
    const row = sql`(${sql.join([...givenColumns.map(() => sql`${""}`), now])})`;
    return sql`insert into requests (${columns}) values ${sql.join(Array(size).fill(row))} on conflict (id) do nothing`;
  });
  const insertParts = inserting(db, (size) => {
    const row = sql`(${""}, ${""}, ${""})`;
    return sql`insert into request_parts (request_id, part, body) values ${sql.join(Array(size).fill(row))}
      on conflict (request_id, part) do nothing`;
  });

  function* insert(rows: readonly NewRequest[]): Script<void> {
    yield* insertRows(rows.map(requestValues));
    yield* insertParts(rows.flatMap(partsOf));
  }

  const whole = db.selectFrom("requests").select([...requestColumns, "written_at"]);
  const parts = db.selectFrom("requests").select(traceColumns);

  return {
    seenWithin,

    async insert(rows) {
      if (rows.length > 0) await write(() => insert(rows));
    },

    list: (query) => guarded(() => listRequests(db, query)),

    report: (query) => guarded(() => reportRequests(db, query)),

    find: (id, projectIds) =>
      guarded(async () => {
        if (projectIds?.length === 0) return undefined;
        const rows = db.selectFrom("requests").selectAll().where("id", "=", id);
        const row = await (
          projectIds === undefined ? rows : rows.where("project_id", "in", projectIds)
        ).executeTakeFirst();
        if (row === undefined) return undefined;
        const parts = await db
          .selectFrom("request_parts")
          .select(["part", "body"])
          .where("request_id", "=", id)
          .execute();
        return {
          ...requestOfRow(row),
          ...(row.record !== null && { record: row.record }),
          ...Object.fromEntries(parts.map(({ part, body }) => [part, body])),
        };
      }),

    written: (after, limit) =>
      guarded(async () => (await writtenAfter(whole, after, limit)).map(writtenOfRow)),

    traces: (after, limit) => guarded(async () => (await writtenAfter(parts, after, limit)).map(traceOfRow)),

    rewind: (rows) =>
      guarded(async () => {
        const row = await db
          .selectFrom("requests")
          .select("written_at")
          .orderBy("written_at", "desc")
          .limit(1)
          .offset(rows)
          .executeTakeFirst();
        return row === undefined ? undefined : Number(row.written_at);
      }),

    now: () => guarded(() => timeOf(db, now)),

    expire: (projectId, before, limit) =>
      guarded(() =>
        together(db, async (within) => {
          const rows = await within
            .selectFrom("requests")
            .select("id")
            .where("project_id", projectId === undefined ? "is" : "=", projectId ?? null)
            .where("id", "<", firstIdOf("req", Math.max(0, Math.floor(before))))
            .limit(limit)
            .execute();
          const ids = rows.map(({ id }) => id);
          if (ids.length === 0) return 0;
          await within.deleteFrom("request_parts").where("request_id", "in", ids).execute();
          await within.deleteFrom("requests").where("id", "in", ids).execute();
          return ids.length;
        }),
      ),
  };
}

async function timeOf(db: Kysely<Schema>, now: ReturnType<typeof nowMillis>): Promise<number> {
  const { rows } = await sql<{ now: number | string }>`select ${now} as now`.execute(db);
  if (rows[0] === undefined) throw new ParleyError("storage_unavailable");
  return Math.floor(Number(rows[0].now));
}

/** Those of a selection that were written after a time, in that order. */
async function writtenAfter<Row extends Pick<RequestsTable, "id" | "written_at">>(
  select: SelectQueryBuilder<Schema, "requests", Row>,
  after: number,
  limit: number,
): Promise<readonly Row[]> {
  const rows: Row[] = await select
    .where("written_at", ">", after)
    .orderBy("written_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return rows;
  // Rows of one moment are given together, so that the next query can begin behind it.
  const others: Row[] = await select
    .where("written_at", "=", last.written_at)
    .where("id", ">", last.id)
    .orderBy("id")
    .execute();
  return [...rows, ...others];
}

function partsOf(row: NewRequest): readonly (readonly SqlValue[])[] {
  return partNames.flatMap((part) => {
    const body = row[part];
    return body === undefined || (part === "record" && recordInRow(row) !== undefined)
      ? []
      : [[row.id, part, body]];
  });
}

/** Inserts many rows in few statements, each of which is made into a text once. */
function inserting(db: Kysely<Schema>, build: (size: number) => ReturnType<typeof sql>) {
  const texts = new Map<number, string>();
  return function* insertAll(rows: readonly (readonly SqlValue[])[]): Script<void> {
    for (let at = 0; at < rows.length;) {
      const size = Math.min(mostRows, 2 ** Math.floor(Math.log2(rows.length - at)));
      let text = texts.get(size);
      if (text === undefined) {
        text = build(size).compile(db).sql;
        texts.set(size, text);
      }
      yield statement(text, ...rows.slice(at, at + size).flat());
      at += size;
    }
  };
}
