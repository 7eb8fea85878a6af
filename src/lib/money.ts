import type { Price, TokenPrices } from "../spec/price.ts";
import type { Usage } from "../spec/usage.ts";

/** Micro-units (millionths of a US dollar) of one dollar. */
export const microsPerDollar = 1_000_000;

/** Prices are told for so many tokens. */
const tokensPerPrice = 1_000_000;

const largest = Number.MAX_SAFE_INTEGER;

/**
 * What an attempt cost, in micro-units: an integer from 0 to `Number.MAX_SAFE_INTEGER`, at which it saturates.
 * `undefined` when a count or a price that matters is unknown: nothing is ever taken for 0.
 *
 * - Tokens that the upstream did not single out as cached or written are plain input. Reasoning is output.
 * - Where the price is known to be 0, the count does not matter; where the count is 0, the price does not.
 * - Pictures are charged by the piece where they have such a price, and otherwise by their tokens.
 * - A count that is negative, broken or not exact was not told. Parts larger than the whole are cut to it, and of
 *   the two the cached ones first, since those written to the cache are dearer.
 *
 * The exact sum is rounded up once for the attempt. Up, so that many small calls are never free and what was spent
 * is never shown as less than the truth; once, since rounding each part would add up to three micro-units more.
 */
export function costOf(price: Price | undefined, usage: Usage): number | undefined {
  if (price === undefined) return undefined;
  const images = known(usage.images);
  const each = known(price.image);
  return images === undefined || each === undefined
    ? costOfTokens(price, usage)
    : withImages(costOfTokens(price, usage), images, each);
}

/** Where pictures have a price of their own, tokens count beside it only where their price is known, too. */
function withImages(tokens: number | undefined, images: number, each: number): number {
  return Math.min(largest, (tokens ?? 0) + images * each);
}

function costOfTokens(price: Price, usage: Usage): number | undefined {
  const toldInput = known(usage.inputTokens);
  const { long } = price;
  if (long !== undefined && toldInput === undefined) return undefined;
  const prices: TokenPrices = long !== undefined && (toldInput ?? 0) > long.above ? long : price;
  const inputPrice = known(prices.input);
  const cachedPrice = known(prices.cached) ?? inputPrice;
  const writePrice = known(prices.cacheWrite) ?? inputPrice;
  const outputPrice = known(prices.output);

  const free = inputPrice === 0 && cachedPrice === 0 && writePrice === 0;
  const input = free ? 0 : toldInput;
  const output = outputPrice === 0 ? 0 : known(usage.outputTokens);
  if (input === undefined || output === undefined) return undefined;
  const written = Math.min(known(usage.cacheWriteTokens) ?? 0, input);
  const cached = Math.min(known(usage.cachedTokens) ?? 0, input - written);
  const plain = input - written - cached;
  if (plain > 0 && inputPrice === undefined) return undefined;
  if (cached > 0 && cachedPrice === undefined) return undefined;
  if (written > 0 && writePrice === undefined) return undefined;
  if (output > 0 && outputPrice === undefined) return undefined;
  return chargeFor(
    plain,
    inputPrice ?? 0,
    cached,
    cachedPrice ?? 0,
    written,
    writePrice ?? 0,
    output,
    outputPrice ?? 0,
  );
}

/**
 * The most that an attempt can cost, in micro-units, when it has no more than these tokens: no discount of the
 * cache is assumed, and where writing to the cache is dearer than reading, all input counts as written.
 * Never less than `costOf` of such an attempt. `undefined` when a bound or a price that matters is unknown.
 */
export function costBound(
  price: Price | undefined,
  inputTokensAtMost: number | undefined,
  outputTokensAtMost: number | undefined,
  images?: number,
): number | undefined {
  if (price === undefined) return undefined;
  const pictures = known(images);
  const each = known(price.image);
  const tokens = boundOfTokens(price, inputTokensAtMost, outputTokensAtMost);
  return pictures === undefined || each === undefined ? tokens : withImages(tokens, pictures, each);
}

