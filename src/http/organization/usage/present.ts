import type { UsagePage } from "../../../admin/usage.ts";
import type { TimeSpan } from "../../../lib/time-spans.ts";
import type { UsageRow } from "../../../spec/usage-report.ts";
import type { CompletionsResult, CostsResult, EmbeddingsResult } from "./schema.ts";

const microsPerUnit = 1_000_000;

/** A page in the protocol's form; `result` presents one group of requests. */
export function presentPage<Row>(
  page: Omit<UsagePage, "buckets"> & {
    readonly buckets: readonly (TimeSpan & { readonly rows: readonly Row[] })[];
  },
  result: (row: Row) => object,
): object {
  return {
    object: "page",
    data: page.buckets.map(({ from, until, rows }) => ({
      object: "bucket",
      start_time: from / 1000,
      end_time: until / 1000,
      results: rows.map(result),
    })),
    has_more: page.next !== undefined,
    next_page: page.next === undefined ? null : pageName(page.next / 1000),
  };
}

/** A page is known by the second at which it begins. */
export function pageName(second: number): string {
  return `page_${second}`;
}

/** The protocol demands numbers where there may be none: what is missing from them is counted beside them. */
export function presentCompletions(row: UsageRow): CompletionsResult {
  return {
    object: "organization.usage.completions.result",
    input_tokens: row.inputTokens.known ?? 0,
    input_cached_tokens: row.cachedTokens.known ?? 0,
    input_cache_write_tokens: row.cacheWriteTokens.known ?? 0,
    output_tokens: row.outputTokens.known ?? 0,
    output_reasoning_tokens: row.reasoningTokens.known ?? 0,
    num_model_requests: row.requests,
    project_id: row.projectId ?? null,
    user_id: null,
    api_key_id: row.keyId ?? null,
    model: row.model ?? null,
    batch: null,
    service_tier: null,
    num_requests_open: row.open,
    num_requests_estimated: row.estimated,
    num_requests_unknown_input: row.inputTokens.unknown,
    num_requests_unknown_output: row.outputTokens.unknown,
  };
}

export function presentEmbeddings(row: UsageRow): EmbeddingsResult {
  return {
    object: "organization.usage.embeddings.result",
    input_tokens: row.inputTokens.known ?? 0,
    num_model_requests: row.requests,
    project_id: row.projectId ?? null,
    user_id: null,
    api_key_id: row.keyId ?? null,
    model: row.model ?? null,
    num_requests_open: row.open,
    num_requests_estimated: row.estimated,
    num_requests_unknown_input: row.inputTokens.unknown,
  };
}

/** The value is left out when no cost is known: it is not 0. `micros` is the same amount as an integer. */
export function presentCosts(row: UsageRow): CostsResult {
  const { provider, model } = row;
  const { known } = row.costMicros;
  const lineItem = provider === undefined || model === undefined ? null : `${provider}/${model}`;
  const quantity = lineItem === null ? null : quantityOf(row);
  return {
    object: "organization.costs.result",
    amount: {
      ...(known !== undefined && { value: known / microsPerUnit }),
      currency: "usd",
      micros: known ?? null,
    },
    line_item: lineItem,
    project_id: row.projectId ?? null,
    user_id: null,
    api_key_id: row.keyId ?? null,
    quantity,
    quantity_unit: quantity === null ? null : "tokens",
    num_model_requests: row.requests,
    num_requests_open: row.open,
    num_requests_estimated: row.estimated,
    num_requests_unknown_cost: row.costMicros.unknown,
  };
}

/** Input and output tokens together, when all of them are known. */
function quantityOf({ inputTokens, outputTokens }: UsageRow): number | null {
  if (inputTokens.unknown > 0 || outputTokens.unknown > 0) return null;
  return Math.min((inputTokens.known ?? 0) + (outputTokens.known ?? 0), Number.MAX_SAFE_INTEGER);
}
