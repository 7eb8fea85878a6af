import { type Kysely, type RawBuilder, sql } from "kysely";
import { setImmediate as endOfTurn } from "node:timers/promises";

import type {
  CountedRequests,
  RequestGroup,
  RequestReport,
  RequestReportFilter,
  RequestReportQuery,
} from "../../../spec/request-report.ts";
import { mostSpans } from "../../../spec/usage-report.ts";
import type { Schema } from "../schema.ts";
import { type Range, rangesOf, rangesWithin } from "../span-parts.ts";
import { withoutNulls } from "../without-nulls.ts";

/** The name of a group in a row, and what it is in SQL. */
const groupColumns = {
  project: ["projectId", sql`project_id`],
  key: ["keyId", sql`key_id`],
  provider: ["provider", sql`provider`],
  // What was refused has met no model: it is told by what was asked for.
  model: ["model", sql`coalesce(model, asked)`],
  error: ["errorCode", sql`error_code`],
} as const satisfies Record<RequestGroup, readonly [keyof CountedRequests, RawBuilder<unknown>]>;

const groups = Object.keys(groupColumns) as readonly RequestGroup[];

const outcomes = ["ended", "failed", "refused", "cancelled"] as const;

/** A model gave it, to its end: repeats of kept answers have no provider. */
const answered = sql`outcome = 'ended' and provider is not null`;

/** Rows of one statement: some 2 ms of SQLite, in which nothing else happens in the process. */
const rowsAtATime = 1_000;

/** PostgreSQL's driver gives counts as texts. */
type Found = Record<string, string | number | null>;

interface Group extends Omit<CountedRequests, "durations" | "firsts"> {
  readonly durations: number[];
  readonly firsts: number[];
}

/**
 * Counts the request log by span and group, in parts between which others are let at the database. Durations come as one
 * text for each part and group, so that percentiles are exact and the database sorts nothing.
 */
export async function reportRequests(db: Kysely<Schema>, query: RequestReportQuery): Promise<RequestReport> {
  if (query.spans.length > mostSpans) throw new TypeError(`more than ${mostSpans} spans`);
  const all = { rows: [], spans: query.spans.length };
  if (findsNothing(query)) return all;
  const ranges = rangesOf(query.spans);
  const found = new Map<string, Group>();
  let { spans } = all;
  let end = ranges.at(-1)?.high ?? "";
  let looked = 0;
  for (let low = ranges[0]?.low ?? ""; low < end;) {
    const high = (await boundaryIn(db, query, { low, high: end })) ?? end;
    const { rows } = (await statementFor(query, ranges, { low, high })?.execute(db)) ?? { rows: [] };
    for (const row of rows) add(found, row, query.groupBy);
    low = high;
    looked += rowsAtATime;
    if (looked >= query.mostRows && low < end) {
      const place = ranges.findIndex((range) => low < range.high);
      const range = ranges[place];
      // One that has been begun is read to its end.
      const begun = range !== undefined && range.low < low;
      spans = begun ? place + 1 : place;
      end = begun ? range.high : low;
    }
    if (low < end) await endOfTurn();
  }
  return { rows: [...found.values()].sort(bySpanAndGroup), spans };
}

/** `in ()` is no SQL. */
function findsNothing({ projectIds, keyIds, providers, models }: RequestReportFilter): boolean {
  return [projectIds, keyIds, providers, models].some((list) => list?.length === 0);
}

/**
 * Where the next statement shall begin; `undefined` when the rest of the range is small enough for one. One project alone,
 * or one key, has an index that both statements go by: rows of others are then not looked at.
 */
async function boundaryIn(
  db: Kysely<Schema>,
  { projectIds, keyIds }: RequestReportFilter,
  { low, high }: Range,
): Promise<string | undefined> {
  let rows = db.selectFrom("requests").select("id").where("id", ">=", low).where("id", "<", high);
  const [project, key] = [projectIds?.[0], keyIds?.[0]];
  if (project !== undefined && projectIds?.length === 1 && keyIds === undefined)
    rows = rows.where("project_id", "=", project);
  else if (key !== undefined && keyIds?.length === 1 && projectIds === undefined)
    rows = rows.where("key_id", "=", key);
  const row = await rows.orderBy("id").limit(1).offset(rowsAtATime).executeTakeFirst();
  return row?.id;
}

function statementFor(
  query: RequestReportQuery,
  ranges: readonly Range[],
  part: Range,
): RawBuilder<Found> | undefined {
  const spans = rangesWithin(ranges, part);
  if (spans === undefined) return undefined;
  const columns = query.groupBy.map((name) => groupColumns[name]);
  const by = sql.join([sql`place`, ...columns.map(([, column]) => column)]);
  const selected = [
    sql`place`,
    ...columns.map(([name, column]) => sql`${column} as ${sql.ref(name)}`),
    sql`sum(repeats) as requests`,
    ...outcomes.map(
      (name) => sql`sum(case when outcome = ${sql.lit(name)} then repeats else 0 end) as ${sql.ref(name)}`,
    ),
    sql`string_agg(case when ${answered} then cast(duration_ms as text) end, ',') as durations`,
    sql`string_agg(case when ${answered} and streamed = 1 then cast(first_ms as text) end, ',') as firsts`,
  ];
  return sql<Found>`
    with spans (place, low, high) as (values ${spans})
    select ${sql.join(selected)}
    from spans cross join requests
    where ${sql.join(conditions(query), sql` and `)}
    group by ${by}`;
}

function conditions({ projectIds, keyIds, providers, models }: RequestReportFilter) {
  const all = [sql`id >= low`, sql`id < high`];
  const among = (column: RawBuilder<unknown>, values: readonly string[] | undefined): void => {
    if (values !== undefined) all.push(sql`${column} in (${sql.join(values)})`);
  };
  among(groupColumns.project[1], projectIds);
  among(groupColumns.key[1], keyIds);
  among(groupColumns.provider[1], providers);
  among(groupColumns.model[1], models);
  return all;
}

/** A group that lies in several parts is one. */
function add(found: Map<string, Group>, row: Found, groupBy: readonly RequestGroup[]): void {
  const names = groupBy.map((name) => [groupColumns[name][0], row[groupColumns[name][0]] ?? null] as const);
  const span = Number(row["place"]);
  const id = JSON.stringify([span, ...names.map(([, value]) => value)]);
  const before = found.get(id);
  const count = (name: (typeof outcomes)[number] | "requests"): number =>
    (before?.[name] ?? 0) + Number(row[name]);
  const [durations, firsts] = [before?.durations ?? [], before?.firsts ?? []];
  for (const duration of numbersIn(row["durations"])) durations.push(duration);
  for (const first of numbersIn(row["firsts"])) firsts.push(first);
  const group: Group = {
    ...withoutNulls(Object.fromEntries(names)),
    span,
    requests: count("requests"),
    ended: count("ended"),
    failed: count("failed"),
    refused: count("refused"),
    cancelled: count("cancelled"),
    durations,
    firsts,
  };
  found.set(id, group);
}

function numbersIn(text: string | number | null | undefined): readonly number[] {
  return text === null || text === undefined ? [] : String(text).split(",").map(Number);
}

/** Here and not in the database: each has its own idea of where nothing stands, and of the order of letters. */
function bySpanAndGroup(one: Group, other: Group): number {
  if (one.span !== other.span) return one.span - other.span;
  for (const name of groups.map((group) => groupColumns[group][0])) {
    const [mine = "", theirs = ""] = [one[name], other[name]];
    if (mine !== theirs) return mine < theirs ? -1 : 1;
  }
  return 0;
}
