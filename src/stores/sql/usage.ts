import { type Kysely, type RawBuilder, sql } from "kysely";

import { firstIdOf } from "../../lib/random-id.ts";
import {
  mostSpans,
  type Tally,
  type UsageGroup,
  type UsageQuery,
  type UsageRow,
  type UsageStore,
} from "../../spec/usage-report.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { withoutNulls } from "./without-nulls.ts";

/** What the ids of calls begin with. */
const callPrefix = "req";

const groupColumns = {
  project: "project_id",
  key: "key_id",
  provider: "provider",
  model: "model",
} as const satisfies Record<UsageGroup, string>;

/** The figures of which some may be unknown. Embeddings have no output. */
const figures = {
  inputTokens: { column: "input_tokens", of: sql`1 = 1` },
  cachedTokens: { column: "cached_tokens", of: sql`1 = 1` },
  cacheWriteTokens: { column: "cache_write_tokens", of: sql`1 = 1` },
  outputTokens: { column: "output_tokens", of: sql`kind = 'generate'` },
  reasoningTokens: { column: "reasoning_tokens", of: sql`kind = 'generate'` },
  costMicros: { column: "cost_micros", of: sql`1 = 1` },
} as const;

type Figure = keyof typeof figures;

const figureNames = Object.keys(figures) as readonly Figure[];

/** PostgreSQL's driver gives counts as texts. */
type Found = Record<string, string | number | null>;

export function createUsageStore(db: Kysely<Schema>): UsageStore {
  return {
    report: (query) =>
      guarded(async () => {
        if (query.spans.length > mostSpans) throw new TypeError(`more than ${mostSpans} spans`);
        if (query.spans.length === 0 || asksForNone(query)) return [];
        const { rows } = await statementFor(query).execute(db);
        return rows.map((row) => toRow(row, query.groupBy)).sort(bySpanAndGroup);
      }),
  };
}

/**
 * One range of the ledger's key for each span: ids of calls begin with the time, so nothing else is read. The join is a
 * cross join because SQLite takes its tables in the order in which they are written.
 */
function statementFor(query: UsageQuery): RawBuilder<Found> {
  const spans = query.spans.map(
    ({ from, until }, place) =>
      sql`(cast(${place} as bigint), cast(${firstIdOf(callPrefix, from)} as text), cast(${firstIdOf(callPrefix, until)} as text))`,
  );
  const groups = ["place", ...query.groupBy.map((group) => groupColumns[group])].map((name) => sql.ref(name));
  return sql<Found>`
    with spans (place, low, high) as (values ${sql.join(spans)})
    select ${sql.join([...groups, ...selections()])}
    from spans cross join attempts
    where ${sql.join(conditions(query), sql` and `)}
    group by ${sql.join(groups)}`;
}

function selections(): readonly RawBuilder<unknown>[] {
  const sums = figureNames.flatMap((name) => {
    const { column, of } = figures[name];
    const figure = sql.ref(column);
    return [
      // As a text: the sum may be more than the driver's numbers hold.
      sql`cast(sum(${figure}) as text) as ${sql.ref(name)}`,
      sql`sum(case when ${figure} is null and ${of} then 1 else 0 end) as ${sql.ref(unknown(name))}`,
    ];
  });
  return [
    sql`count(*) as requests`,
    sql`sum(case when ended_at is null then 1 else 0 end) as open`,
    sql`sum(estimated) as estimated`,
    ...sums,
  ];
}

function conditions(query: UsageQuery): readonly RawBuilder<unknown>[] {
  const { kind, projectIds, keyIds, models, targets } = query;
  const all = [sql`call_id >= low`, sql`call_id < high`, sql`state <> 'never_sent'`];
  const among = (column: string, values: readonly string[]) =>
    sql`${sql.ref(column)} in (${sql.join(values)})`;
  if (kind !== undefined) all.push(sql`kind = ${kind}`);
  if (projectIds !== undefined) all.push(among("project_id", projectIds));
  if (keyIds !== undefined) all.push(among("key_id", keyIds));
  if (models !== undefined) all.push(among("model", models));
  if (targets !== undefined) {
    const each = targets.map(({ provider, model }) => sql`(provider = ${provider} and model = ${model})`);
    all.push(sql`(${sql.join(each, sql` or `)})`);
  }
  return all;
}

/** `in ()` is no SQL. */
function asksForNone({ projectIds, keyIds, models, targets }: UsageQuery): boolean {
  return [projectIds, keyIds, models, targets].some((list) => list?.length === 0);
}

const unknown = (name: Figure): string => `${name}Unknown`;

function toRow(row: Found, groupBy: readonly UsageGroup[]): UsageRow {
  const group = (name: UsageGroup) =>
    groupBy.includes(name) ? (row[groupColumns[name]] as string | null) : null;
  const tally = (name: Figure): Tally =>
    withoutNulls({ known: exact(row[name] ?? null), unknown: Number(row[unknown(name)]) });
  return withoutNulls({
    span: Number(row["place"]),
    projectId: group("project"),
    keyId: group("key"),
    provider: group("provider"),
    model: group("model"),
    requests: Number(row["requests"]),
    open: Number(row["open"]),
    estimated: Number(row["estimated"]),
    inputTokens: tally("inputTokens"),
    cachedTokens: tally("cachedTokens"),
    cacheWriteTokens: tally("cacheWriteTokens"),
    outputTokens: tally("outputTokens"),
    reasoningTokens: tally("reasoningTokens"),
    costMicros: tally("costMicros"),
  });
}

/** Here and not in the database: each has its own idea of where nothing stands, and of the order of letters. */
function bySpanAndGroup(one: UsageRow, other: UsageRow): number {
  if (one.span !== other.span) return one.span - other.span;
  for (const name of ["projectId", "keyId", "provider", "model"] as const) {
    const [mine = "", theirs = ""] = [one[name], other[name]];
    if (mine !== theirs) return mine < theirs ? -1 : 1;
  }
  return 0;
}

/** A sum beyond what a number holds exactly stops there, as costs do; SQLite itself refuses one beyond 2^63. */
function exact(text: string | number | null): number | null {
  if (text === null) return null;
  const sum = BigInt(text);
  return sum > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(sum);
}
