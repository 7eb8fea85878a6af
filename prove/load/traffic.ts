/** Calls at a steady rate, and streams that are always there: for faults that nobody must notice. */
import { setTimeout as sleep } from "node:timers/promises";
import { createRawPool, jsonRequest } from "./raw-pool.ts";
import { readStream } from "./streams.ts";

export interface TrafficWish {
  readonly port: number;
  readonly key: string;
  /** The model, or the models by turns. */
  readonly model: () => string;
  readonly callsPerSecond: number;
  readonly streams: number;
  /** How long a stream lasts, in milliseconds. */
  readonly streamMs: () => number;
}

export interface Traffic {
  /** Resolves when every stream has begun at least once. */
  readonly running: Promise<void>;
  /** Lets the streams come to their ends. */
  stop(): Promise<TrafficReport>;
}

export interface TrafficReport {
  readonly calls: number;
  readonly streams: number;
  /** Each call and stream that failed, in words. */
  readonly failures: readonly string[];
}

/** One call in so many has a connection of its own. */
const freshEvery = 5;

/** Streams do not begin all in the same moment. */
const spreadMs = 1_000;

export function startTraffic(wish: TrafficWish): Traffic {
  const { port, key, model } = wish;
  const pool = createRawPool(port);
  const failures: string[] = [];
  const begun = performance.now();
  const since = (): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  let calls = 0;
  let streams = 0;
  const end = new AbortController();

  const chat = (stream: boolean, content: string): Buffer =>
    jsonRequest("/v1/chat/completions", key, {
      model: model(),
      stream,
      messages: [{ role: "user", content }],
    });

  async function call(): Promise<void> {
    const fresh = calls++ % freshEvery === 0;
    const own = fresh ? createRawPool(port) : pool;
    const { status, whole } = await own.ask(chat(false, "hi"));
    if (fresh) own.close();
    if (status !== 200 || !whole)
      failures.push(
        `a call on a ${fresh ? "new" : "kept"} connection after ${since()}: ${status}${whole ? "" : ", broken"}`,
      );
  }
  async function calling(): Promise<void> {
    const open = new Set<Promise<void>>();
    for (let due = performance.now(); !end.signal.aborted; due += 1_000 / wish.callsPerSecond) {
      const one = call().finally(() => open.delete(one));
      open.add(one);
      await sleep(Math.max(0, due - performance.now()));
    }
    await Promise.all(open);
  }
  async function streaming(place: number): Promise<void> {
    await sleep((place / wish.streams) * spreadMs);
    while (!end.signal.aborted) {
      streams++;
      const { kind, words } = await readStream(port, chat(true, `for ${wish.streamMs()} ms`));
      if (kind !== "whole") failures.push(`a stream ended after ${since()} as ${kind}: ${words}`);
    }
  }
  const all = [calling(), ...Array.from({ length: wish.streams }, (_, place) => streaming(place))];
  return {
    running: sleep(spreadMs + 500),
    async stop() {
      end.abort();
      await Promise.all(all);
      pool.close();
      return { calls, streams, failures };
    },
  };
}
