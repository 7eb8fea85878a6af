/** Scenario 9: upstreams that want this server's memory and time, one after the other. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuBetween, readCpu, readMemory } from "../../bench/lib/process-meter.ts";
import type { Violation } from "../checker/violation.ts";
import { modelFor, type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import { goodBody, goodStream } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import { play } from "../shapes/play.ts";
import { streamed, whole } from "../shapes/shape.ts";
import { type Attack, hostileAttacks } from "./hostile-attacks.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** The contract: what one of them may cost. */
const most = { memoryBytes: 32 * 1024 * 1024, cpuMicros: 100_000 } as const;

/** On a machine where more than this waits for each core, caches are cold and a figure of time means nothing. */
const mostLoadPerCore = 2;

const redirects = { short: 500, full: 10_000 } as const;
const redirectsAbreast = 16;

/**
 * An attack that is too dear is made so often in all, and the middle of its times is judged: a garbage collection that
 * was due, or a function that was just being compiled, is not what it costs.
 */
const mostTimes = 3;

/** Calls before anything is measured: compiled code and a grown heap are nobody's attack. */
const warmUps = 300;
const lookEveryMs = 20;
const quietMs = 1_000;

const timeouts = "{ connect: 2s, firstByte: 2500ms, idle: 1500ms, total: 5s }";

interface Cost {
  readonly name: string;
  readonly cpuMicros: number;
  readonly memoryBytes: number;
}

export async function runHostile(world: World): Promise<Outcome> {
  const attacks = hostileAttacks();
  const scripts = new Map(attacks.map(({ name, steps }) => [name, steps]));
  const types = new Map(attacks.map(({ name, type }) => [name, type]));
  let followed = 0;
  const canary = await startRawUpstream(
    world.cleanup,
    ({ socket }) => socket.destroy(),
    () => followed++,
  );
  const away = `HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:${canary.port}/v1\r\ncontent-length: 0\r\n\r\n`;
  const upstream = await startRawUpstream(world.cleanup, ({ socket, provider, stream }) => {
    const good = (stream ? streamed("answer", goodStream) : whole("answer", goodBody)).steps;
    const elsewhere = provider === "redirect" ? [away] : good;
    void play(socket, scripts.get(provider) ?? elsewhere);
  });
  const names = ["good", "redirect", ...scripts.keys()];
  const count = redirects[world.size];
  const providers = names.map((name) => ({
    name,
    port: upstream.port,
    timeouts,
    type: types.get(name),
    calls: name === "redirect" ? count : 0,
  }));
  const house = await startRawHouse(world, "hostile", providers);
  const found: Violation[] = [];
  for (let call = 0; call < warmUps; call++) await ask(house, "good", call % 2 === 0);
  const idleMicros = await idleCost(house);
  const costs: Cost[] = [];
  for (const attack of attacks) {
    const costsOfOne: Cost[] = [];
    do {
      const { cost, violations } = await endure(house, attack, idleMicros);
      world.say(`${attack.name}: ${tellCost(cost)}`);
      costsOfOne.push(cost);
      found.push(...violations);
    } while (costsOfOne.length < mostTimes && costsOfOne.some(({ cpuMicros }) => cpuMicros > most.cpuMicros));
    costs.push(middleOf(attack.name, costsOfOne));
  }
  const badly = await redirected(house, count);
  if (followed > 0) found.push(violation("redirect-followed", `${followed} connections to where it points`));
  if (badly > 0) found.push(violation("redirect-answered", `${badly} of ${count} were no 502`));
  if ((await ask(house, "good", false)).status !== 200) found.push(violation("sick-afterwards", "no answer"));
  const judged = judgeCosts(costs);
  found.push(...judged.violations, ...unexpectedEnds(house.server));
  await house.server.stop();
  return { counted: `${judged.told}; ${count} redirects, ${followed} followed`, violations: found };
}

/** What the server costs each millisecond when nobody asks, in microseconds. */
async function idleCost({ server }: RawHouse): Promise<number> {
  const before = readCpu([server.pid]);
  await sleep(quietMs);
  return cpuBetween(before, readCpu([server.pid])) / quietMs;
}

