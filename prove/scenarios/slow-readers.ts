/** Scenario 13: clients that stop reading in the middle of a stream, and never say so. */
import { existsSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { startLoadHouse } from "../load/load-house.ts";
import { percentile } from "../load/percentile.ts";
import { jsonRequest } from "../load/raw-pool.ts";
import { unsentByClient } from "../load/tcp-queues.ts";
import { event, role } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const readers = { short: 200, full: 1_000 } as const;

/** What must hold. */
const growthOfThousand = 256 * 1024 * 1024;
/** Of that, what the pouring leaves to the collector, however many read: seen with 166 readers as with 333. */
const growthOfPouring = 160 * 1024 * 1024;
const growthOfReader = (growthOfThousand - growthOfPouring) / 1_000;
const dropAfter = { from: 29_000, to: 31_000 } as const;

/** An answer is so many times what the system keeps of it: Parley cannot be rid of it, and the rest waits upstream. */
const answerShare = 2;
const pieceBytes = 16 * 1024;

const pageBytes = 4_096;

/** The upstream must hear of a reader's end so soon after it. */
const upstreamClosedWithin = 1_000;
const lookEveryMs = 200;
const waitLimitMs = 90_000;

/** One reader, as the system sees its connection. */
interface Reader {
  readonly socket: Socket;
  /** What was not delivered to it at the last look, and since when it has been that. */
  unsent: number;
  since: number;
  goneAt: number | undefined;
}

export async function runSlowReaders(world: World): Promise<Outcome> {
  const closings: number[] = [];
  const upstream = await startRawUpstream(world.cleanup, ({ socket }) => {
    socket.once("close", () => closings.push(performance.now()));
    pour(socket, answerShare * keptBytes());
  });
  const settings =
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${upstream.port}/up/v1", apiKey: x, timeouts: { idle: 10m, total: 20m } }\n` +
    "models: { up: { targets: [{ provider: up, model: mock }] } }\n" +
    // The pouring makes the server busy for a while, and nobody shall be turned away for that here.
    "overload: { turn: 1s }\n";
  const house = await startLoadHouse(world, "slow", { settings });
  const count = Math.min(readers[world.size], mostConnections());
  const body = { model: "up", stream: true, messages: [{ role: "user", content: "hi" }] };
  const request = jsonRequest("/v1/chat/completions", house.key, body);
  const before = house.memory();
  let peak = before;
  const all: Reader[] = [];
  world.cleanup.add(() => all.forEach(({ socket }) => socket.destroy()));
  const looking = waitUntil(waitLimitMs, lookEveryMs, () => {
    peak = Math.max(peak, house.memory());
    look(house.port, all);
    return all.length === count && all.every(({ goneAt }) => goneAt !== undefined);
  });
  for (let i = 0; i < count; i++) {
    const socket = stopReading(house.port, request);
    all.push({ socket, unsent: 0, since: performance.now(), goneAt: undefined });
    if (i % 10 === 9) await sleep(150);
  }
  await looking;
  await waitUntil(5_000, 100, () => closings.length === count);
  const rows = await checkRows(house, count);
  const found = [...unexpectedEnds(house.server), ...judge(all, closings, peak - before), ...rows];
  await house.server.stop();
  const times = all.map(stuckFor);
  const seconds = (share: number): string => (percentile(times, share) / 1000).toFixed(2);
  return {
    counted: `${count} readers, ${megabytes(peak - before)} MB more at the most; dropped after ${seconds(0)} to ${seconds(1)} s without progress, their upstreams with them`,
    violations: found,
  };
}

/** Notes which connections have moved since the last look, and which are gone. */
function look(port: number, all: readonly Reader[]): void {
  const unsent = unsentByClient(port);
  if (unsent === undefined) throw new Error("only Linux tells what it has not delivered");
  const now = performance.now();
  for (const reader of all) {
    const left = unsent.get(reader.socket.localPort ?? 0);
    if (left === undefined) {
      if (reader.unsent > 0) reader.goneAt ??= now;
      continue;
    }
    // Linux's list may leave out a connection while others come and go.
    reader.goneAt = undefined;
    if (left === reader.unsent) continue;
    reader.unsent = left;
    reader.since = now;
  }
}

function stuckFor({ since, goneAt = Infinity }: Reader): number {
  return goneAt - since;
}

function judge(all: readonly Reader[], closings: readonly number[], grown: number): readonly Violation[] {
  const found: Violation[] = [];
  const say = (rule: string, what: string): void => void found.push({ invariant: "I7", rule, what });
  const times = all.map(stuckFor);
  const held = times.filter((ms) => ms === Infinity).length;
  if (held > 0) say("not-dropped", `${held} of ${all.length} readers`);
  const wrong = times.filter((ms) => ms !== Infinity && (ms < dropAfter.from || ms > dropAfter.to));
  if (wrong.length > 0)
    say("drop-time", `${wrong.length} of ${all.length}, such as ${((wrong[0] ?? 0) / 1000).toFixed(2)} s`);
  if (closings.length !== all.length)
    say("upstream-open", `${all.length - closings.length} upstreams were not closed`);
  const gone = all.map(({ goneAt = Infinity }) => goneAt).toSorted((left, right) => left - right);
  const closed = closings.toSorted((left, right) => left - right);
  const late = closed.filter((at, index) => at - (gone[index] ?? 0) > upstreamClosedWithin).length;
  if (late > 0) say("upstream-late", `${late} upstreams were closed more than a second after their readers`);
  if (grown > growthOfReader * all.length + growthOfPouring) say("memory", `${megabytes(grown)} MB more`);
  return found;
}

/** How many connections the system can have full buffers for: it takes them from its own memory, and that has a bound. */
function mostConnections(): number {
  // A network namespace of its own, in which buffers may be made small by who wants more readers, does not tell.
  const [, pressure = Infinity] = sizesOf("tcp_mem");
  // Between the upstream and Parley as well as between Parley and its reader.
  return Math.floor((pressure * pageBytes) / (2 * keptBytes()));
}

/** What the system keeps for a connection whose reader does not read, at the most: what it may send, and a little more. */
function keptBytes(): number {
  return (sizesOf("tcp_wmem")[2] ?? 0) + 512 * 1024;
}

/** One of Linux's settings of TCP that are three numbers: least, usual and most. */
function sizesOf(name: string): readonly number[] {
  const file = `/proc/sys/net/ipv4/${name}`;
  return existsSync(file) ? readFileSync(file, "latin1").split(/\s+/).map(Number) : [];
}

function stopReading(port: number, request: Buffer): Socket {
  const socket = connect({ host: "127.0.0.1", port }, () => socket.write(request));
  socket.on("error", () => undefined);
  socket.pause();
  return socket;
}

/** Writes as fast as it is taken, up to `answerBytes`, and then waits. */
function pour(socket: Socket, answerBytes: number): void {
  const piece = Buffer.from(event({ content: "x".repeat(pieceBytes) }));
  socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
  socket.write(role);
  let sent = 0;
  function go(): void {
    while (sent < answerBytes) {
      sent += piece.length;
      if (socket.write(piece)) continue;
      socket.once("drain", go);
      return;
    }
  }
  go();
}

/** Each call has one row, none is open, and none says that its answer was whole. */
async function checkRows(
  house: { ledger(): Promise<readonly { readonly state: string; readonly estimated: boolean }[]> },
  count: number,
): Promise<readonly Violation[]> {
  let rows = await house.ledger();
  for (let i = 0; i < 5 && rows.some(({ state }) => state !== "settled"); i++) {
    await sleep(1_000);
    rows = await house.ledger();
  }
  const wrong = rows.filter(({ state, estimated }) => state !== "settled" || !estimated).length;
  if (rows.length === count && wrong === 0) return [];
  return [
    { invariant: "I2", rule: "rows", what: `${rows.length} rows for ${count} calls, ${wrong} of them wrong` },
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
