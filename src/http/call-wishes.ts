import type { IncomingHttpHeaders } from "node:http";
import { parseDuration } from "../lib/duration.ts";
import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import { readMemoryHeader } from "./memory-wish.ts";

/** What a request's headers ask of the way that its call goes. */
export type CallWishes = Pick<Call, "region" | "retries" | "deadline" | "memory">;

/** More attempts than anybody allows. */
const mostRetries = 100;

/** In milliseconds. */
const longestTimeout = 24 * 60 * 60 * 1000;

const none: CallWishes = {};

/**
 * Reads `x-parley-region`, `x-parley-retries` and `x-parley-timeout`. Fails with `invalid_value`, which names the header.
 *
 * @param begun When the request came, in monotonic milliseconds.
 */
export function readWishes(headers: IncomingHttpHeaders, begun: number): CallWishes {
  const region = headers["x-parley-region"];
  const retries = headers["x-parley-retries"];
  const timeout = headers["x-parley-timeout"];
  const memory = headers["x-parley-memory"];
  if (region === undefined && retries === undefined && timeout === undefined && memory === undefined)
    return none;
  return {
    ...(region !== undefined && { region: checkRegion(region) }),
    ...(retries !== undefined && { retries: readRetries(retries) }),
    ...(memory !== undefined && { memory: readMemoryHeader(memory) }),
    ...(timeout !== undefined && { deadline: begun + readTimeout(timeout) }),
  };
}

/** A label as the settings have it, see `labelName` there. */
function checkRegion(value: string | string[]): string {
  if (typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(value)) return value;
  throw invalid(
    "x-parley-region must be one region, such as eu: 1 to 40 letters, digits, dots, dashes and underscores.",
  );
}

function readRetries(value: string | string[]): number {
  const retries = typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  if (retries <= mostRetries) return retries;
  throw invalid(`x-parley-retries must be a whole number from 0 to ${mostRetries}, such as 0 or 2.`);
}

/** A number is milliseconds. */
function readTimeout(value: string | string[]): number {
  const text = typeof value === "string" ? value : "";
  const ms = /^\d{1,9}$/.test(text) ? Number(text) : (parseDuration(text) ?? 0);
  if (ms >= 1 && ms <= longestTimeout) return ms;
  throw invalid(
    "x-parley-timeout must be a duration from 1ms to 24h, such as 30s, or 30000 for milliseconds.",
  );
}

function invalid(rule: string): ParleyError {
  return new ParleyError("invalid_value", { message: `The header ${rule}` });
}
