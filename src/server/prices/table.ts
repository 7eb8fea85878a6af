import { parseMoney } from "../../lib/money.ts";
import type { Price, TokenPrices } from "../../spec/price.ts";
import type { PresetName } from "../settings/presets.ts";

/** The day of this table. docs/prices.md says where each figure comes from, and what is left out and why. */
export const tableVersion = "2026-11-22";

/** A model of a service, under the name that the service knows it by. */
export interface PricedModel {
  readonly price: Price;
  /** The most tokens that it can answer with; absent when the service does not say. */
  readonly outputLimit?: number;
}

export interface PriceSection {
  /** When the figures were last held against public sources, and which. */
  readonly checked: string;
  /** Whether `NAME-2025-08-07` is a snapshot of `NAME` at the same price, unless it has a row of its own. */
  readonly datedSnapshots: boolean;
  readonly models: ReadonlyMap<string, PricedModel>;
}

/** Prices as services write them: US dollars for a million tokens. */
interface Row {
  readonly input: number;
  readonly cached?: number;
  readonly cacheWrite?: number;
  readonly output: number;
  readonly limit?: number;
  /** Above 272,000 input tokens the whole request costs twice as much for input and half as much again for output. */
  readonly longDoubles?: true;
}

type Rows = Readonly<Record<string, Row>>;

/** The standard tier, shared by OpenAI and those who sell its models at its prices. */
const gpt = {
  "gpt-5.5": { input: 5, cached: 0.5, output: 30, limit: 128_000, longDoubles: true },
  "gpt-5.4": { input: 2.5, cached: 0.25, output: 15, limit: 128_000, longDoubles: true },
  "gpt-5.4-mini": { input: 0.75, cached: 0.075, output: 4.5, limit: 128_000 },
  "gpt-5.4-nano": { input: 0.2, cached: 0.02, output: 1.25, limit: 128_000 },
  "gpt-5.1": { input: 1.25, cached: 0.125, output: 10, limit: 128_000 },
  "gpt-5": { input: 1.25, cached: 0.125, output: 10, limit: 128_000 },
  "gpt-5-mini": { input: 0.25, cached: 0.025, output: 2, limit: 128_000 },
  "gpt-5-nano": { input: 0.05, cached: 0.005, output: 0.4, limit: 128_000 },
  "gpt-4.1": { input: 2, cached: 0.5, output: 8, limit: 32_768 },
  "gpt-4.1-mini": { input: 0.4, cached: 0.1, output: 1.6, limit: 32_768 },
  "gpt-4.1-nano": { input: 0.1, cached: 0.025, output: 0.4, limit: 32_768 },
  "gpt-4o": { input: 2.5, cached: 1.25, output: 10, limit: 16_384 },
  // Dearer than the snapshots after it, so it is no mere date of gpt-4o.
  "gpt-4o-2024-05-13": { input: 5, output: 15, limit: 4_096 },
  "gpt-4o-mini": { input: 0.15, cached: 0.075, output: 0.6, limit: 16_384 },
  o1: { input: 15, cached: 7.5, output: 60, limit: 100_000 },
  o3: { input: 2, cached: 0.5, output: 8, limit: 100_000 },
  "o3-mini": { input: 1.1, cached: 0.55, output: 4.4, limit: 100_000 },
  "o4-mini": { input: 1.1, cached: 0.275, output: 4.4, limit: 100_000 },
} as const satisfies Rows;

/** What comes out of these is no token. */
const embeddings = {
  "text-embedding-3-large": { input: 0.13, output: 0 },
  "text-embedding-3-small": { input: 0.02, output: 0 },
  "text-embedding-ada-002": { input: 0.1, output: 0 },
} as const satisfies Rows;

const openai: Rows = {
  "gpt-6.2-sol": { input: 2, cached: 0.1, cacheWrite: 2.5, output: 10, limit: 128_000, longDoubles: true },
  "gpt-6.1-sol": { input: 2, cached: 0.1, cacheWrite: 2.5, output: 10, limit: 128_000, longDoubles: true },
  "gpt-6.1-terra": { input: 1, cached: 0.05, cacheWrite: 1.25, output: 5, limit: 128_000, longDoubles: true },
  "gpt-6-astra": { input: 10, cached: 1, cacheWrite: 12.5, output: 50, limit: 128_000, longDoubles: true },
  "gpt-6-sol": { input: 2, cached: 0.2, cacheWrite: 2.5, output: 10, limit: 128_000, longDoubles: true },
  "gpt-6-luna": {
    input: 0.1,
    cached: 0.01,
    cacheWrite: 0.125,
    output: 0.5,
    limit: 128_000,
    longDoubles: true,
  },
  "gpt-5.6-terra": { input: 2, cached: 0.2, cacheWrite: 2.5, output: 12, limit: 128_000, longDoubles: true },
  "gpt-5.6-luna": {
    input: 0.2,
    cached: 0.02,
    cacheWrite: 0.25,
    output: 1.2,
    limit: 128_000,
    longDoubles: true,
  },
  ...gpt,
  "gpt-5.2": { input: 1.75, cached: 0.175, output: 14, limit: 128_000 },
  "gpt-4-turbo": { input: 10, output: 30, limit: 4_096 },
  "gpt-3.5-turbo": { input: 0.5, output: 1.5, limit: 4_096 },
  ...embeddings,
};

