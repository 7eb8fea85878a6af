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
  /** Calls that ended after the secret that was the newest when they began: they, or the answer with its successor, waited so long. */
  readonly late: number;
  /** Calls that were refused because the database took too long: nobody was let in, whatever the secret. */
  readonly unavailable: number;
}

/** Between two calls of one client, in milliseconds. */
const pauseMs = 60;

/** Asks with a secret; gives the status. */
export function askAs(pool: RawPool, secret: string): Promise<number> {
  const head = `GET /v1/models HTTP/1.1\r\nhost: parley\r\nauthorization: Bearer ${secret}\r\n\r\n`;
  return pool.ask(Buffer.from(head)).then(({ status }) => status);
}

/** Turns a key; the last secret it has stays good. */
export async function turnKey(
  port: number,
  keeper: Keeper,
  { id, secret }: KeyPair,
  terms: Turning,
): Promise<Turned & { readonly last: KeyPair }> {
  const { rotations, overlapMs, graceMs } = terms;
  const pool = createRawPool(port);
  let [old, current] = ["", secret];
  /** Until then the old secret must work, and from then on it must not, by the monotonic clock. */
  let [good, bad] = [-Infinity, Infinity];
  const over = new AbortController();
  /** From then on the secret that is still the newest may have ended: its successor is on its way. */
  let overdue = Infinity;
  const counts = { calls: 0, tries: 0, late: 0, unavailable: 0 };
  const refused: string[] = [];
  const accepted: string[] = [];

  const asked = (used: string): Promise<number> => askAs(pool, used).then((status) => noted(counts, status));
  async function callWithNew(): Promise<void> {
    const used = current;
    const status = await asked(used);
    if (status === 503 || status === 200) return;
    // Nobody can have replaced what he has not got yet, and a call may wait: on a busy machine longer than the overlap.
    const until = used === current ? overdue : used === old ? good : -Infinity;
    if (performance.now() >= until) counts.late++;
    else refused.push(`${id}: ${status} for the new secret`);
  }
  async function callWithOld(): Promise<void> {
    const [used, until, from, begun] = [old, good, bad, performance.now()];
    if (used === "") return;
    const status = await asked(used);
    if (status === 503) return;
    const ended = performance.now();
    if (ended < until && status !== 200)
      refused.push(`${id}: ${status} for the old secret, ${Math.round(until - ended)} ms before its end`);
    if (begun <= from) return;
    counts.tries++;
    if (isRefused(status)) return;
    accepted.push(
      `${id}: ${status} for the old secret, ${Math.round(begun - from + graceMs)} ms after its end`,
    );
  }
  async function turn(): Promise<void> {
    for (let count = 0; count < rotations; count++) {
      const begun = performance.now();
      overdue = begun + overlapMs;
      const value = await rotate(keeper, id, { count, overlapMs });
      const answered = performance.now();
      [old, current] = [current, value];
      [good, bad, overdue] = [begun + overlapMs, answered + overlapMs + graceMs, Infinity];
      // Some tries after its end.
      await sleep(answered + overlapMs + graceMs + 5 * pauseMs - performance.now());
    }
  }
  const calls = [callWithNew, callWithOld].map((call) => againUntil(over.signal, call));
  await Promise.all([...calls, turn().finally(() => over.abort())]).finally(() => pool.close());
  return { rotations, ...counts, refused, accepted, last: { id, secret: current } };
}

function noted(counts: { calls: number; unavailable: number }, status: number): number {
  counts.calls++;
  if (status === 503) counts.unavailable++;
  return status;
}

async function againUntil(over: AbortSignal, call: () => Promise<void>): Promise<void> {
  while (!over.aborted) {
    await call();
    await sleep(pauseMs);
  }
}

/** Gives the new secret. */
async function rotate(
  keeper: Keeper,
  id: string,
  { count, overlapMs }: { readonly count: number; readonly overlapMs: number },
): Promise<string> {
  const path = `/v1/organization/projects/${keeper.project}/api_keys/${id}/rotate`;
  const body = { overlap_seconds: overlapMs / 1_000, rotation_id: `turn-${count}` };
  return String((await keeper.post(path, body))["value"]);
}
