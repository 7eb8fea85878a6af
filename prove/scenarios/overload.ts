/** Scenario 12: five times as many calls as the server can answer, of clients that do not wait for each other. */
import { setTimeout as sleep } from "node:timers/promises";
import { divideCores } from "../../bench/lib/cores.ts";
import type { Violation } from "../checker/violation.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { percentile } from "../load/percentile.ts";
import { probe } from "../load/probe/start-probe.ts";
import { createRawPool, jsonRequest, type RawAnswer, type RawPool } from "../load/raw-pool.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = {
  short: { settle: 2, measure: 4, overload: 8 },
  full: { settle: 3, measure: 10, overload: 60 },
} as const;

/** Times the capacity. */
const factor = 5;

/** Connections that the clients of the overload have opened before. */
const pooled = 500;

/** What must hold. */
const least = { goodput: 0.9 } as const;
const most = { refusalMs: 50, healthMs: 50 } as const;

/**
 * A call is a stream of about a hundred tokens at a hundred a second, which is a quick model's. Nothing is asked of an
 * upstream: the server's own core shall be what is short.
 */
const settings =
  "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 100 } }\n" +
  // Of an operator who would rather refuse than let anybody wait.
  "overload: { turn: 10ms }\n";

const question = {
  model: "rehearsal",
  stream: true,
  messages: [{ role: "user", content: "Tell me a long story about the sea and the wind." }],
};

/** Clients for the measuring of the capacity, more and more until it helps no more. */
const crowds = [100, 200, 300, 450, 650, 900];

/** By how much a larger crowd must be served better for a still larger one to be tried. */
const worthwhile = 1.05;

interface Heard {
  readonly whole: number;
  readonly refusals: readonly RawAnswer[];
  /** Neither whole nor refused. */
  readonly broken: number;
}

export async function runOverload(world: World): Promise<Outcome> {
  const { server: core } = divideCores();
  const prefix = core === undefined ? [] : ["taskset", "-c", core];
  const house = await startLoadHouse(world, "overload", { settings, prefix });
  const request = jsonRequest("/v1/chat/completions", house.key, question);
  const { settle, measure, overload } = sizes[world.size];
  const capacity = await findCapacity(world, house, request, settle, measure);
  const rate = capacity * factor;
  world.say(`capacity ${capacity.toFixed(0)} calls/s; now ${rate.toFixed(0)}/s`);
  const pool = createRawPool(house.port);
  // Clients have pools of connections; that their opening takes its time is another matter.
  const hello = Buffer.from("GET /healthz HTTP/1.1\r\nhost: parley\r\n\r\n");
  await Promise.all(Array.from({ length: pooled }, () => pool.ask(hello)));
  const [heard, health] = await Promise.all([
    flood(pool, request, rate, settle, overload),
    sleep(settle * 1_000).then(() => probe(world, house.port, overload)),
  ]);
  pool.close();
  const after = await recovers(house, request);
  const goodput = heard.whole / overload;
  const refusal = heard.refusals.map(({ ms }) => ms);
  const p99 = percentile(refusal, 0.99);
  const found: Violation[] = [...unexpectedEnds(house.server)];
  const busy = isBusyMachine();
  const demand = (holds: boolean, rule: string, what: string): void => {
    if (!holds) found.push({ invariant: "I7", rule, what });
  };
  demand(
    busy || goodput >= capacity * least.goodput,
    "goodput",
    `${goodput.toFixed(0)} calls/s of ${capacity.toFixed(0)}`,
  );
  demand(
    busy || p99 <= most.refusalMs,
    "slow-refusals",
    `99 of 100 refusals took up to ${p99.toFixed(0)} ms`,
  );
  demand(
    heard.refusals.every(({ status, retryAfter }) => status === 503 && retryAfter),
    "wrong-refusal",
    "not all were 503 with Retry-After",
  );
  demand(
    busy || (health.failed === 0 && health.p99 <= most.healthMs),
    "health",
    `p99 ${health.p99.toFixed(0)} ms, ${health.failed} without answer`,
  );
  demand(heard.broken === 0, "broken", `${heard.broken} calls broke`);
  demand(after !== undefined, "recovery", "no call was answered within 10 s after the load had ended");
  await house.server.stop();
  return {
    counted:
      `capacity ${capacity.toFixed(0)} streams/s; at ${factor}× ${goodput.toFixed(0)}/s (${((goodput / capacity) * 100).toFixed(0)}%), ` +
      `${(refusal.length / overload).toFixed(0)} refusals/s, p50 ${percentile(refusal, 0.5).toFixed(1)} and p99 ${p99.toFixed(1)} ms; ` +
      `/healthz p50 ${health.p50.toFixed(1)} and p99 ${health.p99.toFixed(1)} ms of ${health.asked}; well again after ${((after ?? 0) / 1000).toFixed(1)} s${judgedOrNot()}`,
    violations: found,
  };
}

/** Calls a second that are answered in full, of clients who wait for their answers: the most that any crowd gets. */
async function findCapacity(
  world: World,
  house: LoadHouse,
  request: Buffer,
  settle: number,
  measure: number,
): Promise<number> {
  let best = 0;
  for (const clients of crowds) {
    const pool = createRawPool(house.port);
    const begun = performance.now();
    const from = begun + settle * 1_000;
    const to = from + measure * 1_000;
    let whole = 0;
    await Promise.all(
      Array.from({ length: clients }, async (_, index) => {
        await sleep((index * 500) / clients);
        while (performance.now() < to) {
          const answer = await pool.ask(request);
          const now = performance.now();
          if (answer.status === 200 && answer.whole && now >= from && now < to) whole++;
          if (answer.status !== 200) await sleep(100);
        }
      }),
    );
    pool.close();
    const reached = whole / measure;
    world.say(`${clients} clients: ${reached.toFixed(0)} calls/s`);
    if (reached < best * worthwhile) return Math.max(best, reached);
    best = reached;
  }
  return best;
}

/** `rate` calls a second, whatever becomes of them; those that end within the last `seconds` are counted. */
async function flood(
  pool: RawPool,
  request: Buffer,
  rate: number,
  settle: number,
  seconds: number,
): Promise<Heard> {
  let whole = 0;
  let broken = 0;
  const refusals: RawAnswer[] = [];
  const begun = performance.now();
  const from = begun + settle * 1_000;
  const to = from + seconds * 1_000;
  const hear = (answer: RawAnswer): void => {
    const now = performance.now();
    if (now < from || now >= to) return;
    if (answer.status === 200 && answer.whole) whole++;
    else if (answer.status >= 400) refusals.push(answer);
    else broken++;
  };
  for (let asked = 0; performance.now() < to; await sleep(2)) {
    const due = ((performance.now() - begun) / 1_000) * rate;
    for (; asked < due; asked++) void pool.ask(request).then(hear);
  }
  return { whole, refusals, broken };
}

/** Milliseconds until a call is answered again; `undefined` when none is within ten seconds. */
async function recovers(house: LoadHouse, request: Buffer): Promise<number | undefined> {
  const begun = performance.now();
  const pool = createRawPool(house.port);
  while (performance.now() - begun < 10_000) {
    const answer = await pool.ask(request);
    if (answer.status === 200 && answer.whole) {
      pool.close();
      return performance.now() - begun;
    }
    await sleep(200);
  }
  pool.close();
  return undefined;
}
