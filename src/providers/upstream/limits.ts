import { parseDuration } from "../../lib/duration.ts";
import type { UpstreamLimit } from "../../spec/upstream-limit.ts";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const openAi = /^x-ratelimit-(limit|remaining|reset)-([a-z-]{1,40})$/;
const anthropic = /^anthropic-ratelimit-([a-z-]{1,40})-(limit|remaining|reset)$/;

/**
 * How Parley's account stands, by `x-ratelimit-limit-requests` and its like (OpenAI and most others) or
 * `anthropic-ratelimit-requests-limit`. `undefined` when the answer has none of them: nearly free then.
 */
export function limitsOf(headers: Headers, now: number): readonly UpstreamLimit[] | undefined {
  let found: Map<string, Record<string, number | string>> | undefined;
  for (const name in headers) {
    if (!name.includes("ratelimit-")) continue;
    const value = headers[name];
    const match = openAi.exec(name) ?? anthropic.exec(name);
    if (match === null || typeof value !== "string") continue;
    const [kind, what] = name.startsWith("x-") ? [match[1], match[2]] : [match[2], match[1]];
    if (kind === undefined || what === undefined) continue;
    found ??= new Map();
    const entry: Record<string, number | string> = found.get(what) ?? { name: what };
    found.set(what, entry);
    const figure = kind === "reset" ? resetMs(value, now) : whole(value);
    if (figure !== undefined) entry[kind === "reset" ? "resetMs" : kind] = figure;
  }
  return found === undefined ? undefined : ([...found.values()] as unknown as readonly UpstreamLimit[]);
}

/** A duration as OpenAI writes it (`6m0s`), or a moment (RFC 3339) as Anthropic does. */
function resetMs(value: string, now: number): number | undefined {
  const duration = parseDuration(value);
  if (duration !== undefined) return duration;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}

function whole(value: string): number | undefined {
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
