import type { ErrorCode } from "../../spec/errors.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { AttemptTimes, RouteAttempt, RouteReport } from "../../spec/route-report.ts";

/** What was decided for a call. */
export interface Course {
  readonly strategy: string;
  readonly sticky: boolean;
  readonly considered: readonly string[];
  readonly skipped: readonly { readonly target: string; readonly why: string }[];
  readonly cooling: number;
  /** Those that answer far worse than their siblings lately, and get fewer calls; absent: none. */
  readonly outliers?: number;
  /** What `text` is when the first attempt succeeds, where that is known beforehand. */
  readonly text?: string;
}

/** Longest text, in characters, and how many skipped targets it names. */
const longest = 500;
const mostNamed = 8;

/** Keeps the report of a call's way while it is gone. */
export class Trail implements RouteReport {
  readonly #course: Course;
  readonly #attempts: Gone[] = [];
  readonly #times: Times[] = [];
  #passed: string[] | undefined;
  #refused: Course["skipped"] | undefined;
  #chosen: string | undefined;
  #costMicros: number | undefined = 0;
  #settled = 0;
  waitedMs = 0;
  warnings: readonly Warning[] | undefined;

  constructor(course: Course) {
    this.#course = course;
  }

  get strategy(): string {
    return this.#course.strategy;
  }

  get considered(): readonly string[] {
    return this.#course.considered;
  }

  get skipped(): RouteReport["skipped"] {
    const { skipped } = this.#course;
    return this.#refused === undefined ? skipped : [...skipped, ...this.#refused];
  }

  get attempts(): readonly RouteAttempt[] {
    return this.#attempts;
  }

  get times(): readonly AttemptTimes[] {
    return this.#times;
  }

  get chosen(): string | undefined {
    return this.#chosen;
  }

  get costMicros(): number | undefined {
    return this.#settled < this.#attempts.length ? undefined : this.#costMicros;
  }

  /** @param begun Milliseconds since the call was routed. */
  begin(target: string, begun: number, hedge: boolean): void {
    this.#attempts.push(hedge ? { target, hedge } : { target });
    this.#times.push({ begun });
    this.waitedMs = this.#attempts.length === 1 ? 0 : begun;
  }

  /** The first piece of an attempt's answer has come. */
  heard(number: number, at: number): void {
    const times = this.#times[number - 1];
    if (times !== undefined) times.first ??= at;
  }

  /** @param number Of the attempt, from 1. */
  failed(number: number, error: ErrorCode): void {
    const attempt = this.#attempts[number - 1];
    if (attempt !== undefined) attempt.error = error;
  }

  /** @param number Of the attempt, from 1. */
  slower(number: number): void {
    const attempt = this.#attempts[number - 1];
    if (attempt !== undefined) attempt.slower = true;
  }

  /** The target turned out to be unable to take the call before it was asked. */
  refused(target: string, why: string): void {
    this.#refused = [...(this.#refused ?? []), { target, why }];
  }

  /** The target was not asked, because it must be left alone now. */
  passed(target: string): void {
    (this.#passed ??= []).push(target);
  }

  take(target: string, warnings: readonly Warning[] | undefined): void {
    this.#chosen = target;
    this.warnings = warnings;
  }

  /** An attempt has ended, and what it cost; `undefined` when nobody knows. */
  settled(number: number, at: number, costMicros: number | undefined): void {
    this.#settled++;
    const times = this.#times[number - 1];
    if (times !== undefined) {
      times.ended = at;
      if (costMicros !== undefined) times.costMicros = costMicros;
    }
    this.#costMicros =
      this.#costMicros === undefined || costMicros === undefined ? undefined : this.#costMicros + costMicros;
  }

  /** While nobody has answered: who is being asked. */
  get #asked(): string | undefined {
    const last = this.#attempts.at(-1);
    return last?.error === undefined ? last?.target : undefined;
  }

  get text(): string {
    const { text, strategy, sticky, considered, cooling, outliers = 0 } = this.#course;
    const made = this.#attempts.length;
    if (text !== undefined && made === 1 && this.#chosen !== undefined) return text;
    const { skipped } = this;
    const all = considered.length + this.#course.skipped.length;
    const named = skipped.slice(0, mostNamed).map(({ target, why }) => `skipped ${target}: ${why}`);
    const parts = [
      this.#chosen ?? (this.#asked === undefined ? "none" : `asking ${this.#asked}`),
      sticky ? `${strategy}, sticky` : strategy,
      `${all} considered`,
      ...named,
      ...(skipped.length > mostNamed ? [`skipped ${skipped.length - mostNamed} more`] : []),
      ...(cooling > 0 ? [`${cooling} cooling`] : []),
      ...(outliers > 0 ? [`${outliers} outlier${outliers === 1 ? "" : "s"}`] : []),
      ...(this.#passed ?? []).slice(0, mostNamed).map((target) => `${target}: left alone`),
      ...this.#attempts.flatMap(wordsOf),
      made === 1 ? "1 attempt" : `${made} attempts`,
    ];
    return ascii(parts.join("; "));
  }
}

type Times = { -readonly [Name in keyof AttemptTimes]: AttemptTimes[Name] };

interface Gone {
  readonly target: string;
  readonly hedge?: true;
  error?: ErrorCode;
  slower?: true;
}

function wordsOf({ target, hedge, error, slower }: Gone): readonly string[] {
  const how = error ?? (slower === true ? "slower" : hedge === true ? "quicker" : undefined);
  return how === undefined ? [] : [`${target}: ${how}`];
}

/** Names of models come from the settings and from callers: only printable ASCII may stand in a header. */
export function ascii(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, "?");
  return plain.length > longest ? `${plain.slice(0, longest - 3)}...` : plain;
}
