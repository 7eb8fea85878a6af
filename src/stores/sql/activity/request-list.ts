import { type Kysely, sql, type SqlBool } from "kysely";
import { setImmediate as endOfTurn } from "node:timers/promises";

import { firstIdOf } from "../../../lib/random-id.ts";
import type { RequestFilter, RequestPage, RequestQuery, RequestRow } from "../../../spec/request-log.ts";
import type { Schema } from "../schema.ts";
import { requestColumns, requestOfRow } from "./request-rows.ts";

/**
 * Rows that one statement looks at where a filter has no index: a few milliseconds in SQLite, in which nothing else
 * happens in the process. Texts are long, so that there are fewer of them.
 */
const rowsAtATime = 1_000;
const textsAtATime = 100;

/** Statements of one page: what is further away is asked for again, from where this one stopped. */
const mostStatements = 200;

/** What is still to be looked at, both ends exclusive. */
interface Range {
  readonly low: string;
  readonly high: string;
}

/** What one statement looks at: from where the page goes on up to the edge, that one included. */
interface Part extends Range {
  readonly upwards: boolean;
  readonly edge?: string;
}

/** Sorts behind every id. */
const lastId = "req_g";

/** A page of requests, the newest first; see `RequestQuery`. */
export async function listRequests(db: Kysely<Schema>, query: RequestQuery): Promise<RequestPage> {
  if (findsNothing(query)) return { rows: [] };
  const upwards = query.after !== undefined && query.before === undefined;
  const step = stepOf(query);
  const found: RequestRow[] = [];
  let rest: Range = rangeOf(query);
  for (let statements = 0; statements < mostStatements; statements++) {
    if (statements > 0) await endOfTurn();
    const edge = step === undefined ? undefined : await edgeOf(db, rest, upwards, step);
    const part: Part = { ...rest, upwards, ...(edge !== undefined && { edge }) };
    found.push(...(await select(db, query, part, query.limit + 1 - found.length)));
    if (found.length > query.limit)
      return page(found.slice(0, query.limit), upwards, found[query.limit - 1]?.id);
    if (edge === undefined) return page(found, upwards, undefined);
    rest = upwards ? { ...rest, low: edge } : { ...rest, high: edge };
  }
  return page(found, upwards, upwards ? rest.low : rest.high);
}

function page(rows: readonly RequestRow[], upwards: boolean, next: string | undefined): RequestPage {
  return { rows: upwards ? rows.toReversed() : rows, ...(next !== undefined && { next }) };
}

function rangeOf({ from, until, before: older, after: newer }: RequestQuery): Range {
  const lows = [newer, from === undefined ? undefined : firstIdOf("req", from)];
  const highs = [older, until === undefined ? undefined : firstIdOf("req", until)];
  return {
    low: lows.reduce<string>((low, id) => (id !== undefined && id > low ? id : low), ""),
    high: highs.reduce<string>((high, id) => (id !== undefined && id < high ? id : high), lastId),
  };
}

/** How many rows a statement may look at; `undefined` where an index leads to those that fit. */
function stepOf(query: RequestFilter): number | undefined {
  const { projectIds, keyIds, from: _from, until: _until, text, ...others } = query;
  if (text !== undefined) return textsAtATime;
  const { before: _before, after: _after, limit: _limit, ...filters } = others as Partial<RequestQuery>;
  if (Object.values(filters).some((value) => value !== undefined)) return rowsAtATime;
  const lists = [projectIds, keyIds].filter((list) => list !== undefined);
  return lists.length === 0 || (lists.length === 1 && lists[0]?.length === 1) ? undefined : rowsAtATime;
}

/** `in ()` is no SQL. */
function findsNothing(query: RequestFilter): boolean {
  const { projectIds, keyIds, models, providers, statuses, errorCodes, outcomes } = query;
  return [projectIds, keyIds, models, providers, statuses, errorCodes, outcomes].some(
    (list) => list?.length === 0,
  );
}

/** The last id that the next statement shall look at; `undefined` when the rest is small enough for one. */
async function edgeOf(
  db: Kysely<Schema>,
  { low, high }: Range,
  upwards: boolean,
  step: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("requests")
    .select("id")
    .where("id", ">", low)
    .where("id", "<", high)
    .orderBy("id", upwards ? "asc" : "desc")
    .limit(1)
    .offset(step)
    .executeTakeFirst();
  return row?.id;
}

async function select(
  db: Kysely<Schema>,
  query: RequestFilter,
  { low, high, upwards, edge }: Part,
  limit: number,
): Promise<readonly RequestRow[]> {
  const { projectIds, keyIds, models, providers, statuses, errorCodes, outcomes } = query;
  // One bound at each end: of two, SQLite would take the one that reads more.
  const [bottom, top] = [upwards ? undefined : edge, upwards ? edge : undefined];
  let rows = db
    .selectFrom("requests")
    .select(requestColumns)
    .where("id", bottom === undefined ? ">" : ">=", bottom ?? low)
    .where("id", top === undefined ? "<" : "<=", top ?? high)
    .orderBy("id", upwards ? "asc" : "desc")
    .limit(limit);
  if (projectIds !== undefined) rows = rows.where("project_id", "in", projectIds);
  if (keyIds !== undefined) rows = rows.where("key_id", "in", keyIds);
  if (models !== undefined)
    rows = rows.where(({ eb, or }) => or([eb("asked", "in", models), eb("model", "in", models)]));
  if (providers !== undefined) rows = rows.where("provider", "in", providers);
  if (errorCodes !== undefined) rows = rows.where("error_code", "in", errorCodes);
  if (outcomes !== undefined) rows = rows.where("outcome", "in", outcomes);
  if (statuses !== undefined)
    rows = rows.where(({ eb, or, and }) =>
      or(statuses.map(({ from, to }) => and([eb("status", ">=", from), eb("status", "<=", to)]))),
    );
  if (query.leastMs !== undefined) rows = rows.where("duration_ms", ">=", query.leastMs);
  if (query.mostMs !== undefined) rows = rows.where("duration_ms", "<=", query.mostMs);
  if (query.leastMicros !== undefined) rows = rows.where("cost_micros", ">=", query.leastMicros);
  if (query.mostMicros !== undefined) rows = rows.where("cost_micros", "<=", query.mostMicros);
  if (query.text !== undefined) {
    const pattern = `%${query.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    rows = rows.where(
      sql<SqlBool>`exists (
        select 1 from request_parts where request_id = requests.id and part in ('question', 'answer')
        and lower(body) like lower(${pattern}) escape '\\')`,
    );
  }
  return (await rows.execute()).map(requestOfRow);
}
