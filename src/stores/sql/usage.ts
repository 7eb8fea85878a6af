import { type Kysely, type RawBuilder, sql } from "kysely";
import { setImmediate as endOfTurn } from "node:timers/promises";

import { addFigures } from "../../lib/add-figures.ts";
import {
  mostSpans,
  type Tally,
  type UsageGroup,
  type UsageQuery,
  type UsageRow,
  type UsageStore,
} from "../../spec/usage-report.ts";
import { exactColumn, most } from "./exact.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { type Range, rangesOf, rangesWithin } from "./span-parts.ts";
import { withoutNulls } from "./without-nulls.ts";

const groupColumns = {
  project: "project_id",
  key: "key_id",
  provider: "provider",
  model: "model",
} as const satisfies Record<UsageGroup, string>;

/** Where a count of tokens can be missing: a request that is known to have cost nothing, and told none, used none. */
const used = sql`(coalesce(cost_micros, 1) <> 0 or input_tokens is not null or output_tokens is not null)`;
/** Embeddings have no output. */
const answered = sql`(kind = 'generate' and ${used})`;

/** The figures, and where they are unknown when they are absent. */
const figures = {
  inputTokens: { column: "input_tokens", of: used },
  cachedTokens: { column: "cached_tokens", of: used },
  cacheWriteTokens: { column: "cache_write_tokens", of: used },
  outputTokens: { column: "output_tokens", of: answered },
  reasoningTokens: { column: "reasoning_tokens", of: answered },
  costMicros: { column: "cost_micros", of: sql`1 = 1` },
} as const;

type Figure = keyof typeof figures;

const figureNames = Object.keys(figures) as readonly Figure[];

/** PostgreSQL's driver gives counts as texts. */
type Found = Record<string, string | number | null>;

/**
 * Rows that one statement sums up: they take SQLite some 1.5 ms on a core of 2026, and nothing else happens in the
 * process meanwhile. As many as 1,024 of the largest figures there are make no sum that SQLite refuses (2^63).
 */
const rowsAtATime = 1_000;

export function createUsageStore(db: Kysely<Schema>): UsageStore {
  return {
    report: (query) =>
      guarded(async () => {
        if (query.spans.length > mostSpans) throw new TypeError(`more than ${mostSpans} spans`);
        if (asksForNone(query)) return [];
        const ranges = rangesOf(query.spans);
        const found = new Map<string, UsageRow>();
        const end = ranges.at(-1)?.high ?? "";
        for (let low = ranges[0]?.low ?? ""; low < end;) {
          const high = (await boundaryIn(db, { low, high: end })) ?? end;
          const { rows } = (await statementFor(query, ranges, { low, high })?.execute(db)) ?? { rows: [] };
          for (const row of rows) add(found, toRow(row, query.groupBy));
          low = high;
          if (low < end) await endOfTurn();
        }
        return [...found.values()].sort(bySpanAndGroup);
      }),
  };
}

/** Where the next statement shall begin; `undefined` when the rest of the range is small enough for one. */
async function boundaryIn(db: Kysely<Schema>, { low, high }: Range): Promise<string | undefined> {
  const row = await db
    .selectFrom("attempts")
    .select("call_id")
    // More than the attempts of any call: the boundary is then another call, and the range gets smaller.
    .where("call_id", ">=", low)
    .where("call_id", "<", high)
    .orderBy("call_id")
    .limit(1)
    .offset(rowsAtATime)
    .executeTakeFirst();
  return row === undefined || row.call_id === low ? undefined : row.call_id;
}

/** A range of the ledger for each span, as far as it lies in `part`: nothing else is read. */
function statementFor(
  query: UsageQuery,
  ranges: readonly Range[],
  part: Range,
): RawBuilder<Found> | undefined {
  const spans = rangesWithin(ranges, part);
  if (spans === undefined) return undefined;
  const groups = ["place", ...query.groupBy.map((group) => groupColumns[group])].map((name) => sql.ref(name));
  return sql<Found>`
    with spans (place, low, high) as (values ${spans})
    select ${sql.join([...groups, ...selections()])}
    from spans cross join attempts
    where ${sql.join(conditions(query), sql` and `)}
    group by ${sql.join(groups)}`;
}

/** A group that lies in several parts is one. */
function add(found: Map<string, UsageRow>, row: UsageRow): void {
  const key = JSON.stringify([row.span, row.projectId, row.keyId, row.provider, row.model]);
  const before = found.get(key);
  found.set(key, before === undefined ? row : { ...before, ...addFigures([before, row]) });
}

function selections(): readonly RawBuilder<unknown>[] {
  const sums = figureNames.flatMap((name) => {
    const { column, of } = figures[name];
    const figure = sql.ref(column);
    return [
      // As a text: the sum may be more than the driver's numbers hold.
      sql`cast(sum(${exactColumn(column)}) as text) as ${sql.ref(name)}`,
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
  const { kind, projectIds, keyIds, providers, models, targets } = query;
  const all = [sql`call_id >= low`, sql`call_id < high`, sql`state <> 'never_sent'`];
  const among = (column: string, values: readonly string[]) =>
    sql`${sql.ref(column)} in (${sql.join(values)})`;
  if (kind !== undefined) all.push(sql`kind = ${kind}`);
  if (projectIds !== undefined) all.push(among("project_id", projectIds));
  if (keyIds !== undefined) all.push(among("key_id", keyIds));
  if (providers !== undefined) all.push(among("provider", providers));
  if (models !== undefined) all.push(among("model", models));
  if (targets !== undefined) {
    const each = targets.map(({ provider, model }) => sql`(provider = ${provider} and model = ${model})`);
    all.push(sql`(${sql.join(each, sql` or `)})`);
  }
  return all;
}

/** `in ()` is no SQL. */
function asksForNone({ projectIds, keyIds, providers, models, targets }: UsageQuery): boolean {
  return [projectIds, keyIds, providers, models, targets].some((list) => list?.length === 0);
}

const unknown = (name: Figure): string => `${name}Unknown`;

function toRow(row: Found, groupBy: readonly UsageGroup[]): UsageRow {
  const group = (name: UsageGroup) =>
    groupBy.includes(name) ? (row[groupColumns[name]] as string | null) : null;
  const tally = (name: Figure): Tally =>
    withoutNulls({ known: sumOf(row[name] ?? null), unknown: Number(row[unknown(name)]) });
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

/** A sum beyond what a number holds exactly stops there, as costs do. */
function sumOf(text: string | number | null): number | null {
  if (text === null) return null;
  const sum = BigInt(text);
  return sum > BigInt(most) ? most : Number(sum);
}
