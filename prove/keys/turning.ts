/** A key whose secret is changed again and again while its clients go on. */
import { setTimeout as sleep } from "node:timers/promises";
import { createRawPool, type RawPool } from "../load/raw-pool.ts";
import { isRefused } from "./is-refused.ts";
import type { Keeper, KeyPair } from "./keeper.ts";

export interface Turning {
  readonly rotations: number;
  readonly overlapMs: number;
  /** Within so much of its end, an old secret is refused by every process. */
  readonly graceMs: number;
}

export interface Turned {
  readonly rotations: number;
  readonly calls: number;
  /** What was refused inside the overlap, in words. */
  readonly refused: readonly string[];
  /** What was let in after it. */
  readonly accepted: readonly string[];
  /** Tries with an old secret after its end. */
  readonly tries: number;
}

/** Between two calls of one client, in milliseconds. */
const pauseMs = 60;

/** Asks with a secret; gives the status. */
export function askAs(pool: RawPool, secret: string): Promise<number> {
  const head = `GET /v1/models HTTP/1.1\r\nhost: parley\r\nauthorization: Bearer ${secret}\r\n\r\n`;
  return pool.ask(Buffer.from(head)).then(({ status }) => status);
}

/** Makes a key and turns it; the last secret it has stays good. */
export async function turnKey(
  port: number,
  keeper: Keeper,
  terms: Turning,
): Promise<Turned & { readonly last: KeyPair }> {
  const { rotations, overlapMs, graceMs } = terms;
  const pool = createRawPool(port);
  const { id, secret } = await keeper.newKey({ name: "turning" });
  let [old, current] = ["", secret];
  /** Until then the old secret must work, and from then on it must not, by the monotonic clock. */
  let [good, bad] = [-Infinity, Infinity];
  const over = new AbortController();
  const counts = { calls: 0, tries: 0 };
  const refused: string[] = [];
  const accepted: string[] = [];

  async function callWithNew(): Promise<void> {
    while (!over.signal.aborted) {
      const status = await askAs(pool, current);
      counts.calls++;
      if (status !== 200) refused.push(`${id}: ${status} for the new secret`);
      await sleep(pauseMs);
    }
  }
  async function callWithOld(): Promise<void> {
    while (!over.signal.aborted) {
      const [used, until, from, begun] = [old, good, bad, performance.now()];
      if (used !== "") {
        const status = await askAs(pool, used);
        const ended = performance.now();
        counts.calls++;
        if (ended < until && status !== 200)
          refused.push(`${id}: ${status} for the old secret, ${Math.round(until - ended)} ms before its end`);
        if (begun > from) counts.tries++;
        if (begun > from && !isRefused(status))
          accepted.push(
            `${id}: ${status} for the old secret, ${Math.round(begun - from + graceMs)} ms after its end`,
          );
      }
      await sleep(pauseMs);
    }
  }
  async function turn(): Promise<void> {
    for (let count = 0; count < rotations; count++) {
      const path = `/v1/organization/projects/${keeper.project}/api_keys/${id}/rotate`;
      const asked = performance.now();
      const made = await keeper.post(path, {
        overlap_seconds: overlapMs / 1_000,
        rotation_id: `turn-${count}`,
      });
      const answered = performance.now();
      [old, current] = [current, String(made["value"])];
      [good, bad] = [asked + overlapMs, answered + overlapMs + graceMs];
      // Some tries after its end.
      await sleep(answered + overlapMs + graceMs + 5 * pauseMs - performance.now());
    }
  }
  const end = (): void => over.abort();
  await Promise.all([callWithNew(), callWithOld(), turn().finally(end)]).finally(() => pool.close());
  return { rotations, ...counts, refused, accepted, last: { id, secret: current } };
}
