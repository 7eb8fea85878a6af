/** Requests that nobody would write, at every door of the server, with every kind of credential. */
import { readFileSync } from "node:fs";
import { createSeededRandom, hashText } from "../../src/lib/seeded-random.ts";
import type { Violation } from "../checker/violation.ts";
import { askRaw, type Heard } from "../fuzz/ask-raw.ts";
import { badCredentials, goodCredentials, type Renewed } from "../fuzz/credentials.ts";
import { readDoors } from "../fuzz/doors.ts";
import { faultOf } from "../fuzz/judge.ts";
import { makePrey } from "../fuzz/prey.ts";
import { type FuzzTerms, makeRequest } from "../fuzz/requests.ts";
import { type Keeper, openKeeper } from "../keys/keeper.ts";
import { register } from "../keys/person.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = { short: 10_000, full: 1_000_000 } as const;
const abreast = 16;

/** How often it is seen to that good credentials are good. */
const renewEvery = 500;

const mostDelayMs = 50;

/** What is said to come from elsewhere is believed, so that the reading of it is tried as well. */
const settings = "trustedProxies: [127.0.0.1]\n";

/** Nothing may be fetched from elsewhere. */
const env = { HF_ENDPOINT: "http://127.0.0.1:9" };

interface Count {
  readonly statuses: Map<number, number>;
  readonly faults: string[];
  goodIn: number;
  renewed: number;
}

export async function runFuzz(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "fuzz", { settings, env });
  const keeper = await openKeeper(house.server.url, house.key);
  const { terms, good } = await prepare(house, keeper);
  const loopDelay = (): Promise<number> => house.metric("nodejs_eventloop_lag_p99_seconds");
  await loopDelay(); // what it measures begins anew with each look
  const count = await ask(world, house, terms, good);
  const delayMs = (await loopDelay()) * 1_000;
  const found: Violation[] = [...unexpectedEnds(house.server)];
  for (const what of count.faults) found.push({ invariant: "I5", rule: "fuzz", what });
  for (const what of faultsInLog(house.log)) found.push({ invariant: "I5", rule: "own-fault", what });
  if (!isBusyMachine() && delayMs > mostDelayMs)
    found.push({ invariant: "I7", rule: "loop-delay", what: `p99 ${delayMs.toFixed(0)} ms` });
  if (count.goodIn === 0)
    found.push({ invariant: "I5", rule: "no-fuzz", what: "no request was let in: nothing was tried" });
  const ended = await house.server.stop();
  if (ended !== "0") found.push({ invariant: "I5", rule: "exit", what: `the server ended with ${ended}` });
  return {
    counted: `${sizes[world.size]} requests at ${terms.doors.length} doors, seed ${world.seed}: ${tell(count.statuses)}; ${count.goodIn} done as asked, ${count.renewed} credentials lost and made anew; delay of the event loop p99 ${delayMs.toFixed(1)} ms${judgedOrNot()}`,
    violations: found,
  };
}

async function prepare(
  { server, port }: LoadHouse,
  keeper: Keeper,
): Promise<{ readonly terms: FuzzTerms; readonly good: readonly Renewed[] }> {
  const person = await register(server.url, {
    email: "owner@fuzz.example",
    password: "a long and winding road",
  });
  const good = await goodCredentials(server.url, keeper, person);
  const revoked = await keeper.newKey();
  await keeper.remove(`/v1/organization/projects/${keeper.project}/api_keys/${revoked.id}`);
  // Each kind of good one as often as all bad ones together.
  const bad = badCredentials(revoked.secret);
  const credentials = [...bad, ...good.flatMap((one) => Array<Renewed>(bad.length).fill(one))];
  const doors = await readDoors(server.url);
  return { good, terms: { doors, credentials, host: `127.0.0.1:${port}`, ids: await makePrey(keeper) } };
}

async function ask(
  world: World,
  house: LoadHouse,
  terms: FuzzTerms,
  good: readonly Renewed[],
): Promise<Count> {
  const count: Count = { statuses: new Map(), faults: [], goodIn: 0, renewed: 0 };
  const all = sizes[world.size];
  let next = 0;
  const asking = async (): Promise<void> => {
    while (next < all && house.server.unexpectedEnd() === undefined) {
      const number = next++;
      // Of its number alone, so that one of them can be made again.
      const request = makeRequest(createSeededRandom(hashText(`${world.seed} fuzz ${number}`)), terms);
      const heard = await askRaw(house.port, request.bytes);
      note(count, heard);
      if (request.credential.isGood && heard.status === 200 && request.isPlain) count.goodIn++;
      const fault = faultOf(request, heard);
      if (fault !== undefined)
        count.faults.push(
          `request ${number}, ${request.credential.name}: ${fault}\n         ${shown(request.bytes)}\n         ${shown(Buffer.from(heard.body))}`,
        );
      if (number % renewEvery === renewEvery - 1)
        for (const one of good) if (await one.renew()) count.renewed++;
    }
  };
  await Promise.all(Array.from({ length: abreast }, asking));
  return count;
}

function note({ statuses }: Count, { status }: Heard): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** Secrets of a server that lived for a minute may be seen. */
function shown(bytes: Buffer): string {
  return JSON.stringify(bytes.toString("latin1", 0, 700));
}

function tell(statuses: ReadonlyMap<number, number>): string {
  return [...statuses]
    .toSorted(([one], [other]) => one - other)
    .map(([status, times]) => `${times} × ${status}`)
    .join(", ");
}

/** Lines that say that the server itself has made a mistake. */
function faultsInLog(log: string): readonly string[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /"level":(?:50|60|"error"|"fatal")/.test(line))
    .map((line) => line.slice(0, 1_500));
}
