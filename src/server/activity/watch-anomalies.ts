import { setTimeout as pause } from "node:timers/promises";
import { createDetector, type Detector, type Found } from "../../admin/activity/detector.ts";
import type { Clock } from "../../lib/clock.ts";
import { timeOrderedId } from "../../lib/random-id.ts";
import type { Anomaly } from "../../spec/anomaly.ts";
import type { RequestTrace, WrittenAt } from "../../spec/request-log.ts";
import type { Stores } from "../../spec/stores.ts";
import { expireAll } from "../expire-all.ts";
import { keepRounds } from "../rounds.ts";
import type { AnomalySettings } from "../settings/activity-settings.ts";

/** How often the process that looks does so, in milliseconds; and after how long a silence another one does. */
const lookEvery = 5_000;
const leadFor = 20_000;

/** What is usual is learned from this time back when a process begins to look, and from no more rows than that. */
const learnFrom = 7 * 24 * 3_600_000;
const learnRows = 50_000;

/** What a leader that died has not looked at is made up for up to this age; older things are no news. */
const makeUp = 3_600_000;

const rowsAtATime = 500;
const pauseMs = 10;

/** How often old findings are looked for, in milliseconds, and how many are removed at a time. */
const forgetEvery = 60_000;
const batch = 200;

export interface WatchDeps {
  readonly stores: Pick<Stores, "requests" | "anomalies">;
  readonly clock: Clock;
  /** Names this process to the others. */
  readonly holder: string;
  readonly settings: () => AnomalySettings;
  /** Told of each that is found, by the one process that found it. */
  readonly found: (anomaly: Anomaly) => void;
  readonly warn: (message: string, error: unknown) => void;
  /** In milliseconds. Tests have less time. */
  readonly every?: number;
}

/** Looks at what all processes write into the request log: one of them does at a time, so that rules see everything. */
export interface AnomalyWatch {
  /** Looks now, where this process is the one that looks. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

export function watchAnomalies(deps: WatchDeps): AnomalyWatch {
  const { stores, clock, holder, settings, found, warn, every = lookEvery } = deps;
  const { requests, anomalies } = stores;
  const rounds = keepRounds(every, look);
  const { ending } = rounds;
  let leading: Leading | undefined;
  let forgotAt = clock.monotonic();

  async function lookOnce(): Promise<void> {
    if (ending.aborted) return;
    if (!settings().enabled) {
      leading = undefined;
      return;
    }
    const { leads, seen } = await anomalies.lead(holder, leadFor);
    if (!leads) {
      leading = undefined;
      return;
    }
    leading ??= await begin(seen);
    await readOn(leading);
    await anomalies.saw(holder, leading.cursor);
    await forget();
  }

  /** Whoever begins learns what is usual from what was written before. */
  async function begin(seen: number): Promise<Leading> {
    const now = await requests.now();
    const oldest = await requests.rewind(learnRows);
    const news = seen === 0 ? now : Math.max(seen, now - makeUp);
    const cursor = Math.max(now - learnFrom, oldest ?? 0);
    return { detector: createDetector(), cursor, news, seen: new Map() };
  }

  async function readOn(place: Leading): Promise<void> {
    let after = place.cursor - requests.seenWithin - 1;
    while (!ending.aborted) {
      const rows = await requests.traces(after, rowsAtATime);
      for (const row of rows) {
        for (const one of see(place, row)) await tell(one);
        place.seen.set(row.id, row.writtenAt);
      }
      after = rows.at(-1)?.writtenAt ?? after;
      place.cursor = Math.max(place.cursor, after);
      if (rows.length < rowsAtATime) break;
      await anomalies.lead(holder, leadFor);
      await pause(pauseMs);
    }
    for (const [id, at] of place.seen) if (at < place.cursor - requests.seenWithin) place.seen.delete(id);
  }

  /** What is to be told of a row. */
  function see({ detector, seen, news }: Leading, row: RequestTrace & WrittenAt): readonly Found[] {
    if (seen.has(row.id)) return nothing;
    const all = detector.see(row);
    return row.writtenAt > news ? all : nothing;
  }

  async function tell({ rule, pause: quiet, ...finding }: Found): Promise<void> {
    const at = clock.now();
    const anomaly: Anomaly = { id: timeOrderedId("anomaly", at), at, rule, ...finding };
    if (await anomalies.record(anomaly, quiet)) found(anomaly);
  }

  async function forget(): Promise<void> {
    if (clock.monotonic() - forgotAt < forgetEvery) return;
    forgotAt = clock.monotonic();
    const before = clock.now() - settings().retentionMs;
    await expireAll((limit) => anomalies.expire(before, limit), { batch, pauseMs, ending });
  }

  async function look(): Promise<void> {
    try {
      await lookOnce();
    } catch (error) {
      // What was seen and not told is looked at again, by whoever leads then.
      leading = undefined;
      if (!ending.aborted) warn("the rules for anomalies could not look at the requests", error);
    }
  }
  return { look: rounds.now, stop: rounds.stop };
}

const nothing: readonly Found[] = [];

interface Leading {
  readonly detector: Detector;
  /** Up to where was looked, by the database's clock. */
  cursor: number;
  /** What was written before is learned from, and not told. */
  readonly news: number;
  /** What was looked at lately, and when it was written. */
  readonly seen: Map<string, number>;
}