async function endure(
  house: RawHouse,
  attack: Attack,
  idleMicros: number,
): Promise<{ readonly cost: Cost; readonly violations: readonly Violation[] }> {
  const { pid } = house.server;
  const residentBefore = readMemory([pid]).rssBytes;
  let highest = residentBefore;
  const watch = setInterval(() => (highest = Math.max(highest, readMemory([pid]).rssBytes)), lookEveryMs);
  const cpuBefore = readCpu([pid]);
  const begun = performance.now();
  const { status, text } = await ask(house, attack.name, attack.stream);
  // What it still does with what has come is its cost as well.
  await sleep(2 * lookEveryMs);
  clearInterval(watch);
  const idle = idleMicros * (performance.now() - begun);
  const cost: Cost = {
    name: attack.name,
    cpuMicros: Math.max(0, cpuBetween(cpuBefore, readCpu([pid])) - idle),
    memoryBytes: Math.max(highest, readMemory([pid]).rssBytes) - residentBefore,
  };
  const violations: Violation[] = [];
  if (!attack.statuses.includes(status))
    violations.push(violation("status", `${attack.name}: ${status} ${text.slice(0, 80)}`));
  if (status === 200 && (!text.includes('"error"') || text.includes("[DONE]"))) {
    violations.push(violation("clean-end", `${attack.name} ended like an answer`));
  }
  return { cost, violations };
}

function judgeCosts(costs: readonly Cost[]): {
  readonly told: string;
  readonly violations: readonly Violation[];
} {
  const dearest = costs.toSorted(byTime).at(-1);
  const largest = costs.toSorted((one, other) => other.memoryBytes - one.memoryBytes)[0];
  const [load = 0] = loadavg();
  const busy = load > mostLoadPerCore * availableParallelism();
  const violations = costs.flatMap((cost): readonly Violation[] => {
    const tooDear = !busy && cost.cpuMicros > most.cpuMicros;
    const tooLarge = cost.memoryBytes > most.memoryBytes;
    return tooDear || tooLarge ? [violation("cost", `${cost.name}: ${tellCost(cost)}`)] : [];
  });
  const note = busy ? ` (time NOT JUDGED: the machine is busy, load ${load.toFixed(1)})` : "";
  const told = `${costs.length} attacks: most time ${tellCost(dearest)} (${dearest?.name ?? "none"}), most memory ${tellCost(largest)} (${largest?.name ?? "none"})${note}`;
  return { told, violations };
}

/** The middle of the times, and the most memory of all: what was taken once was taken. */
function middleOf(name: string, costs: readonly Cost[]): Cost {
  const { cpuMicros = 0 } = costs.toSorted(byTime)[costs.length >> 1] ?? {};
  return { name, cpuMicros, memoryBytes: Math.max(...costs.map(({ memoryBytes }) => memoryBytes)) };
}

function byTime(one: Cost, other: Cost): number {
  return one.cpuMicros - other.cpuMicros;
}

function tellCost(cost: Cost | undefined): string {
  const { cpuMicros = 0, memoryBytes = 0 } = cost ?? {};
  return `${Math.round(cpuMicros / 1000)} ms, +${(memoryBytes / 1024 / 1024).toFixed(1)} MB`;
}

/** How many were answered otherwise than with 502. */
async function redirected(house: RawHouse, count: number): Promise<number> {
  let left = count;
  let badly = 0;
  const one = async (): Promise<void> => {
    while (left-- > 0) if ((await ask(house, modelFor("redirect", left), false)).status !== 502) badly++;
  };
  await Promise.all(Array.from({ length: redirectsAbreast }, one));
  return badly;
}

/** By hand: an SDK would spend more time on a gigabyte than the server. */
async function ask(
  { door }: RawHouse,
  model: string,
  stream: boolean,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${door.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${door.key}`,
      "content-type": "application/json",
      "x-parley-retries": "0",
    },
    body: JSON.stringify({ model, stream, messages: [{ role: "user", content: model }] }),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, text: await response.text() };
}

function violation(rule: string, what: string): Violation {
  return { invariant: rule === "clean-end" ? "I6" : "I7", rule, what };
}
