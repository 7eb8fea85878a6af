/** Scenario 15: a small heap, and more conversations at a time than it can hold. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { createRawPool, jsonRequest } from "../load/raw-pool.ts";
import { content, done, finish, role } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = { short: { clients: 300, seconds: 12 }, full: { clients: 600, seconds: 120 } } as const;

/** MB. */
const heapLimit = 256;

/** Must have begun before the heap is fuller than this. */
const sheddingBefore = 0.8;

/** An upstream that lets everybody wait, so that conversations pile up. */
const upstreamTakes = 1_500;

export async function runMemory(world: World): Promise<Outcome> {
  const upstream = await startRawUpstream(world.cleanup, ({ socket, stream }) => {
    setTimeout(() => {
      if (stream) socket.end(wire("text/event-stream", role + content.join("") + finish + done));
      else socket.destroy();
    }, upstreamTakes).unref();
  });
  const settings =
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${upstream.port}/up/v1", apiKey: x }\n` +
    "models: { up: { targets: [{ provider: up, model: mock }] } }\n";
  const node = [`--max-old-space-size=${heapLimit}`];
  const house = await startLoadHouse(world, "memory", { settings, node });
  const { clients, seconds } = sizes[world.size];
  const requests = makeRequests(world, house.key);
  const pool = createRawPool(house.port);
  const end = performance.now() + seconds * 1_000;
  const counts = { whole: 0, shed: 0, other: 0 };
  const watching = watchHeap(house, end);
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      while (performance.now() < end) {
        const request = requests[(index + counts.whole) % requests.length];
        if (request === undefined) return;
        const { status, whole } = await pool.ask(request);
        if (status === 200 && whole) counts.whole++;
        else if (status === 503) counts.shed++;
        else counts.other++;
        // It says when to come back; these are twice as impatient.
        if (status !== 200) await sleep(500);
      }
    }),
  );
  pool.close();
  const heap = await watching;
  const small = jsonRequest("/v1/chat/completions", house.key, bodyOf("hi"));
  const begun = performance.now();
  const well = await waitUntil(10_000, 200, async () => {
    const again = createRawPool(house.port);
    const { status, whole } = await again.ask(small);
    again.close();
    return status === 200 && whole;
  });
  const recovered = ((performance.now() - begun - upstreamTakes) / 1000).toFixed(1);
  const rows = await house.ledger();
  const open = rows.filter(({ state }) => state === "dispatched" || state === "streaming").length;
  const found: Violation[] = [...unexpectedEnds(house.server)];
  const demand = (holds: boolean, rule: string, what: string): void => {
    if (!holds) found.push({ invariant: "I7", rule, what });
  };
  demand(counts.shed > 0, "no-shedding", "nobody was turned away: the load was too small to prove anything");
  demand(
    heap.atFirstRefusal <= sheddingBefore,
    "late-shedding",
    `began at ${percent(heap.atFirstRefusal)} of the heap`,
  );
  demand(well, "recovery", "no call was answered within 10 s");
  demand(open === 0, "open-rows", `${open} rows are still open`);
  await house.server.stop();
  return {
    counted:
      `heap of ${heapLimit} MB, ${clients} clients: ${counts.whole} whole, ${counts.shed} turned away, ${counts.other} otherwise; ` +
      `turning away began at ${percent(heap.atFirstRefusal)} of the heap, ${percent(heap.peak)} at the most; well again after ${recovered} s`,
    violations: found,
  };
}

/** Conversations of up to half a megabyte, of many messages. */
function makeRequests({ random }: World, key: string): readonly Buffer[] {
  return Array.from({ length: 24 }, () => {
    const messages = Array.from({ length: 50 + random.below(450) }, (_, index) => ({
      role: index % 2 === 0 ? "user" : "assistant",
      content: "a word or two about the sea ".repeat(10 + random.below(60)),
    }));
    messages.push({ role: "user", content: "hi" });
    return jsonRequest("/v1/chat/completions", key, { model: "up", stream: true, messages });
  });
}

function bodyOf(text: string): object {
  return { model: "up", stream: true, messages: [{ role: "user", content: text }] };
}

/** How full the heap was when calls were first turned away, and at the most. */
async function watchHeap(
  house: LoadHouse,
  until: number,
): Promise<{ readonly atFirstRefusal: number; readonly peak: number }> {
  let atFirstRefusal: number | undefined;
  let peak = 0;
  while (performance.now() < until) {
    const used = await house.metric("parley_heap_share").catch(() => undefined);
    const refused = await house.metric("parley_overload_refusals_total").catch(() => 0);
    if (used !== undefined) peak = Math.max(peak, used);
    if (refused > 0) atFirstRefusal ??= used;
    await sleep(100);
  }
  return { atFirstRefusal: atFirstRefusal ?? 0, peak };
}

function wire(type: string, body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
