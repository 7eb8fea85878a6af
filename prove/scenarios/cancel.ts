/** Clients that leave: while they wait in a queue, while the way stands, before the first byte, and in the middle. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { askAndListen, type Way, ways } from "../cancel/asking.ts";
import { type DeafDoor, startDeafDoor } from "../cancel/deaf-door.ts";
import { type QuietUpstream, startQuietUpstream } from "../cancel/quiet-upstream.ts";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { descriptors, tellDescriptors } from "../load/descriptors.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { percentile } from "../load/percentile.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const aborts = { short: 1_000, full: 10_000 } as const;
/** Clients at a time; each has an address of its own for connections that never stand. */
const lanes = 8;
/** So many of a hundred leave while a budget makes them wait, and while they connect. */
const shares = { queued: 10, connecting: 25, first: 30 } as const;

/** What must hold: from the client's leaving to the end of the upstream's connection, in milliseconds. */
const limitMs = 100;
const share = 0.99;
/** Of fewer than that a hundredth is no one: then it is the twentieth part that may be late. */
const fewest = 200;
const shareOfFew = 0.95;

/** On a machine that does so much beside this for each core, times say nothing of Parley: they are only shown. */
const mostLoadPerCore = 2;

/** A budget in tokens, and the bound of an answer of which it has room for one at a time. */
const purse = 10_000_000;
const tooMuchForTwo = 6_000_000;

/** A connection that is not closed by then is taken for one that never is. */
const patienceMs = 5_000;
/** Idle connections to upstreams are kept for 4 s. */
const quietMs = 20_000;
/** A few files come and go by themselves: the database's, a look-up. */
const mostLeft = 5;

type Phase = "queued" | "connecting" | "before the first byte" | "mid-stream";

export async function runCancel(world: World): Promise<Outcome> {
  const upstream = await startQuietUpstream(world.cleanup);
  const doors = await Promise.all(Array.from({ length: lanes }, () => startDeafDoor(world.cleanup)));
  const house = await startLoadHouse(world, "cancel", { settings: settingsOf(upstream, doors) });
  const poor = await makePoorKey(house);
  const run = createAborts(world, house, { upstream, doors, poor });
  await run(64);
  const before = await quiet(house);
  const begun = performance.now();
  const times = await run(aborts[world.size]);
  const seconds = (performance.now() - begun) / 1000;
  const after = await quiet(house, before + mostLeft);
  const isBusy = (loadavg()[0] ?? 0) > mostLoadPerCore * availableParallelism();
  const found: Violation[] = [...unexpectedEnds(house.server), ...judgeTimes(times, isBusy)];
  const say = (rule: string, what: string): void => void found.push({ invariant: "I7", rule, what });
  if (after > before + mostLeft)
    say("descriptors", `${before} before and ${after} after: ${tellDescriptors(house.server.pid)}`);
  found.push(...(await judgeBooks(house)), ...(await judgeHeard(house, upstream)));
  if (await house.metric("parley_http_open_requests").then((open) => open > 1))
    say("open-requests", "some are left");
  await house.server.stop();
  const all = [...times.values()].flat();
  return {
    counted: `${all.length} aborts in ${seconds.toFixed(0)} s${isBusy ? " (times NOT JUDGED: the machine is busy)" : ""}, ${[...times].map(([phase, ms]) => `${phase}: ${tellTail(ms)} of ${ms.length}`).join(", ")}; ${before} files open before, ${after} after`,
    violations: found,
  };
}

function settingsOf(upstream: QuietUpstream, doors: readonly DeafDoor[]): string {
  const provider = (name: string, url: string, more = ""): string =>
    `  ${name}: { type: openai-compatible, baseUrl: "${url}", apiKey: x${more} }\n`;
  const names = ["silent", "midway"] as const;
  const here = `http://127.0.0.1:${upstream.port}`;
  return [
    "providers:\n",
    ...names.map((name) => provider(name, `${here}/${name}/v1`)),
    provider("heard", `${here}/heard/v1`, ", onDisconnect: drain"),
    ...doors.map(({ port }, lane) => provider(`deaf${lane}`, `https://127.0.0.1:${port}/v1`)),
    "prices:\n",
    ...[...names, "heard"].map((name) => `  ${name}/*: { input: 1, output: 1 }\n`),
  ].join("");
}