const azure: Rows = {
  ...gpt,
  // Azure writes these cached prices with two decimals.
  "gpt-5": { ...gpt["gpt-5"], cached: 0.13 },
  "gpt-5-mini": { ...gpt["gpt-5-mini"], cached: 0.03 },
  "gpt-5-nano": { ...gpt["gpt-5-nano"], cached: 0.01 },
  ...embeddings,
};

const groq: Rows = {
  "openai/gpt-oss-120b": { input: 0.15, cached: 0.075, output: 0.6, limit: 65_536 },
  "openai/gpt-oss-20b": { input: 0.075, cached: 0.0375, output: 0.3, limit: 65_536 },
};

/** Names that end with `-latest` are left out: what they mean, and cost, changes without a word. */
const mistral: Rows = {
  "mistral-medium-3-5": { input: 1.5, output: 7.5 },
  "mistral-medium-2604": { input: 1.5, output: 7.5 },
  "mistral-large-2512": { input: 0.5, output: 1.5 },
  "mistral-small-2506": { input: 0.1, output: 0.3 },
  "codestral-2508": { input: 0.3, output: 0.9 },
  "ministral-3b-2512": { input: 0.1, output: 0.1 },
  "ministral-8b-2512": { input: 0.15, output: 0.15 },
  "mistral-embed": { input: 0.1, output: 0 },
};

/**
 * Of the two prices of a day the one of peak hours, so that nobody spends more than is shown; at other hours it is
 * half. The limit is told as 384K; the larger reading of it is taken.
 */
const deepseek: Rows = {
  "deepseek-flash": { input: 0.3, cached: 0.006, output: 1.2, limit: 393_216 },
  "deepseek-v4-flash": { input: 0.3, cached: 0.006, output: 1.2, limit: 393_216 },
  "deepseek-v4-pro": { input: 1.32, cached: 0.044, output: 3.96, limit: 393_216 },
};

const together: Rows = {
  "openai/gpt-oss-120b": { input: 0.15, output: 0.6 },
  "openai/gpt-oss-20b": { input: 0.05, output: 0.2 },
  "meta-llama/Llama-3.3-70B-Instruct-Turbo": { input: 0.88, output: 0.88 },
};

/** OpenRouter hands on its sources' prices: those are fixed where all sources of a model ask the same. */
const openrouter: Rows = Object.fromEntries(
  Object.entries(gpt).map(([name, row]) => [`openai/${name}`, row]),
);

/**
 * What the public services ask, by preset. A service that is not here, and a model that is not in its section, has
 * no known price. Nothing here is read from the network; the settings' `prices` win.
 */
export const priceTable: Readonly<Partial<Record<PresetName, PriceSection>>> = {
  openai: section(openai, "2026-10: OpenAI's pages of models and notes that quote them, standard tier", true),
  azure: section(azure, "2026-07: public lists of Azure's prices, global standard deployments", true),
  groq: section(groq, "2026-10: Groq's page of models"),
  mistral: section(mistral, "2026-07: public lists of Mistral's prices"),
  deepseek: section(deepseek, "2026-10: DeepSeek's page of prices, peak hours"),
  together: section(together, "2026-07: public lists of Together's prices, serverless"),
  openrouter: section(openrouter, "2026-07: the sources' own prices, which OpenRouter hands on"),
};

function section(rows: Rows, checked: string, datedSnapshots = false): PriceSection {
  const models = new Map(Object.entries(rows).map(([name, row]) => [name, pricedModel(row)]));
  return { checked, datedSnapshots, models };
}

function pricedModel({ longDoubles, limit, ...row }: Row): PricedModel {
  const price = inMicros(row);
  return {
    price: { ...price, ...(longDoubles !== undefined && { long: longOf(price) }) },
    ...(limit !== undefined && { outputLimit: limit }),
  };
}

function longOf({ input, cached, cacheWrite, output }: Exact): Exact & { readonly above: number } {
  return {
    above: 272_000,
    input: input * 2,
    ...(cached !== undefined && { cached: cached * 2 }),
    ...(cacheWrite !== undefined && { cacheWrite: cacheWrite * 2 }),
    output: output * 1.5,
  };
}

type Exact = TokenPrices & Required<Pick<TokenPrices, "input" | "output">>;

function inMicros({ input, cached, cacheWrite, output }: Row): Exact {
  return {
    input: micros(input),
    ...(cached !== undefined && { cached: micros(cached) }),
    ...(cacheWrite !== undefined && { cacheWrite: micros(cacheWrite) }),
    output: micros(output),
  };
}

function micros(dollars: number): number {
  const exact = parseMoney(String(dollars));
  if (exact === undefined) throw new TypeError(`not a price: ${dollars}`);
  return exact;
}
