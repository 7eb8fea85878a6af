/** Keys that change and end under load, on several processes; and what is left of them without the database. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import type { Database } from "../databases/database.ts";
import type { PostgresDatabase } from "../databases/postgres-database.ts";
import { type Keeper, type KeyPair, openKeeper } from "../keys/keeper.ts";
import { isRefused } from "../keys/is-refused.ts";
import { askAs, type Turned, turnKey } from "../keys/turning.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { createRawPool, jsonRequest } from "../load/raw-pool.ts";
import { readStream, type StreamEnd } from "../load/streams.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = {
  short: { keys: 25, rotations: 3, overlapMs: 2_000 },
  full: { keys: 100, rotations: 10, overlapMs: 4_000 },
} as const;

/** After the end of a secret, or of a key, so much may pass until nobody takes it any more. */
const graceMs = 1_000;

/** Keys do not turn all in the same moment. */
const apartMs = 80;

/** Connections that are opened anew, so that each of the processes is asked. */
const doors = 12;

/** That a database fell silent without a word is found out within this, or later on a busy machine. */
const noticedMs = 5_000;
const latestMs = 15_000;

export async function runRotation(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "rotation", { settings: "", words: ["--workers", "2"] });
  const keeper = await openKeeper(house.server.url, house.key);
  const { keys, rotations, overlapMs } = sizes[world.size];
  const terms = { rotations, overlapMs, graceMs };
  const made: KeyPair[] = [];
  while (made.length < keys) made.push(await keeper.newKey({ name: "turning" }));
  const turned = await Promise.all(
    made.map((key, place) => sleep(place * apartMs).then(() => turnKey(house.port, keeper, key, terms))),
  );
  const [gone, ...kept] = turned.map(({ last }) => last);
  const parts = [judge(turned), await revoke(house, keeper, gone)];
  if (isPostgres(world.database)) parts.push(await withoutDatabase(world.database, house, kept[0], gone));
  const ends = unexpectedEnds(house.server);
  await house.server.stop();
  return {
    counted: parts.map(({ told }) => told).join("; "),
    violations: [...parts.flatMap(({ violations }) => violations), ...ends],
  };
}

function isPostgres(database: Database): database is PostgresDatabase {
  return database.name === "postgres";
}

function judge(turned: readonly Turned[]): Part {
  const sum = (of: (one: Turned) => number): number => turned.reduce((all, one) => all + of(one), 0);
  const refused = turned.flatMap((one) => one.refused);
  const accepted = turned.flatMap((one) => one.accepted);
  const tries = sum((one) => one.tries);
  const late = sum((one) => one.late);
  const unavailable = sum((one) => one.unavailable);
  const violations: Violation[] = [
    ...refused.map((what) => ({ invariant: "I7" as const, rule: "refused-in-overlap", what })),
    ...accepted.map((what) => ({ invariant: "I5" as const, rule: "accepted-after-end", what })),
  ];
  if (unavailable > 0 && !isBusyMachine())
    violations.push({ invariant: "I7", rule: "unavailable", what: `${unavailable} calls heard 503` });
  if (tries === 0)
    violations.push({ invariant: "I5", rule: "no-tries", what: "no old secret was tried after its end" });
  return {
    told: `${sum((one) => one.rotations)} rotations under ${sum((one) => one.calls)} calls: ${refused.length} refused inside the overlap, ${accepted.length} of ${tries} accepted ${graceMs / 1_000} s after it${late === 0 ? "" : ` (${late} calls waited, or their key's new secret did, for longer than the overlap)`}${unavailable === 0 ? "" : `, ${unavailable} heard 503 since the database took more than its 2 s${judgedOrNot()}`}`,
    violations,
  };
}

/** Every process knows within the time of grace, and ends what it answers at that moment. */
async function revoke(house: LoadHouse, keeper: Keeper, key: KeyPair | undefined): Promise<Part> {
  if (key === undefined) return { told: "", violations: [] };
  await everywhere(house, key.secret);
  const streams = await openStreams(house, key.secret);
  const begun = performance.now();
  await keeper.remove(`/v1/organization/projects/${keeper.project}/api_keys/${key.id}`);
  let ms = 0;
  await waitUntil(10_000, 20, async () => {
    const statuses = await everywhere(house, key.secret);
    ms = performance.now() - begun;
    return statuses.every(isRefused);
  });
  const isLate = ms > graceMs + 500;
  const what = `a revoked key was taken for ${Math.round(ms)} ms`;
  const ends = await Promise.all(streams);
  const last = Math.max(...ends.map(({ at }) => at)) - begun;
  const wrong = ends.filter(({ kind, words }) => kind !== "error-event" || !words.includes("revoked"));
  return {
    told: `a revoked key was refused by every process after ${Math.round(ms)} ms, and its ${ends.length} open streams were ended after ${Math.round(last)} ms`,
    violations: [
      ...(isLate ? [{ invariant: "I5" as const, rule: "revoked", what }] : []),
      ...(last > graceMs + 500
        ? [{ invariant: "I5" as const, rule: "streams", what: `went on for ${Math.round(last)} ms` }]
        : []),
      ...wrong.map(({ kind, words }) => ({
        invariant: "I6" as const,
        rule: "streams",
        what: `${kind}: ${words}`,
      })),
    ],
  };
}

/** Streams that have begun, at each of the processes, and would go on for long. */
async function openStreams({ port }: LoadHouse, secret: string): Promise<readonly Promise<StreamEnd>[]> {
  const messages = [{ role: "user", content: "count to 900" }];
  const body = { model: "rehearsal-slow", messages, stream: true };
  const request = jsonRequest("/v1/chat/completions", secret, body);
  const all = Array.from({ length: doors }, () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = readStream(port, request, resolve);
    return { begun: Promise.race([promise, end]), end };
  });
  await Promise.all(all.map(({ begun }) => begun));
  return all.map(({ end }) => end);
}

