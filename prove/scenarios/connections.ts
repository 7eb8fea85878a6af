/** Scenario 14: connections that cost the server something and bring it nothing. */
import { spawnSync } from "node:child_process";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Invariant, Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { openFiles } from "../load/open-files.ts";
import { percentile } from "../load/percentile.ts";
import { probe } from "../load/probe/start-probe.ts";
import { createRawPool, jsonRequest } from "../load/raw-pool.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = { short: { idle: 3_000, drippers: 100 }, full: { idle: 10_000, drippers: 500 } } as const;

/** What must hold. */
const bytesOfIdle = (150 * 1024 * 1024) / 10_000;
const mostHealthMs = 50;
const goneAfterMs = 15_000;

/** Of a server that may open so few files. */
const fewFiles = 256;
const manyConnections = 1_000;

const question = { model: "rehearsal", stream: false, messages: [{ role: "user", content: "hi" }] };

export async function runConnections(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "connections", { settings: "" });
  const idle = await keepIdle(world, house);
  const drips = await drip(world, house);
  const ends = unexpectedEnds(house.server);
  await house.server.stop();
  const files = await runOutOfFiles(world);
  return {
    counted: [idle, drips, files].map(({ told }) => told).join("; ") + judgedOrNot(),
    violations: [idle, drips, files].flatMap(({ violations }) => violations).concat(ends),
  };
}

function judge(
  invariant: Invariant,
  rules: readonly (readonly [boolean, string, string])[],
): readonly Violation[] {
  return rules.flatMap(([holds, rule, what]) => (holds ? [] : [{ invariant, rule, what }]));
}

/** Connections that were used once and are kept open, as those of client pools are. */
async function keepIdle(world: World, house: LoadHouse): Promise<Part> {
  // This process and the server each need a file for every one.
  const wanted = Math.min(sizes[world.size].idle, Math.floor((openFiles() - 500) * 0.6));
  await answers(house); // so that what only the first call loads is not counted
  const before = house.memory();
  const sockets: Socket[] = [];
  for (let i = 0; i < wanted; i++) {
    sockets.push(connect({ host: "127.0.0.1", port: house.port }));
    if (i % 100 === 99) await Promise.all(sockets.slice(-100).map(useOnce));
  }
  await Promise.all(sockets.slice(wanted - (wanted % 100)).map(useOnce));
  await sleep(1_000);
  const grown = house.memory() - before;
  const open = sockets.filter(({ destroyed }) => !destroyed).length;
  const health = await probe(world, house.port, 3);
  const answered = await answers(house);
  for (const socket of sockets) socket.destroy();
  const each = grown / wanted;
  return {
    told: `${open} idle connections, ${(grown / 1024 / 1024).toFixed(0)} MB (${(each / 1024).toFixed(1)} KiB each), /healthz p99 ${health.p99.toFixed(1)} ms`,
    violations: judge("I7", [
      [open === wanted, "idle-closed", `${wanted - open} of ${wanted} idle connections were closed`],
      [each <= bytesOfIdle, "idle-memory", `${(each / 1024).toFixed(1)} KiB for each idle connection`],
      [
        isBusyMachine() || (health.failed === 0 && health.p99 <= mostHealthMs),
        "health",
        `p99 ${health.p99.toFixed(0)} ms, ${health.failed} without answer`,
      ],
      [answered, "no-answer", "a call was not answered beside idle connections"],
    ]),
  };
}

function useOnce(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    socket.once("data", () => resolve());
    socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
  });
}

