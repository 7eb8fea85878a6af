import { type AnomalyRule, anomalyRules } from "../../api/anomalies.ts";
import type { AuditFilters } from "../../api/audit.ts";

export const parts = ["findings", "audit", "anomalies", "sessions"] as const;

export type Part = (typeof parts)[number];

/** What is looked at, as the address has it. Days are of the reader's own time zone, and both are included. */
export interface SecuritySearch {
  readonly part?: Part;
  readonly event?: string;
  readonly actor?: string;
  readonly resource?: string;
  /** Such as `2026-11-23`. */
  readonly from?: string;
  readonly until?: string;
  readonly rule?: AnomalyRule;
  /** Whether the log is held against its hashes and what was signed of it. */
  readonly verify?: true;
}

export function readSecuritySearch(search: Readonly<Record<string, unknown>>): SecuritySearch {
  const word = (value: unknown): value is string => typeof value === "string" && value !== "";
  const { event, actor, resource, from, until } = search;
  const part = parts.find((one) => one === search["part"]);
  const rule = anomalyRules.find((one) => one === search["rule"]);
  return {
    ...(part !== undefined && { part }),
    ...(word(event) && { event }),
    ...(word(actor) && { actor }),
    ...(word(resource) && { resource }),
    ...(isDay(from) && { from }),
    ...(isDay(until) && { until }),
    ...(rule !== undefined && { rule }),
    ...(search["verify"] === true && { verify: true }),
  };
}

/** What the API is asked for. */
export function filtersOf({ event, actor, resource, from, until }: SecuritySearch): AuditFilters {
  return {
    ...(event !== undefined && { event }),
    ...(actor !== undefined && { actor }),
    ...(resource !== undefined && { resource }),
    ...(from !== undefined && { from: beginningOf(from, 0) }),
    ...(until !== undefined && { until: beginningOf(until, 1) }),
  };
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(beginningOf(value, 0));
}

/** Unix seconds of the first moment of a day, or of one some days later. */
function beginningOf(day: string, later: number): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return Math.floor(new Date(year, month - 1, date + later).getTime() / 1_000);
}
