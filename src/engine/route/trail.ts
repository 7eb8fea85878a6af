import type { ErrorCode } from "../../spec/errors.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { RouteAttempt, RouteReport } from "../../spec/route-report.ts";

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
  #passed: string[] | undefined;
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
    return this.#course.skipped;
  }

  get attempts(): readonly RouteAttempt[] {
    return this.#attempts;
  }

  get chosen(): string | undefined {
    return this.#chosen;
  }

  get costMicros(): number | undefined {
    return this.#settled < this.#attempts.length ? undefined : this.#costMicros;
  }

  begin(target: string, waitedMs: number, hedge: boolean): void {
    this.#attempts.push(hedge ? { target, hedge } : { target });
    this.waitedMs = waitedMs;
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

  /** The target was not asked, because it must be left alone now. */
  passed(target: string): void {
    (this.#passed ??= []).push(target);
  }

  take(target: string, warnings: readonly Warning[] | undefined): void {
    this.#chosen = target;
    this.warnings = warnings;
  }

  /** What an attempt cost; `undefined` when nobody knows. */
  settled(costMicros: number | undefined): void {
    this.#settled++;
    this.#costMicros =
      this.#costMicros === undefined || costMicros === undefined ? undefined : this.#costMicros + costMicros;
  }

  /** While nobody has answered: who is being asked. */
  get #asked(): string | undefined {
    const last = this.#attempts.at(-1);
    return last?.error === undefined ? last?.target : undefined;
  }

  get text(): string {
    const { text, strategy, sticky, considered, skipped, cooling, outliers = 0 } = this.#course;
    const made = this.#attempts.length;
    if (text !== undefined && made === 1 && this.#chosen !== undefined) return text;
    const named = skipped.slice(0, mostNamed).map(({ target, why }) => `skipped ${target}: ${why}`);
    const parts = [
      this.#chosen ?? this.#asked ?? "none",
      sticky ? `${strategy}, sticky` : strategy,
      `${considered.length + skipped.length} considered`,
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