/** Heads and bodies that come byte by byte; and beside them an upload that is only slow. */
async function drip(world: World, house: LoadHouse): Promise<Part> {
  const count = sizes[world.size].drippers;
  const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${house.key}\r\n`;
  const drippers = [
    ...Array.from({ length: count }, () => startDripping(house.port, head, "x-a: b\r\n")),
    ...Array.from({ length: count }, () =>
      startDripping(house.port, `${head}content-length: 100000\r\n\r\n{`, " "),
    ),
    ...Array.from({ length: count }, () => startDripping(house.port, "", "")),
  ];
  const [health, honest] = await Promise.all([
    probe(world, house.port, 10),
    uploadSlowly(house),
    waitUntil(goneAfterMs + 10_000, 250, () => drippers.every(({ goneMs }) => goneMs() !== undefined)),
  ]);
  const times = drippers.map(({ goneMs }) => goneMs() ?? Infinity);
  for (const { stop } of drippers) stop();
  const late = times.filter((ms) => ms > goneAfterMs).length;
  return {
    told: `${times.length} drippers gone after ${(percentile(times, 1) / 1000).toFixed(1)} s, /healthz p99 ${health.p99.toFixed(1)} ms, a slow upload of ${slowUpload.pieces} s: ${honest}`,
    violations: judge("I7", [
      [late === 0, "drip", `${late} of ${times.length} were there for longer than ${goneAfterMs / 1000} s`],
      [
        isBusyMachine() || (health.failed === 0 && health.p99 <= mostHealthMs),
        "health",
        `p99 ${health.p99.toFixed(0)} ms, ${health.failed} without answer`,
      ],
      [
        honest === 200,
        "honest-upload",
        `an upload of ${slowUpload.bytes} bytes a second was answered with ${honest}`,
      ],
    ]),
  };
}

function startDripping(port: number, begin: string, drop: string) {
  const begun = performance.now();
  let gone: number | undefined;
  const socket = connect({ host: "127.0.0.1", port }, () => begin !== "" && socket.write(begin));
  const timer = setInterval(() => drop !== "" && socket.write(drop), 1_000);
  socket.resume();
  socket.on("error", () => undefined);
  socket.once("close", () => {
    clearInterval(timer);
    gone = performance.now() - begun;
  });
  return { goneMs: () => gone, stop: () => socket.destroy() };
}

/** A bad line: 2 kB a second, for longer than a dripper may stay. */
const slowUpload = { bytes: 2_000, pieces: 20 } as const;

async function uploadSlowly({ port, key }: LoadHouse): Promise<number> {
  const size = slowUpload.bytes * slowUpload.pieces;
  const bare = JSON.stringify({ ...question, messages: [{ role: "user", content: "" }] }).length;
  const content = "sea ".repeat(size / 4).slice(0, size - bare);
  const body = JSON.stringify({ ...question, messages: [{ role: "user", content }] });
  const socket = connect({ host: "127.0.0.1", port });
  let answer = "";
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => (answer += bytes.toString("latin1")));
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  for (let from = 0; from < body.length; from += slowUpload.bytes) {
    socket.write(body.slice(from, from + slowUpload.bytes));
    await sleep(1_000);
  }
  await waitUntil(10_000, 50, () => answer.includes("\r\n"));
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** More connections than the server may open files, while calls run: none of them is lost, and it recovers. */
async function runOutOfFiles(world: World): Promise<Part> {
  if (spawnSync("prlimit", ["--version"]).status !== 0) {
    return { told: "running out of files was not tried: there is no prlimit here", violations: [] };
  }
  const prefix = ["prlimit", `--nofile=${fewFiles}:${fewFiles}`];
  const house = await startLoadHouse(world, "files", { settings: "", prefix });
  const pool = createRawPool(house.port);
  const slow = jsonRequest("/v1/chat/completions", house.key, {
    ...question,
    stream: true,
    model: "rehearsal-slow",
  });
  const running = Array.from({ length: 20 }, () => pool.ask(slow));
  await sleep(500);
  const sockets = Array.from({ length: manyConnections }, () =>
    connect({ host: "127.0.0.1", port: house.port }),
  );
  let dropped = 0;
  for (const socket of sockets) {
    socket.on("error", () => undefined);
    socket.once("close", () => dropped++);
    socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    socket.resume();
  }
  await sleep(3_000);
  const heard = await Promise.all(running);
  const cut = heard.filter(({ status, whole }) => status === 0 || !whole).length;
  const droppedThen = dropped;
  for (const socket of sockets) socket.destroy();
  const begun = performance.now();
  const well = await waitUntil(10_000, 100, () => answers(house));
  const recovered = (performance.now() - begun) / 1000;
  const rows = await house.ledger();
  const open = rows.filter(({ state }) => state !== "settled").length;
  const ends = unexpectedEnds(house.server);
  pool.close();
  await house.server.stop();
  return {
    told: `${fewFiles} files and ${manyConnections} connections: ${droppedThen} turned away, ${cut} of ${running.length} running streams cut, well again after ${recovered.toFixed(1)} s`,
    violations: [
      ...ends,
      ...judge("I7", [
        [well, "recovery", "no call was answered within 10 s"],
        [cut === 0, "cut", `${cut} of ${running.length} running streams were cut`],
        [rows.length >= running.length && open === 0, "rows", `${rows.length} rows, ${open} of them open`],
      ]),
    ],
  };
}

async function answers({ port, key }: LoadHouse): Promise<boolean> {
  const pool = createRawPool(port);
  const { status, whole } = await pool.ask(jsonRequest("/v1/chat/completions", key, question));
  pool.close();
  return status === 200 && whole;
}