/** A key whose budget one call takes as a whole, so that others wait for it. */
async function makePoorKey(house: LoadHouse): Promise<string> {
  const made = JSON.parse(await house.parley("keys", "create", "--name", "poor", "--json")) as {
    readonly id: string;
    readonly key: string;
  };
  await house.parley("budgets", "set", "--key", made.id, "--per", "total", "--tokens", String(purse));
  await sleep(1_500);
  return made.key;
}

interface Places {
  readonly upstream: QuietUpstream;
  readonly doors: readonly DeafDoor[];
  readonly poor: string;
}

/** Makes so many calls that are left, and gives how long each upstream's connection stayed open afterwards. */
function createAborts(world: World, house: LoadHouse, { upstream, doors, poor }: Places) {
  let number = 0;
  const { random } = world;

  async function atUpstream(way: Way, phase: "silent" | "midway"): Promise<number> {
    const mark = `mark-${++number}-x`;
    const client = askAndListen(house.port, house.key, way.path, way.body(`${phase}/mock`, mark));
    await within(upstream.read(mark), `${way.name}: the upstream got nothing; ${client.status()}`);
    if (phase === "midway" && way.piecewise)
      await within(client.heard, `${way.name}: the client heard nothing; ${client.status()}`);
    await sleep(random.below(10));
    const left = client.leave();
    return (await within(upstream.closed(mark), `${way.name}: never closed`, Infinity)) - left;
  }

  async function connecting(way: Way, lane: number): Promise<number> {
    const mark = `mark-${++number}-x`;
    const client = askAndListen(house.port, house.key, way.path, way.body(`deaf${lane}/mock`, mark));
    const come = doors[lane]?.next() ?? Promise.reject(new Error("no door"));
    const { closed } = await within(come, `${way.name}: nobody came; ${client.status()}`);
    await sleep(random.below(10));
    const left = client.leave();
    return (await within(closed, `${way.name}: never closed`, Infinity)) - left;
  }

  /** One holds the budget; another one waits, leaves, and must never be heard of upstream. Gives 0, or nothing good. */
  async function queued(): Promise<number> {
    const held = `mark-${++number}-x`;
    const waits = `mark-${++number}-x`;
    const way = ways[random.below(8)] ?? ways[0];
    if (way === undefined) return Infinity;
    const body = { ...ways[0]?.body("silent/mock", held), max_tokens: tooMuchForTwo };
    const holder = askAndListen(house.port, poor, "/v1/chat/completions", body);
    await within(upstream.read(held), `the holder was not let in; ${holder.status()}`);
    const body2 = { ...way.body("silent/mock", waits), max_tokens: tooMuchForTwo };
    const waiter = askAndListen(house.port, poor, way.path, body2);
    await sleep(20 + random.below(60));
    waiter.leave();
    // Time to hear of it, before there is room.
    await sleep(150);
    const left = holder.leave();
    const ms = (await within(upstream.closed(held), "the holder was never closed", Infinity)) - left;
    await sleep(30);
    return upstream.times(waits) === 0 ? ms : Infinity;
  }

  return async function run(count: number): Promise<ReadonlyMap<Phase, readonly number[]>> {
    const times = new Map<Phase, number[]>();
    const note = (phase: Phase, ms: number): void => void times.set(phase, [...(times.get(phase) ?? []), ms]);
    let left = count;
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        while (left-- > 0) {
          const way = ways[random.below(ways.length)];
          const dice = random.below(100);
          if (way === undefined) return;
          // One budget: one lane waits for it.
          if (lane === 0 && dice < shares.queued * lanes) note("queued", await queued());
          else if (dice < shares.connecting) note("connecting", await connecting(way, lane));
          else if (dice < shares.connecting + shares.first)
            note("before the first byte", await atUpstream(way, "silent"));
          else note("mid-stream", await atUpstream(way, "midway"));
        }
      }),
    );
    return times;
  };
}

