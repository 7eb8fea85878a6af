/** Requests that want this server's memory and time, while somebody asks how it is. */
import type { Violation } from "../checker/violation.ts";
import { askRaw } from "../fuzz/ask-raw.ts";
import { type Bomb, makeBombs } from "../load/bombs.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { startLoadHouse } from "../load/load-house.ts";
import { probe } from "../load/probe/start-probe.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = { short: { seconds: 8, abreast: 2 }, full: { seconds: 60, abreast: 4 } } as const;

/** What must hold. */
const mostHealthMs = 50;
const mostGrowth = 512 * 1024 * 1024;

const mib = 1024 * 1024;

export async function runBombs(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "bombs", { settings: "" });
  const bombs = makeBombs(house.key);
  const { seconds, abreast } = sizes[world.size];
  const found: Violation[] = [];
  const slowest = await oneByOne(house.port, bombs, found);
  const before = house.memory();
  let peak = before;
  let thrown = 0;
  let isOver = false;
  const statuses = new Map<number, number>();
  const throwing = async (): Promise<void> => {
    for (; !isOver; thrown++) {
      const bomb = bombs[world.random.below(bombs.length)];
      if (bomb === undefined) return;
      const { status } = await askRaw(house.port, bomb.bytes);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      peak = Math.max(peak, house.memory());
    }
  };
  const all = Promise.all(Array.from({ length: abreast }, throwing));
  const health = await probe(world, house.port, seconds);
  isOver = true;
  await all;
  const demand = (holds: boolean, rule: string, what: string): void => {
    if (!holds) found.push({ invariant: "I7", rule, what });
  };
  demand(health.failed === 0, "health", `${health.failed} of ${health.asked} got no answer`);
  demand(isBusyMachine() || health.p99 <= mostHealthMs, "health", `p99 ${health.p99.toFixed(0)} ms`);
  demand(peak - before <= mostGrowth, "memory", `${((peak - before) / mib).toFixed(0)} MB more`);
  found.push(...unexpectedEnds(house.server));
  await house.server.stop();
  const told = [...statuses]
    .toSorted(([one], [other]) => one - other)
    .map(([status, times]) => `${times} × ${status}`);
  return {
    counted: `${bombs.length} kinds, the slowest after ${slowest.ms.toFixed(0)} ms (${slowest.name}); ${thrown} thrown (${told.join(", ")}); /healthz p50 ${health.p50.toFixed(1)} and p99 ${health.p99.toFixed(1)} ms of ${health.asked}; ${((peak - before) / mib).toFixed(0)} MB more${judgedOrNot()}`,
    violations: found,
  };
}

/** Each must get an answer that is no accident. Gives which took longest. */
async function oneByOne(
  port: number,
  bombs: readonly Bomb[],
  found: Violation[],
): Promise<{ readonly name: string; readonly ms: number }> {
  let slowest = { name: "none", ms: 0 };
  for (const { name, bytes } of bombs) {
    const begun = performance.now();
    const { status, head, isLate } = await askRaw(port, bytes);
    const ms = performance.now() - begun;
    if (ms > slowest.ms) slowest = { name, ms };
    const isTurnedAway = status === 503 && head.includes("retry-after: ");
    if (isLate || status === 0 || (status >= 500 && !isTurnedAway))
      found.push({ invariant: "I5", rule: "bomb", what: `${name}: ${isLate ? "no answer" : status}` });
  }
  return slowest;
}
