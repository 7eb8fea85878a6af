/** The end of a server that is asked to end, and new workers in the place of old ones, while everybody goes on. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { processTree } from "../../bench/lib/process-meter.ts";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { startPacedUpstream } from "../load/paced-upstream.ts";
import { jsonRequest } from "../load/raw-pool.ts";
import { readStream, type StreamEnd } from "../load/streams.ts";
import { startTraffic } from "../load/traffic.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** The stop: streams that end by themselves before the deadline, and streams that would go on after it. */
const graceMs = 3_000;
const shortStreamMs = 1_500;
const longStreamMs = 60_000;
const stopped = { short: 20, full: 500 } as const;

/** What must hold. */
const readinessLimitMs = 200;
/** How long after the deadline the last words may be on their way. */
const deadlineSlackMs = 1_000;

/** How long it may take until all streams have begun, in milliseconds. */
const beginLimitMs = 20_000;
/** How long the process may go on after its last answer, in milliseconds. */
const endLimitMs = 10_000;

/** The replacement. */
const traffic = {
  short: { callsPerSecond: 50, streams: 60 },
  full: { callsPerSecond: 200, streams: 500 },
} as const;
const workers = 2;
const rollLimitMs = 120_000;

export async function runDrain(world: World): Promise<Outcome> {
  const port = await startPacedUpstream(world.cleanup);
  const parts = [await stopServer(world, port), await rollWorkers(world, port)];
  return {
    counted: parts.map(({ told }) => told).join("; "),
    violations: parts.flatMap(({ violations }) => violations),
  };
}

function settingsOf(port: number, grace: string): string {
  return (
    // What a machine does that is too small for all this at once is another scenario.
    `shutdown: { grace: ${grace} }\noverload: { turn: 1s }\n` +
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${port}/v1", apiKey: x }\n` +
    "models: { up: { targets: [{ provider: up, model: mock }] } }\n"
  );
}

function streamRequest({ key }: LoadHouse, ms: number): Buffer {
  const messages = [{ role: "user", content: `for ${ms} ms` }];
  return jsonRequest("/v1/chat/completions", key, { model: "up", stream: true, messages });
}

async function stopServer(world: World, upstream: number): Promise<Part> {
  const house = await startLoadHouse(world, "stop", { settings: settingsOf(upstream, `${graceMs}ms`) });
  const count = stopped[world.size];
  let running = 0;
  const open = (ms: number): Promise<StreamEnd>[] =>
    Array.from({ length: count }, () =>
      readStream(house.port, streamRequest(house, ms), () => void running++),
    );
  const late = await beginRequest(house);
  const long = open(longStreamMs);
  await waitUntil(beginLimitMs, 20, () => running === count);
  const short = open(shortStreamMs);
  await waitUntil(beginLimitMs, 20, () => running === 2 * count);
  const begun = performance.now();
  process.kill(house.server.pid, "SIGTERM");
  const offMs = await readinessOff(house);
  const refused = await late.finish();
  const ends = { short: await Promise.all(short), long: await Promise.all(long) };
  // A second signal would end it at once.
  const code = await Promise.race([house.server.ended, sleep(endLimitMs, "not at all")]);
  await house.server.kill();
  const found: Violation[] = [];
  const say = (invariant: Violation["invariant"], rule: string, what: string): void =>
    void found.push({ invariant, rule, what });
  if (offMs > readinessLimitMs) say("I7", "readiness", `off after ${offMs.toFixed(0)} ms`);
  if (!refused.startsWith("HTTP/1.1 503") || !/\r\nconnection: close\r\n/i.test(refused))
    say("I7", "not-refused", `a new call on an open connection got ${JSON.stringify(refused.slice(0, 200))}`);
  const cut = ends.short.filter(({ kind }) => kind !== "whole");
  if (cut.length > 0) say("I6", "cut-early", `${cut.length} streams that ended in time: ${cut[0]?.words}`);
  const wrong = ends.long.filter(
    ({ kind, words }) => kind !== "error-event" || !words.includes("shutting down"),
  );
  if (wrong.length > 0)
    say("I6", "no-last-word", `${wrong.length}, such as ${wrong[0]?.kind}: ${wrong[0]?.words}`);
  const times = ends.long.map(({ at }) => at - begun);
  if (Math.min(...times) < graceMs || Math.max(...times) > graceMs + deadlineSlackMs)
    say(
      "I7",
      "deadline",
      `ended between ${Math.min(...times).toFixed(0)} and ${Math.max(...times).toFixed(0)} ms`,
    );
  if (code !== "0") say("I5", "exit", `the server ended with ${code}`);
  const told = `SIGTERM with ${2 * count} streams: not ready after ${offMs.toFixed(0)} ms, ${count} ended by themselves, ${count} with an error event after ${(Math.max(...times) / 1000).toFixed(1)} s of ${graceMs / 1000}`;
  return { told, violations: found };
}