/** Statuses of many connections. */
function everywhere({ port }: LoadHouse, secret: string): Promise<readonly number[]> {
  return Promise.all(
    Array.from({ length: doors }, async () => {
      const pool = createRawPool(port);
      const status = await askAs(pool, secret);
      pool.close();
      return status;
    }),
  );
}

/** Nobody can say whether a key still works: so it does not, and no call goes anywhere. */
async function withoutDatabase(
  { server }: PostgresDatabase,
  house: LoadHouse,
  good: KeyPair | undefined,
  revoked: KeyPair | undefined,
): Promise<Part> {
  const [key, ended] = [good?.secret ?? "", revoked?.secret ?? ""];
  const violations: Violation[] = [];
  const told: string[] = [];
  for (const [word, down, up] of [
    ["killed", () => server.kill9(), () => server.restart()],
    ["frozen", () => server.freeze(), () => Promise.resolve(server.thaw())],
  ] as const) {
    await everywhere(house, key);
    down();
    const begun = performance.now();
    const isClosed = await waitUntil(latestMs, 100, async () => {
      const refused = await everywhere(house, ended);
      // From the first moment on.
      for (const status of refused.filter((one) => !isRefused(one) && one !== 503))
        violations.push({ invariant: "I5", rule: "revoked-without-database", what: `${word}: ${status}` });
      const statuses = [...(await everywhere(house, key)), await call(house, key)];
      return statuses.every((status) => status === 503);
    });
    const ms = performance.now() - begun;
    told.push(`${word}: refused to all after ${(ms / 1_000).toFixed(1)} s`);
    if (!isClosed || (ms > noticedMs && !isBusyMachine()))
      violations.push({
        invariant: "I5",
        rule: "open-without-database",
        what: `${word}: a key was taken ${Math.round(ms)} ms later`,
      });
    await up();
    const isWell = await waitUntil(20_000, 200, async () => (await call(house, key)) === 200);
    if (!isWell)
      violations.push({ invariant: "I7", rule: "not-recovered", what: `${word}: no call was answered` });
    const after = await everywhere(house, ended);
    if (!after.every(isRefused))
      violations.push({ invariant: "I5", rule: "revoked-afterwards", what: `${word}: ${after.join(", ")}` });
  }
  return { told: `database ${told.join(", ")}`, violations };
}

async function call({ port }: LoadHouse, key: string): Promise<number> {
  const pool = createRawPool(port);
  const messages = [{ role: "user", content: "hi" }];
  const { status } = await pool.ask(
    jsonRequest("/v1/chat/completions", key, { model: "rehearsal", messages }),
  );
  pool.close();
  return status;
}
