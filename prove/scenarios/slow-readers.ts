/** Scenario 13: clients that stop reading in the middle of a stream, and never say so. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { startLoadHouse } from "../load/load-house.ts";
import { percentile } from "../load/percentile.ts";
import { jsonRequest } from "../load/raw-pool.ts";
import { event, role } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const readers = { short: 200, full: 1_000 } as const;

/** What must hold. */
const mostGrowth = 256 * 1024 * 1024;
const dropAfter = { from: 29_000, to: 31_000 } as const;

/** More than the system keeps for a connection whose reader does not read (4 MB here), and then the upstream waits. */
const answerBytes = 6 * 1024 * 1024;
const pieceBytes = 16 * 1024;
const waitLimitMs = 90_000;

/** One stream as the upstream sees it. */
interface Stream {
  /** When the last of it was taken by Parley. */
  movedAt: number;
  closedAt: number | undefined;
}

export async function runSlowReaders(world: World): Promise<Outcome> {
  const streams: Stream[] = [];
  const upstream = await startRawUpstream(world.cleanup, ({ socket }) => streams.push(pour(socket)));
  const settings =
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${upstream.port}/up/v1", apiKey: x, timeouts: { idle: 10m, total: 20m } }\n` +
    "models: { up: { targets: [{ provider: up, model: mock }] } }\n" +
    // The pouring makes the server busy for a while, and nobody shall be turned away for that here.
    "overload: { turn: 1s }\n";
  const house = await startLoadHouse(world, "slow", { settings });
  const count = readers[world.size];
  const body = { model: "up", stream: true, messages: [{ role: "user", content: "hi" }] };
  const request = jsonRequest("/v1/chat/completions", house.key, body);
  const before = house.memory();
  let peak = before;
  const sockets: Socket[] = [];
  world.cleanup.add(() => sockets.forEach((socket) => socket.destroy()));
  for (let i = 0; i < count; i++) {
    sockets.push(stopReading(house.port, request));
    if (i % 10 === 9) await sleep(150);
  }
  const gone = await waitUntil(waitLimitMs, 250, () => {
    peak = Math.max(peak, house.memory());
    return streams.length === count && streams.every(({ closedAt }) => closedAt !== undefined);
  });
  const times = streams.map(({ movedAt, closedAt = Infinity }) => closedAt - movedAt);
  const found: Violation[] = [...unexpectedEnds(house.server)];
  const say = (rule: string, what: string): void => void found.push({ invariant: "I7", rule, what });
  if (!gone) say("not-dropped", `${times.filter((ms) => ms === Infinity).length} of ${count} streams`);
  const wrong = times.filter((ms) => ms !== Infinity && (ms < dropAfter.from || ms > dropAfter.to));
  if (wrong.length > 0) say("drop-time", `${wrong.length} of ${count}, such as ${((wrong[0] ?? 0) / 1000).toFixed(2)} s`);
  if (peak - before > mostGrowth) say("memory", `${megabytes(peak - before)} MB more`);
  found.push(...(await checkRows(house, count)));
  await house.server.stop();
  const seconds = (share: number): string => (percentile(times, share) / 1000).toFixed(2);
  return {
    counted: `${count} readers, ${megabytes(peak - before)} MB more at the most, upstreams closed after ${seconds(0)} to ${seconds(1)} s without progress`,
    violations: found,
  };
}

function stopReading(port: number, request: Buffer): Socket {
  const socket = connect({ host: "127.0.0.1", port }, () => socket.write(request));
  socket.on("error", () => undefined);
  socket.pause();
  return socket;
}

/** Writes as fast as it is taken, up to `answerBytes`, and then waits. */
function pour(socket: Socket): Stream {
  const stream: Stream = { movedAt: performance.now(), closedAt: undefined };
  socket.once("close", () => (stream.closedAt = performance.now()));
  const piece = Buffer.from(event({ content: "x".repeat(pieceBytes) }));
  socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
  socket.write(role);
  let sent = 0;
  function go(): void {
    stream.movedAt = performance.now();
    while (sent < answerBytes) {
      sent += piece.length;
      if (socket.write(piece)) continue;
      socket.once("drain", go);
      return;
    }
  }
  go();
  return stream;
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
  return [{ invariant: "I2", rule: "rows", what: `${rows.length} rows for ${count} calls, ${wrong} of them wrong` }];
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
