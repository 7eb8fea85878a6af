/** Requests that want this server's memory and time, while somebody asks how it is. */
import type { Violation } from "../checker/violation.ts";
import { askRaw } from "../fuzz/ask-raw.ts";
import { type Bomb, makeBombs } from "../load/bombs.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { probe } from "../load/probe/start-probe.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = { short: { seconds: 8, abreast: 2 }, full: { seconds: 60, abreast: 4 } } as const;

/** What must hold: one of them alone may stop the event loop for so long. Two at a time are the probe's affair. */
const mostStopMs = 100;
const mostGrowth = 512 * 1024 * 1024;

const mib = 1024 * 1024;

export async function runBombs(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "bombs", { settings: "" });
  // The keepers' routes are loaded with the first request for one of them, once in a process: no bomb's doing (decision 0039).
  await askRaw(
    house.port,
    Buffer.from("GET /v1/organization/projects HTTP/1.1\r\nhost: parley\r\nconnection: close\r\n\r\n"),
  );
  const bombs = makeBombs(house.key);
  const { seconds, abreast } = sizes[world.size];
  const found: Violation[] = [];
  const worst = await oneByOne(world, house, bombs, found);
  const before = house.memory();
  let peak = before;
  let thrown = 0;
  const over = new AbortController();
  const statuses = new Map<number, number>();
  const throwing = async (): Promise<void> => {
    for (; !over.signal.aborted; thrown++) {
      const bomb = bombs[world.random.below(bombs.length)];
      if (bomb === undefined) return;
      const { status } = await askRaw(house.port, bomb.bytes);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      peak = Math.max(peak, house.memory());
    }
  };
  const all = Promise.all(Array.from({ length: abreast }, throwing));
  const health = await probe(world, house.port, seconds);
  over.abort();
  await all;
  const demand = (holds: boolean, rule: string, what: string): void => {
    if (!holds) found.push({ invariant: "I7", rule, what });
  };
  demand(health.failed === 0, "health", `${health.failed} of ${health.asked} got no answer`);
  demand(isBusyMachine() || worst.ms <= mostStopMs, "stop", `${worst.name}: ${worst.ms.toFixed(0)} ms`);
  demand(peak - before <= mostGrowth, "memory", `${((peak - before) / mib).toFixed(0)} MB more`);
  found.push(...unexpectedEnds(house.server));
  await house.server.stop();
  const told = [...statuses]
    .toSorted(([one], [other]) => one - other)
    .map(([status, times]) => `${times} × ${status}`);
  return {
    counted: `${bombs.length} kinds, of which one alone stops the event loop for ${worst.ms.toFixed(0)} ms at the most (${worst.name}); ${thrown} thrown (${told.join(", ")}); /healthz p50 ${health.p50.toFixed(1)} and p99 ${health.p99.toFixed(1)} ms of ${health.asked}; ${((peak - before) / mib).toFixed(0)} MB more${judgedOrNot()}`,
    violations: found,
  };
}

/** Each must get an answer that is no accident. Gives which kept the event loop longest. */
async function oneByOne(
  { say }: World,
  house: LoadHouse,
  bombs: readonly Bomb[],
  found: Violation[],
): Promise<{ readonly name: string; readonly ms: number }> {
  let worst = { name: "none", ms: 0 };
  // What it measures begins anew with each look.
  const blocked = async (): Promise<number> =>
    (await house.metric("nodejs_eventloop_lag_max_seconds")) * 1_000;
  const throwOne = async ({ name, bytes }: Bomb): Promise<number> => {
    await blocked();
    const begun = performance.now();
    const { status, head, isLate } = await askRaw(house.port, bytes);
    const took = performance.now() - begun;
    const ms = await blocked();
    say(`${name}: ${status} after ${took.toFixed(0)} ms, the event loop stood for ${ms.toFixed(0)} ms`);
    const isTurnedAway = status === 503 && head.includes("retry-after: ");
    if (isLate || status === 0 || (status >= 500 && !isTurnedAway))
      found.push({ invariant: "I5", rule: "bomb", what: `${name}: ${isLate ? "no answer" : status}` });
    return ms;
  };
  for (const bomb of bombs) {
    const first = await throwOne(bomb);
    // What a bomb does, it does each time; what a neighbour on the machine does, hardly twice.
    const ms = first > mostStopMs ? Math.min(first, await throwOne(bomb)) : first;
    if (ms > worst.ms) worst = { name: bomb.name, ms };
  }
  return worst;
}