function boundOfTokens(
  price: Price,
  inputTokensAtMost: number | undefined,
  outputTokensAtMost: number | undefined,
): number | undefined {
  const { long } = price;
  if (long === undefined) return boundAt(price, inputTokensAtMost, outputTokensAtMost);
  const input = known(inputTokensAtMost);
  if (input === undefined) return undefined;
  if (input <= long.above) return boundAt(price, input, outputTokensAtMost);
  // The attempt may turn out shorter than the bound, and then the other prices hold.
  const short = boundAt(price, long.above, outputTokensAtMost);
  const whole = boundAt(long, input, outputTokensAtMost);
  return short === undefined || whole === undefined ? undefined : Math.max(short, whole);
}

function boundAt(
  prices: TokenPrices,
  inputTokensAtMost: number | undefined,
  outputTokensAtMost: number | undefined,
): number | undefined {
  const plainPrice = known(prices.input);
  const outputPrice = known(prices.output);
  // A part may have a price where the whole has none; what is not that part cannot be reckoned then.
  const inputPrice =
    plainPrice === undefined
      ? undefined
      : Math.max(plainPrice, known(prices.cached) ?? 0, known(prices.cacheWrite) ?? 0);
  const input = inputPrice === 0 ? 0 : known(inputTokensAtMost);
  const output = outputPrice === 0 ? 0 : known(outputTokensAtMost);
  if (input === undefined || output === undefined) return undefined;
  if ((input > 0 && inputPrice === undefined) || (output > 0 && outputPrice === undefined)) return undefined;
  return chargeFor(input, inputPrice ?? 0, 0, 0, 0, 0, output, outputPrice ?? 0);
}

/** A count or a price as it can be reckoned with; what is no integer from 0 to 2^53 − 1 is unknown. */
function known(value: number | undefined): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined;
}

/** Four counts, each with its price. Written out, since lists would allocate on each call. */
function chargeFor(
  plain: number,
  plainPrice: number,
  cached: number,
  cachedPrice: number,
  written: number,
  writtenPrice: number,
  output: number,
  outputPrice: number,
): number {
  const sum = plain * plainPrice + cached * cachedPrice + written * writtenPrice + output * outputPrice;
  // Rounding keeps the order: a sum of integers ≥ 0 that comes out as an exact integer had only exact parts.
  if (sum <= largest) {
    const rest = sum % tokensPerPrice;
    return (sum - rest) / tokensPerPrice + (rest > 0 ? 1 : 0);
  }
  const exact =
    BigInt(plain) * BigInt(plainPrice) +
    BigInt(cached) * BigInt(cachedPrice) +
    BigInt(written) * BigInt(writtenPrice) +
    BigInt(output) * BigInt(outputPrice);
  const divisor = BigInt(tokensPerPrice);
  const micros = (exact + divisor - 1n) / divisor;
  return micros > BigInt(largest) ? largest : Number(micros);
}

/**
 * Writes micro-units as dollars, exactly: `$1.25`, `$10.00`, `$0.000012`, `-$0.50`. At least two decimals.
 * Throws a `TypeError` for what is not an exact integer.
 */
export function formatMicros(micros: number): string {
  if (!Number.isSafeInteger(micros)) throw new TypeError(`not an amount in micro-units: ${micros}`);
  const size = Math.abs(micros);
  const rest = size % microsPerDollar;
  const decimals = String(rest)
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `${micros < 0 ? "-" : ""}$${(size - rest) / microsPerDollar}.${decimals}`;
}

/**
 * Micro-units of an amount of dollars as people write it: `$10`, `10.50`, `0.000001`.
 *
 * `undefined` for anything else, for parts of a micro-unit, and for more than `Number.MAX_SAFE_INTEGER` of them.
 */
export function parseMoney(text: string): number | undefined {
  const match = /^\$?(\d{1,16})(?:\.(\d{1,20}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  const decimals = fraction.replace(/0+$/, "");
  if (decimals.length > 6) return undefined;
  const micros = Number(whole) * microsPerDollar + Number(decimals.padEnd(6, "0"));
  return Number.isSafeInteger(micros) ? micros : undefined;
}
