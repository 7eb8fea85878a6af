/** Scenario 11: upstreams that freeze before, within and after their heads, in the middle, or do not even listen. */
import { availableParallelism, loadavg } from "node:os";
import type { Violation } from "../checker/violation.ts";
import { modelFor, type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import { startDeaf } from "../raw/start-deaf.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import { play } from "../shapes/play.ts";
import { type ClockCase, clockCases } from "./clocks-cases.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** The contract, either way. */
const toleranceMs = 250;
const mostLoadPerCore = 2;

const rounds = { short: 4, full: 40 } as const;
const steadyMs = { short: 5_000, full: 20 * 60_000 } as const;
/** Beyond what goes on for long, no call takes nearly so much time, in milliseconds. */
const graceMs = 120_000;

/** When a question came to the upstream, and when it last said something to it. */
interface Moment {
  readonly came: number;
  spoke: number;
}

interface Waited {
  readonly case: ClockCase;
  /** From the moment in which the clock began until the caller heard. */
  readonly ms: number;
  readonly status: number;
  readonly text: string;
}

export async function runClocks(world: World): Promise<Outcome> {
  const cases = clockCases(steadyMs[world.size]);
  const steps = new Map(cases.map((one) => [one.name, one.steps]));
  const moments = new Map<string, Moment>();
  const deaf = await startDeaf(world.cleanup);
  const upstream = await startRawUpstream(world.cleanup, ({ socket, provider, question }) => {
    const now = performance.now();
    const moment = { came: now, spoke: now };
    moments.set(question, moment);
    void play(socket, steps.get(provider) ?? [], () => (moment.spoke = performance.now()));
  });
  const providers = cases.map(({ name, clocks, steps: own }) => ({
    name,
    port: own === undefined ? deaf : upstream.port,
    calls: rounds[world.size],
    timeouts: `{ ${Object.entries(clocks)
      .map(([clock, ms]) => `${clock}: ${ms}ms`)
      .join(", ")} }`,
  }));
  const house = await startRawHouse(world, "clocks", providers);
  await warmUp(house, cases);
  const waits: Waited[] = [];
  const [frozen, steady] = [cases.filter(({ fires }) => fires), cases.filter(({ fires }) => !fires)];
  // What goes on is asked once: it takes longer than all the others together.
  const goingOn = Promise.all(steady.map((one) => wait(house, one, 1, moments)));
  for (let round = 1; round <= rounds[world.size]; round++)
    waits.push(...(await Promise.all(frozen.map((one) => wait(house, one, round, moments)))));
  const judged = judge([...waits, ...(await goingOn)]);
  const violations = [...judged.violations, ...unexpectedEnds(house.server)];
  await house.server.stop();
  return { counted: judged.told, violations };
}

/** Connections and code that are new take longer, and no clock is to blame. */
async function warmUp(house: RawHouse, cases: readonly ClockCase[]): Promise<void> {
  const quick = cases.filter(({ fires }) => fires?.clock === "idle");
  await Promise.all(quick.map(({ name, stream }) => ask(house, name, stream, "warm-up")));
}

async function wait(
  house: RawHouse,
  one: ClockCase,
  round: number,
  moments: ReadonlyMap<string, Moment>,
): Promise<Waited> {
  const question = `${one.name} ${round}`;
  const asked = performance.now();
  const { status, text } = await ask(house, modelFor(one.name, round - 1), one.stream, question);
  const heard = performance.now();
  const { came, spoke } = moments.get(question) ?? { came: asked, spoke: asked };
  const begun = { connect: asked, firstByte: came, idle: spoke, total: asked };
  return { case: one, ms: heard - begun[one.fires?.clock ?? "total"], status, text };
}

function judge(waits: readonly Waited[]): Part {
  const [load = 0] = loadavg();
  const busy = load > mostLoadPerCore * availableParallelism();
  const violations: Violation[] = [];
  let widest = 0;
  for (const { case: one, ms, status, text } of waits) {
    const { name, fires, clocks } = one;
    const say = (rule: string, what: string): void =>
      void violations.push({ invariant: rule === "cut" ? "I6" : "I7", rule, what: `${name}: ${what}` });
    const shown = `${status} ${text.slice(-160)}`;
    if (fires === undefined) {
      if (status !== 200 || !text.includes("[DONE]")) say("cut", `after ${Math.round(ms)} ms: ${shown}`);
      continue;
    }
    if (status !== fires.status || !text.includes(fires.says) || text.includes("[DONE]"))
      say("wrong-clock", shown);
    const off = ms - clocks[fires.clock];
    widest = Math.abs(off) > Math.abs(widest) ? off : widest;
    if (!busy && Math.abs(off) > toleranceMs) {
      say("inaccurate", `fired ${Math.round(off)} ms after its ${clocks[fires.clock]} ms`);
    }
  }
  const cut = waits.filter(({ case: { fires } }) => fires !== undefined).length;
  const note = busy ? ` (NOT JUDGED: the machine is busy, load ${load.toFixed(1)})` : "";
  const told = `${cut} frozen calls cut, at most ${Math.round(widest)} ms off${note}; ${waits.length - cut} steady stream of ${Math.round(Math.max(...waits.map(({ ms }) => ms)) / 1000)} s`;
  return { told, violations };
}

/** By hand: what is looked at is the text of the error, and when it came. */
async function ask(
  { door }: RawHouse,
  model: string,
  stream: boolean,
  question: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${door.url}/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${door.key}`,
      "content-type": "application/json",
      "x-parley-retries": "0",
    },
    body: JSON.stringify({ model, stream, messages: [{ role: "user", content: question }] }),
    signal: AbortSignal.timeout(steadyMs.full + graceMs),
  });
  return { status: response.status, text: await response.text() };
}