/** Rejects after a while, unless there is something else to be given then. */
async function within<T>(awaited: Promise<T>, what: string, late?: T): Promise<T> {
  const over = Promise.withResolvers<T>();
  const timer = setTimeout(
    () => (late === undefined ? over.reject(new Error(what)) : over.resolve(late)),
    patienceMs,
  );
  try {
    return await Promise.race([awaited, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function judgeTimes(times: ReadonlyMap<Phase, readonly number[]>, isBusy: boolean): readonly Violation[] {
  const found: Violation[] = [];
  for (const phase of ["queued", "connecting", "before the first byte", "mid-stream"] as const) {
    const ms = times.get(phase) ?? [];
    const never = ms.filter((one) => one === Infinity).length;
    if (ms.length === 0) found.push({ invariant: "I7", rule: "not-tried", what: phase });
    if (never > 0 && !isBusy)
      found.push({ invariant: "I7", rule: "not-cancelled", what: `${phase}: ${never}` });
    else if (percentile(ms, shareOf(ms)) > limitMs && !isBusy)
      found.push({ invariant: "I7", rule: "slow-cancel", what: `${phase}: ${tellTail(ms)}` });
  }
  return found;
}

function shareOf(ms: readonly number[]): number {
  return ms.length < fewest ? shareOfFew : share;
}

/** Such as `p99 13 ms`. */
function tellTail(ms: readonly number[]): string {
  return `p${shareOf(ms) * 100} ${percentile(ms, shareOf(ms)).toFixed(0)} ms`;
}

/** Waits until idle connections are gone. Gives how many files are open then. */
async function quiet(house: LoadHouse, enough = 0): Promise<number> {
  const { pid } = house.server;
  let last = descriptors([pid]);
  await sleep(6_000);
  await waitUntil(quietMs, 1_000, () => {
    const now = descriptors([pid]);
    const settled = now <= enough || (enough === 0 && now === last);
    last = now;
    return settled;
  });
  return last;
}

/** Every row has its end, and nothing is set aside any more. */
async function judgeBooks(house: LoadHouse): Promise<readonly Violation[]> {
  let open = 0;
  let reserved = 0;
  await waitUntil(quietMs, 2_000, async () => {
    const rows = await house.ledger();
    open = rows.filter(({ state }) => state !== "settled" && state !== "never_sent").length;
    const { budgets } = JSON.parse(await house.parley("budgets", "list", "--json")) as {
      readonly budgets: readonly { readonly reserved: number }[];
    };
    reserved = budgets.reduce((sum, budget) => sum + budget.reserved, 0);
    return open === 0 && reserved === 0;
  });
  const found: Violation[] = [];
  if (open > 0) found.push({ invariant: "I2", rule: "open-row", what: `${open} rows have no end` });
  if (reserved > 0)
    found.push({ invariant: "I3", rule: "reserved", what: `${reserved} are still set aside` });
  return found;
}

/** Where answers are heard out, the books are exact, and who comes again with the key gets the answer. */
async function judgeHeard(house: LoadHouse, upstream: QuietUpstream): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  const stream = ways.filter(({ name }) => /^(chat completions|chat|messages), streamed/.test(name));
  for (const [index, way] of stream.entries()) {
    const mark = `mark-${index}-heard`;
    const client = askAndListen(house.port, house.key, way.path, way.body("heard/mock", mark));
    await within(client.heard, `${way.name}: the client heard nothing; ${client.status()}`);
    client.leave();
  }
  await sleep(1_500);
  const rows = (await house.ledger()).filter(({ provider }) => provider === "heard");
  const exact = rows.filter(({ estimated, outputTokens }) => !estimated && outputTokens === 5);
  if (exact.length !== stream.length)
    found.push({
      invariant: "tokens",
      rule: "not-heard-out",
      what: `${exact.length} of ${stream.length} rows are exact`,
    });
  found.push(...(await judgeKept(house, upstream)));
  return found;
}

async function judgeKept(house: LoadHouse, upstream: QuietUpstream): Promise<readonly Violation[]> {
  const mark = "mark-0-kept";
  const ask = (signal: AbortSignal) =>
    fetch(`${house.server.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${house.key}`,
        "content-type": "application/json",
        "idempotency-key": mark,
      },
      body: JSON.stringify({
        model: "heard/mock",
        stream: true,
        messages: [{ role: "user", content: mark }],
      }),
      signal,
    });
  const first = new AbortController();
  const response = await ask(first.signal);
  await response.body?.getReader().read();
  first.abort();
  await sleep(1_000);
  const again = await (await ask(AbortSignal.timeout(patienceMs))).text();
  const times = upstream.times(mark);
  if (again.includes("[DONE]") && times === 1) return [];
  const what = `the upstream was asked ${times} times, and the second caller got ${JSON.stringify(again.slice(-80))}`;
  return [{ invariant: "I2", rule: "not-kept", what }];
}
