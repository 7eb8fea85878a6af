import { costBound, costOf, formatMicros, parseMoney } from "../src/lib/money.ts";
import { createSeededRandom, type SeededRandom } from "../src/lib/seeded-random.ts";
import type { Price, TokenPrices } from "../src/spec/price.ts";
import type { Usage } from "../src/spec/usage.ts";

export interface MoneyProof {
  /** Makes the same amounts again. */
  readonly seed: number;
  readonly amounts: number;
  /** Of those, the charges that were rightly unknown, and those that stopped at the largest exact integer. */
  readonly unknown: number;
  readonly saturated: number;
  /** What was wrong, as sentences; at most 20 of them. Empty: proved. */
  readonly faults: readonly string[];
}

const largest = BigInt(Number.MAX_SAFE_INTEGER);
const mostFaults = 20;

/** Counts and prices at which arithmetic breaks, where it breaks. */
const edges = [0, 1, 2, 999_999, 1_000_000, 1_000_001, 2 ** 31, 2 ** 32, 2 ** 52, 2 ** 53 - 2, 2 ** 53 - 1];

/** What an upstream or a bad table might say, and what is no amount. */
const broken = [-1, -0.5, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 53, 1e300, -(2 ** 53), Number.MIN_VALUE];

/**
 * Holds `costOf`, `costBound`, `formatMicros` and `parseMoney` against exact arithmetic in whole numbers of any size,
 * with `count` random and extreme amounts: prices and usage, told, untold and broken.
 */
export function proveMoney(seed: number, count: number): MoneyProof {
  const random = createSeededRandom(seed);
  const faults: string[] = [];
  let [unknown, saturated] = [0, 0];
  for (let index = 0; index < count; index++) {
    const price = anyPrice(random);
    const usage = anyUsage(random);
    const cost = costOf(price, usage);
    if (cost === undefined) unknown++;
    if (cost === Number.MAX_SAFE_INTEGER) saturated++;
    const found = faultOf(price, usage, cost, random);
    if (found !== undefined && faults.length < mostFaults) {
      faults.push(`amount ${index}: ${found} (price ${shown(price)}, usage ${shown(usage)})`);
    }
  }
  return { seed, amounts: count, unknown, saturated, faults };
}

function faultOf(
  price: Price,
  usage: Usage,
  cost: number | undefined,
  random: SeededRandom,
): string | undefined {
  const exact = exactCost(price, usage);
  if (exact === undefined || cost === undefined) {
    return exact === cost ? undefined : `expected ${exact}, got ${cost}`;
  }
  if (!Number.isSafeInteger(cost) || cost < 0 || Object.is(cost, -0)) return `${cost} is no charge`;
  if (BigInt(cost) !== exact) return `expected ${exact}, got ${cost}`;
  return boundFault(price, usage, cost, random) ?? textFault(cost);
}

/** An attempt that stays within what was bounded costs no more than its bound. */
function boundFault(price: Price, usage: Usage, cost: number, random: SeededRandom): string | undefined {
  const [input, output] = [atLeast(usage.inputTokens, random), atLeast(usage.outputTokens, random)];
  const bound = costBound(price, input, output);
  if (bound === undefined) return undefined;
  if (!Number.isSafeInteger(bound) || bound < 0) return `${bound} is no bound`;
  return bound < cost
    ? `bound ${bound} for ${input} and ${output} tokens is below the cost ${cost}`
    : undefined;
}

function atLeast(tokens: number | undefined, random: SeededRandom): number | undefined {
  if (told(tokens) === undefined || tokens === undefined) return tokens;
  return random.below(2) === 0 ? tokens : Math.min(Number.MAX_SAFE_INTEGER, tokens + random.below(1_000_000));
}

function textFault(cost: number): string | undefined {
  const text = formatMicros(cost);
  const [dollars = "", decimals = ""] = text.slice(1).split(".");
  const exact = BigInt(dollars) * 1_000_000n + BigInt(decimals.padEnd(6, "0"));
  if (exact !== BigInt(cost)) return `${cost} is written ${text}`;
  return parseMoney(text) === cost ? undefined : `${text} is read as ${parseMoney(text)}`;
}

/** The rules of `costOf`, told again with whole numbers that have no largest one. */
function exactCost(price: Price, usage: Usage): bigint | undefined {
  const input = told(usage.inputTokens);
  if (price.long !== undefined && input === undefined) return undefined;
  const isLong = price.long !== undefined && input !== undefined && input > BigInt(price.long.above);
  const prices = (isLong ? price.long : price) as TokenPrices;
  const plainPrice = told(prices.input);
  const writePrice = told(prices.cacheWrite) ?? plainPrice;
  const cachedPrice = told(prices.cached) ?? plainPrice;
  const charges: (bigint | undefined)[] = [product(told(usage.outputTokens), told(prices.output))];
  if (input === undefined) {
    charges.push(...[plainPrice, writePrice, cachedPrice].map((each) => product(undefined, each)));
  } else {
    const written = smaller(told(usage.cacheWriteTokens) ?? 0n, input);
    const cached = smaller(told(usage.cachedTokens) ?? 0n, input - written);
    charges.push(
      product(written, writePrice),
      product(cached, cachedPrice),
      product(input - written - cached, plainPrice),
    );
  }
  let sum = 0n;
  for (const charge of charges) {
    if (charge === undefined) return undefined;
    sum += charge;
  }
  const whole = sum / 1_000_000n;
  return smaller(whole * 1_000_000n === sum ? whole : whole + 1n, largest);
}

/** Nothing costs nothing, whatever the other side is. */
function product(tokens: bigint | undefined, price: bigint | undefined): bigint | undefined {
  if (tokens === 0n || price === 0n) return 0n;
  return tokens === undefined || price === undefined ? undefined : tokens * price;
}

function told(value: number | undefined): bigint | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function anyPrice(random: SeededRandom): Price {
  const short = anyTokenPrices(random);
  if (random.below(5) > 0) return short;
  return { ...short, long: { above: amount(random), ...anyTokenPrices(random) } };
}

function anyTokenPrices(random: SeededRandom): TokenPrices {
  return withoutAbsent({
    input: maybe(random),
    cached: maybe(random),
    cacheWrite: maybe(random),
    output: maybe(random),
  });
}

function anyUsage(random: SeededRandom): Usage {
  return withoutAbsent({
    inputTokens: maybe(random),
    cachedTokens: maybe(random),
    cacheWriteTokens: maybe(random),
    outputTokens: maybe(random),
    reasoningTokens: maybe(random),
  });
}

function withoutAbsent<Name extends string>(
  all: Record<Name, number | undefined>,
): { readonly [name in Name]?: number } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never;
}

function maybe(random: SeededRandom): number | undefined {
  const kind = random.below(20);
  if (kind === 0) return undefined;
  return kind === 1 ? broken[random.below(broken.length)] : amount(random);
}

/** All sizes alike: as many of ten digits as of two, and the edges. */
function amount(random: SeededRandom): number {
  const kind = random.below(8);
  if (kind === 0) return edges[random.below(edges.length)] ?? 0;
  const bits = kind < 5 ? random.below(25) : random.below(54);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.floor(random.next() * 2 ** bits) * 2 + random.below(2));
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "number" && !Number.isFinite(each) ? String(each) : each,
  );
}
