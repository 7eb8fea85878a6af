import type { CallReport } from "../../engine/observer.ts";
import { ContentTap } from "../../http/content-tap.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Route } from "../../http/route.ts";
import type { Clock } from "../../lib/clock.ts";
import { timeOrderedId } from "../../lib/random-id.ts";
import type { RequestStore } from "../../spec/request-log.ts";
import { factsOf, isRefusal, ownFacts, type RequestFacts } from "./facts.ts";
import { Repeats } from "./repeats.ts";
import { rowOf } from "./row-of.ts";
import { contentWish, keepsContent, type RequestLogSettings } from "./settings.ts";

/** How often rows are written, in milliseconds: what a process loses that is killed. */
const writeEvery = 250;

/** Rows that wait to be written, and bytes of what was said in them; more are dropped, and counted. */
const mostWaiting = 10_000;
const mostContent = 32 * 1024 * 1024;

/** Rows of one transaction: a few milliseconds in SQLite, in which nothing else happens in the process. */
const rowsAtATime = 64;

/** After a failure it is tried again this much later, in milliseconds; and this often the log says that rows are lost. */
const tryAgainAfter = 1_000;
const complainEvery = 10_000;

export interface RequestLogDeps {
  readonly store: Pick<RequestStore, "insert">;
  readonly clock: Clock;
  /** As they are at the moment. */
  readonly settings: () => RequestLogSettings;
  readonly warn: (message: string, error?: unknown) => void;
}

/** Keeps a row of each call, and of requests that were refused. Nobody waits for it. */
export interface RequestLog {
  /** Before anything else is done with a request. */
  begun(exchange: Exchange): void;
  answered(exchange: Exchange): void;
  /** A call was turned away, without an exchange. */
  turnedAway(route: Route): void;
  /** A call that Parley made by itself has ended; others are told by their exchange. */
  callEnded(report: CallReport): void;
  /** Rows that were lost, because they could not be written as fast as they came. */
  readonly dropped: number;
  /** Rows that wait to be written. */
  readonly waiting: number;
  /** Writes what waits, and stops. */
  close(): Promise<void>;
}

export function createRequestLog(deps: RequestLogDeps): RequestLog {
  const { store, clock, settings, warn } = deps;
  const repeats = new Repeats();
  let queue: Waiting[] = [];
  let contentBytes = 0;
  let dropped = 0;
  let told = { dropped: 0, at: -complainEvery };
  let pausedUntil = 0;
  let writing: Promise<void> | undefined;

  function add(facts: RequestFacts, count: number): void {
    if (queue.length >= mostWaiting) {
      dropped++;
      return;
    }
    const size = sizeOf(facts);
    const isKept = facts.tap !== undefined && isWanted(facts) && contentBytes + size <= mostContent;
    const bytes = isKept ? size : 0;
    queue.push({ facts: isKept ? facts : { ...facts, tap: undefined }, repeats: count, bytes });
    contentBytes += bytes;
  }

  function note(facts: RequestFacts): void {
    if (isRefusal(facts) && !repeats.isFirst(facts, clock.monotonic())) return;
    add(facts, 1);
  }

  /** Whether what was said is to be kept. */
  function isWanted({ projectId, outcome }: RequestFacts): boolean {
    const wish = contentWish(settings(), projectId);
    return wish === "all" || (wish === "errors" && outcome !== "ended");
  }

  async function write(): Promise<void> {
    for (const { facts, repeats: count } of repeats.take(clock.monotonic(), closing)) add(facts, count);
    while (queue.length > 0) {
      const batch = queue.slice(0, rowsAtATime);
      // Made into rows only now: by then attempts that were given up are settled as well.
      await store.insert(batch.map(({ facts, repeats: count }) => rowOf(facts, count)));
      queue = queue.slice(batch.length);
      contentBytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    }
  }

  let closing = false;
  function tick(): Promise<void> {
    complain();
    if (!closing && clock.monotonic() < pausedUntil) return Promise.resolve();
    return (writing ??= write()
      .catch((error: unknown) => {
        pausedUntil = clock.monotonic() + tryAgainAfter;
        if (queue.length === 0) return;
        warn(`the request log could not be written; ${queue.length} rows wait`, error);
      })
      .finally(() => (writing = undefined)));
  }
  function complain(): void {
    const now = clock.monotonic();
    if (dropped === told.dropped || now - told.at < complainEvery) return;
    warn(`the request log lost ${dropped - told.dropped} rows: they came faster than they could be written`);
    told = { dropped, at: now };
  }
  const timer = setInterval(() => void tick(), writeEvery).unref();

  return {
    begun(exchange) {
      const now = settings();
      if (keepsContent(now) && exchange.route?.idempotent === true)
        exchange.tap = new ContentTap(exchange.request, now.maxBytes);
    },
    answered(exchange) {
      if (!settings().enabled) return;
      const complete = factsOf(exchange);
      const isCall = exchange.route?.idempotent === true;
      exchange.notes.whenOver((call) => {
        const facts = complete(call);
        if (isCall || isRefusal(facts)) note(facts);
      });
    },
    turnedAway({ path, method }) {
      if (!settings().enabled) return;
      note({
        id: timeOrderedId("req"),
        at: clock.now(),
        endpoint: path,
        method,
        status: 503,
        outcome: "refused",
        errorCode: "server_overloaded",
        durationMs: 0,
      });
    },
    callEnded(report) {
      if (settings().enabled && report.call.ended === undefined) note(ownFacts(report));
    },
    get dropped() {
      return dropped;
    },
    get waiting() {
      return queue.length;
    },
    async close() {
      clearInterval(timer);
      await writing;
      closing = true;
      await tick();
      dropped += queue.length;
      queue = [];
      complain();
    },
  };
}

interface Waiting {
  readonly facts: RequestFacts;
  readonly repeats: number;
  /** Of what was said. */
  readonly bytes: number;
}

function sizeOf({ tap }: RequestFacts): number {
  if (tap === undefined) return 0;
  return (tap.question?.bytes.length ?? 0) + tap.keptBytes;
}