/** Milliseconds until a new connection is refused, or told that the server is not ready. */
async function readinessOff(house: LoadHouse): Promise<number> {
  const begun = performance.now();
  await waitUntil(10_000, 5, async () => {
    try {
      const response = await fetch(`${house.server.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.status !== 200;
    } catch {
      return true; // nobody listens any more
    }
  });
  return performance.now() - begun;
}

/** A request of which a part is sent, so that its connection is not idle. `finish` sends the rest and gives the answer. */
async function beginRequest(house: LoadHouse): Promise<{ finish(): Promise<string> }> {
  const request = streamRequest(house, 0);
  const socket: Socket = connect({ host: "127.0.0.1", port: house.port });
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  socket.write(request.subarray(0, 20));
  socket.on("error", () => undefined); // "close" follows
  return {
    finish: () =>
      new Promise((resolve) => {
        let text = "";
        socket.on("data", (piece: Buffer) => (text += piece.toString("latin1")));
        socket.once("close", () => resolve(text));
        socket.write(request.subarray(20));
      }),
  };
}

async function rollWorkers(world: World, upstream: number): Promise<Part> {
  const house = await startLoadHouse(world, "roll", {
    settings: settingsOf(upstream, "30s"),
    words: ["--workers", String(workers)],
  });
  const { callsPerSecond, streams } = traffic[world.size];
  const load = startTraffic({
    port: house.port,
    key: house.key,
    model: () => "up",
    callsPerSecond,
    streams,
    streamMs: () => 2_000 + world.random.below(4_000),
  });
  await load.running;
  const old = workersOf(house);
  const begun = performance.now();
  process.kill(house.server.pid, "SIGUSR2");
  const replaced = await waitUntil(rollLimitMs, 250, () => {
    const now = workersOf(house);
    return now.length === workers && now.every((pid) => !old.includes(pid));
  });
  const seconds = (performance.now() - begun) / 1000;
  await sleep(1_000);
  const report = await load.stop();
  const found: Violation[] = [...unexpectedEnds(house.server)];
  if (!replaced)
    found.push({ invariant: "I7", rule: "not-replaced", what: `not within ${rollLimitMs / 1000} s` });
  for (const what of report.failures) found.push({ invariant: "I7", rule: "noticed", what });
  const rows = await house.ledger();
  const open = rows.filter(({ state }) => state !== "settled").length;
  if (open > 0) found.push({ invariant: "I2", rule: "open-row", what: `${open} of ${rows.length} rows` });
  await house.server.stop();
  const told = `${workers} workers replaced in ${seconds.toFixed(1)} s under ${callsPerSecond} calls/s and ${streams} streams: ${report.calls} calls and ${report.streams} streams, ${report.failures.length} failed`;
  return { told, violations: found };
}

function workersOf({ server }: LoadHouse): readonly number[] {
  return processTree(server.pid).slice(1);
}
