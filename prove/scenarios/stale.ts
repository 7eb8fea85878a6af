/** Scenario 10: connections that the upstream closes while nobody uses them, and just when somebody wants to. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { startStaleUpstream, type StaleUpstream } from "./stale-upstream.ts";
import { unexpectedEnds } from "./tell.ts";

/** Callers, each with a provider and so with connections of its own: they grow older than those of a busy one. */
const callers = 100;
const calls = { short: 500, full: 10_000 } as const;
const longestPauseMs = 4_500;
const mostLoadPerCore = 2;

/** Calls whose connection is closed before they are made, about when they are made, and after they were read. */
const closedBefore = { short: 100, full: 1_000 } as const;
const closedAbout = { short: 100, full: 1_000 } as const;
const taken = { short: 20, full: 200 } as const;

/** Several, so that none fails so often that it is given up. */
const takers: readonly string[] = Array.from({ length: 50 }, (_, index) => `taker-${index + 1}`);

/** Of all calls over connections that are closed at random so many may fail: the contract. */
const mostErrors = 1;

/** Younger connections are used without a look, see `src/lib/http1-pool.ts`; in milliseconds. */
const ages = [5, 10, 40, 300] as const;
/** Around the moment in which the request is on its way through the server, in milliseconds. */
const widestOffsetMs = 4;

const timeouts = "{ connect: 5s, firstByte: 5s, idle: 5s, total: 20s }";

export async function runStale(world: World): Promise<Outcome> {
  const upstream = await startStaleUpstream(world);
  const names = Array.from({ length: callers }, (_, index) => `caller-${index + 1}`);
  const providers = [...names, "before", "about", ...takers].map((name) => ({
    name,
    port: upstream.port,
    timeouts,
  }));
  const house = await startRawHouse(world, "stale", providers);
  const { size } = world;
  const errors = judgeErrors(await atRandom(world, house, upstream, names), calls[size]);
  const before = await justBefore(world, house, upstream, closedBefore[size]);
  const about = await justAbout(world, house, upstream, closedAbout[size]);
  const answered = await takenAway(house, taken[size]);
  const found: Violation[] = [];
  found.push(...errors.violations);
  if (before > 0)
    found.push(
      violation("I7", "closed-before", `${before} calls failed whose connection had been closed before`),
    );
  if (answered > 0)
    found.push(violation("I6", "answered-by-nobody", `${answered} calls were answered that were not`));
  for (const [question, times] of upstream.books) {
    if (times > 1) found.push(violation("I2", "sent-twice", `the upstream read ${question} ${times} times`));
  }
  found.push(...unexpectedEnds(house.server));
  await house.server.stop();
  const twice = [...upstream.books.values()].filter((times) => times > 1).length;
  const counted = [
    errors.told,
    `closed just before: ${before} of ${closedBefore[size]}`,
    `in the same moment, where nobody can prove anything: ${about} of ${closedAbout[size]}`,
    `read and then closed: ${taken[size] - answered} of ${taken[size]}`,
    `${upstream.closed()} of ${upstream.connections()} connections closed idle, ${upstream.books.size} requests read, ${twice} of them twice`,
  ].join("; ");
  return { counted, violations: found };
}

interface Errors {
  /** The upstream had closed the connection before the caller asked. */
  readonly provable: string[];
  /** It closed it afterwards: the request may have lain there already. */
  readonly crossed: string[];
}

async function atRandom(
  world: World,
  house: RawHouse,
  upstream: StaleUpstream,
  names: readonly string[],
): Promise<Errors> {
  let left: number = calls[world.size];
  const errors: Errors = { provable: [], crossed: [] };
  const caller = async (name: string): Promise<void> => {
    await sleep(world.random.below(1_000));
    for (let number = 1; left-- > 0; number++) {
      const asked = performance.now();
      const failed = await failure(house, name, `${name} ${number}`);
      if (failed !== undefined) {
        errors[upstream.lastClosed(name) > asked ? "crossed" : "provable"].push(failed);
      }
      await sleep(world.random.below(longestPauseMs));
    }
  };
  await Promise.all(names.map(caller));
  return errors;
}

/**
 * How long a request lies with the upstream before it is read is the machine's affair: where that is busy, more of them
 * meet a connection that is just being closed, and that is shown, and not judged.
 */
function judgeErrors({ provable, crossed }: Errors, count: number): Part {
  const [load = 0] = loadavg();
  const busy = load > mostLoadPerCore * availableParallelism();
  const note = busy ? ` (NOT JUDGED: the machine is busy, load ${load.toFixed(1)})` : "";
  const tooMany = provable.length > 0 || (!busy && crossed.length > mostErrors);
  return {
    told: `${count} calls over connections that close at random: ${provable.length} errors where that was before the call, ${crossed.length} where it crossed it${note}`,
    violations: tooMany
      ? [...provable, ...crossed].map((what) => violation("I7", "visible-errors", what))
      : [],
  };
}

/** The upstream's end of the connection is gone before the caller asks: that can be known, and so must be. */
async function justBefore(
  world: World,
  house: RawHouse,
  upstream: StaleUpstream,
  count: number,
): Promise<number> {
  let errors = 0;
  for (let number = 1; number <= count; number++) {
    if (!(await ask(house, "before", `before ${number} first`))) errors++;
    await sleep(ages[world.random.below(ages.length)] ?? 0);
    upstream.closeNext("before");
    if (!(await ask(house, "before", `before ${number} then`))) errors++;
  }
  return errors;
}

/** Closed while the request is on its way: what fails here may have been read, and is not sent again. */
async function justAbout(
  world: World,
  house: RawHouse,
  upstream: StaleUpstream,
  count: number,
): Promise<number> {
  let errors = 0;
  for (let number = 1; number <= count; number++) {
    await ask(house, "about", `about ${number} first`);
    await sleep(ages[world.random.below(ages.length)] ?? 0);
    const asked = ask(house, "about", `about ${number} then`);
    await sleep(world.random.below(widestOffsetMs));
    upstream.closeNext("about");
    if (!(await asked)) errors++;
  }
  return errors;
}

/** Gives how many were answered after all. */
async function takenAway(house: RawHouse, count: number): Promise<number> {
  let answered = 0;
  for (let number = 1; number <= count; number++) {
    const taker = takers[number % takers.length] ?? "";
    await ask(house, taker, `first ${number}`);
    if (await ask(house, taker, `take ${number}`)) answered++;
  }
  return answered;
}

/** What went wrong, if anything did. By hand, so that no client tries again. */
async function failure({ door }: RawHouse, model: string, question: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${door.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${door.key}`,
        "content-type": "application/json",
        "x-parley-retries": "0",
      },
      body: JSON.stringify({ model, messages: [{ role: "user", content: question }] }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return response.status === 200 ? undefined : `${question}: ${response.status} ${text.slice(0, 120)}`;
  } catch (error) {
    const { cause } = error as Error;
    return `${question}: ${String(error)} (${String(cause)})`;
  }
}

async function ask(house: RawHouse, model: string, question: string): Promise<boolean> {
  return (await failure(house, model, question)) === undefined;
}

function violation(invariant: Violation["invariant"], rule: string, what: string): Violation {
  return { invariant, rule, what };
}
