/** Everyday traffic for as long as one likes, and the question what it leaves behind. */
import { setTimeout as sleep } from "node:timers/promises";
import { processTree, readMemory } from "../../bench/lib/process-meter.ts";
import { askAndListen } from "../cancel/asking.ts";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { descriptors, tellDescriptors } from "../load/descriptors.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { startPacedUpstream } from "../load/paced-upstream.ts";
import { createRawPool, jsonRequest, type RawPool } from "../load/raw-pool.ts";
import { lowestOfMinutes, type Reading, slopePerHour } from "../load/slope.ts";
import { readStream } from "../load/streams.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** Modest, so that it can go on beside other work: nearly all that leaks, leaks by the call. */
const callsPerSecond = 25;
/** Of a hundred calls. */
const streamed = 30;
const aborted = 5;

/** Streams and aborts: a stream lasts, and a client leaves, after at most so many milliseconds. */
const longest = 2_000;

/** Of the time, until every cache has its size and V8 knows what it needs. */
const warmUp = 1 / 3;
/** What must hold, of resident memory after the warm-up. A shorter time says nothing of so small a slope. */
const mostPerHour = 1;
const judgedFromMinutes = 30;
const mostFilesLeft = 5;
const lookEveryMs = 5_000;
const quietMs = 30_000;

const paths = [
  ["/v1/chat/completions", (content: string) => ({ messages: [{ role: "user", content }] })],
  ["/v1/responses", (input: string) => ({ input })],
  ["/v1/messages", (content: string) => ({ messages: [{ role: "user", content }], max_tokens: 50 })],
] as const;

export async function runSoak(world: World): Promise<Outcome> {
  const upstream = await startPacedUpstream(world.cleanup);
  const settings =
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${upstream}/v1", apiKey: x }\n` +
    "models: { up: { targets: [{ provider: up, model: mock }] } }\nprices: { up/*: { input: 1, output: 2 } }\n";
  const house = await startLoadHouse(world, "soak", { settings });
  const pool = createRawPool(house.port);
  const caller = createCaller(world, house, pool);
  await Promise.all(Array.from({ length: 20 }, () => caller.call()));
  await sleep(6_000);
  const before = descriptors([house.server.pid]);
  const memory = await soak(world, house, caller.call);
  pool.close();
  const after = await settledFiles(house, before);
  const growth = slopePerHour(
    lowestOfMinutes(memory.filter(({ hours }) => hours * 60 >= world.minutes * warmUp)),
  );
  const open = (await house.ledger()).filter(({ state }) => state === "dispatched" || state === "streaming");
  const found: Violation[] = [...unexpectedEnds(house.server)];
  const say = (rule: string, what: string): void => void found.push({ invariant: "I7", rule, what });
  const isJudged = world.minutes >= judgedFromMinutes;
  if (isJudged && growth > mostPerHour) say("memory", `${growth.toFixed(1)} MB more in an hour`);
  if (after > before + mostFilesLeft)
    say("descriptors", `${before} before and ${after} after: ${tellDescriptors(house.server.pid)}`);
  if (open.length > 0) say("open-rows", `${open.length} rows are still open`);
  for (const what of caller.failures) say("failed", what);
  await house.server.stop();
  const [first, last] = [memory.at(0)?.value ?? 0, memory.at(-1)?.value ?? 0];
  return {
    counted:
      `${world.minutes} minutes, ${caller.counts.whole} whole answers, ${caller.counts.streams} streams, ${caller.counts.aborts} left by their clients, ${caller.failures.length} failed; ` +
      `${first.toFixed(0)} MB at first, ${last.toFixed(0)} at the end, ${growth.toFixed(1)} MB/h after the warm-up${isJudged ? "" : " (NOT JUDGED: half an hour is the least)"}; ${before} files open before, ${after} after`,
    violations: found,
  };
}

function createCaller({ random }: World, house: LoadHouse, pool: RawPool) {
  const failures: string[] = [];
  const counts = { whole: 0, streams: 0, aborts: 0 };

  async function call(): Promise<void> {
    const [path, bodyOf] = paths[random.below(paths.length)] ?? paths[0];
    const content = `question ${random.below(1_000_000)}, for ${random.below(longest)} ms`;
    const dice = random.below(100);
    const stream = dice % 10 < streamed / 10;
    const body = { model: "up", ...bodyOf(content), stream };
    if (dice < aborted) {
      counts.aborts++;
      const client = askAndListen(house.port, house.key, path, body);
      await sleep(random.below(longest));
      client.leave();
    } else if (stream) {
      counts.streams++;
      const request = jsonRequest("/v1/chat/completions", house.key, { ...body, ...paths[0][1](content) });
      const { kind, words } = await readStream(house.port, request);
      if (kind !== "whole") failures.push(`a stream ended as ${kind}: ${words}`);
    } else {
      counts.whole++;
      const { status, whole } = await pool.ask(jsonRequest(path, house.key, body));
      if (status !== 200 || !whole) failures.push(`${path}: ${status}${whole ? "" : ", broken"}`);
    }
  }
  return { call, counts, failures };
}

/** Calls at a steady rate for the world's time. Gives the resident megabytes over it. */
async function soak(world: World, house: LoadHouse, call: () => Promise<void>): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  const end = begun + world.minutes * 60_000;
  let looked = -Infinity;
  for (let due = begun; due < end; due += 1_000 / callsPerSecond) {
    const one = call().finally(() => open.delete(one));
    open.add(one);
    const now = performance.now();
    if (now - looked >= lookEveryMs) {
      looked = now;
      const { rssBytes } = readMemory(processTree(house.server.pid));
      readings.push({ hours: (now - begun) / 3_600_000, value: rssBytes / 1024 / 1024 });
      if (readings.length % 60 === 0)
        world.say(
          `${((now - begun) / 60_000).toFixed(0)} minutes: ${(rssBytes / 1024 / 1024).toFixed(0)} MB`,
        );
    }
    await sleep(Math.max(0, due - performance.now()));
  }
  await Promise.all(open);
  return readings;
}

/** Waits until idle connections are gone. */
async function settledFiles({ server }: LoadHouse, before: number): Promise<number> {
  let files = Infinity;
  await waitUntil(quietMs, 1_000, () => {
    files = descriptors([server.pid]);
    return files <= before + mostFilesLeft;
  });
  return files;
}
