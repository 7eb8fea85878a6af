/** Scenario 19: the same question, asked by a thousand clients at once; the first of them goes away. */
import { Agent, type ClientRequest, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import { content, done, finish, goodText, role, usageEvent } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const clients = 1_000;
const rounds = { short: 1, full: 10 } as const;

/** Time for a thousand clients to arrive, and between two pieces of the answer; in milliseconds. */
const gatheringMs = 20_000;
const pieceMs = 100;
const patienceMs = 60_000;

const timeouts = "{ connect: 5s, firstByte: 60s, idle: 60s, total: 2m }";

/** It is the proof's own doing that so many come in one moment. */
const sections = "overload: { turn: 1s, queue: 2000, wait: 30s }\n";

interface Heard {
  readonly whole: boolean;
  readonly shared: boolean;
}

export async function runCoalesce(world: World): Promise<Outcome> {
  const books = { calls: 0, closed: 0 };
  let gate = Promise.withResolvers<void>();
  const upstream = await startRawUpstream(world.cleanup, ({ socket }) => {
    books.calls++;
    let over = false;
    socket.once("close", () => {
      if (!over) books.closed++;
    });
    const answer = async (): Promise<void> => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
      const [first = "", ...rest] = content;
      // With the first words each client hears that it has been let in.
      socket.write(role + first);
      await gate.promise;
      for (const piece of [...rest, finish, usageEvent]) {
        if (socket.destroyed) return;
        socket.write(piece);
        await sleep(pieceMs);
      }
      over = true;
      socket.end(done);
    };
    void answer();
  });
  const provider = { name: "up", port: upstream.port, timeouts };
  const models = "  shared: { coalesce: true, targets: [{ provider: up, model: mock }] }\n";
  const house = await startRawHouse(world, "coalesce", [provider], { models, sections });
  const found: Violation[] = [];
  let answered = 0;
  for (let round = 1; round <= rounds[world.size]; round++) {
    const before = books.calls;
    gate = Promise.withResolvers();
    const heard = await together(house, `question ${round}`, gate.resolve);
    const whole = heard.filter((one) => one.whole).length;
    answered += whole;
    if (whole !== clients - 1)
      found.push(violation("I4", "followers", `${whole} of ${clients - 1} followers had the whole answer`));
    if (heard.some(({ shared }) => !shared))
      found.push(violation("I2", "not-told", "a follower's answer does not say that it was shared"));
    if (books.calls - before !== 1)
      found.push(violation("I2", "calls", `${books.calls - before} upstream calls for one question`));
  }
  found.push(...(await allLeave(house, books)), ...unexpectedEnds(house.server));
  await house.server.stop();
  const counted = `${rounds[world.size]} × ${clients} clients, the first one gone: ${answered} answers, ${books.calls - 1} upstream calls; all gone: the upstream was closed`;
  return { counted, violations: found };
}

/** Everybody asks, the first one leaves, and the answer begins. Gives what the others heard. */
async function together(house: RawHouse, question: string, begin: () => void): Promise<readonly Heard[]> {
  const agent = new Agent({ maxSockets: Infinity });
  const leader = ask(house, agent, question);
  leader.heard.catch(() => undefined); // it goes away
  await leader.arrived;
  const others = Array.from({ length: clients - 1 }, () => ask(house, agent, question));
  const all = Promise.all(others.map(({ arrived }) => arrived));
  await Promise.race([all, sleep(gatheringMs)]);
  leader.request.destroy();
  await sleep(200);
  begin();
  const heard = await Promise.all(others.map(({ heard: end }) => end.catch(() => unheard)));
  agent.destroy();
  return heard;
}

const unheard: Heard = { whole: false, shared: false };

/** When nobody is left, nobody pays for the rest. */
async function allLeave(house: RawHouse, books: { readonly closed: number }): Promise<readonly Violation[]> {
  const agent = new Agent({ maxSockets: Infinity });
  const asked = Array.from({ length: 20 }, () => ask(house, agent, "nobody waits"));
  for (const { heard } of asked) heard.catch(() => undefined); // they go away
  await Promise.race([Promise.all(asked.map(({ arrived }) => arrived)), sleep(gatheringMs)]);
  const before = books.closed;
  for (const { request: one } of asked) one.destroy();
  await waitUntil(2_000, 20, () => books.closed > before).catch(() => undefined); // judged below
  agent.destroy();
  return books.closed > before
    ? []
    : [violation("I7", "not-closed", "the upstream of nobody was not closed")];
}

/** A stream by hand, so that its socket can be cut. */
function ask(
  { door }: RawHouse,
  agent: Agent,
  question: string,
): { readonly request: ClientRequest; readonly arrived: Promise<void>; readonly heard: Promise<Heard> } {
  const arrived = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<Heard>();
  const sent = request(`${door.url}/v1/chat/completions`, {
    agent,
    method: "POST",
    headers: { authorization: `Bearer ${door.key}`, "content-type": "application/json" },
    timeout: patienceMs,
  });
  sent.on("response", (response) => {
    arrived.resolve();
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (piece: string) => (text += piece));
    response.on("error", heard.reject);
    response.on("end", () =>
      heard.resolve({
        whole: textOf(text) === goodText && text.endsWith(done),
        shared: String(response.headers["x-parley-route"]).endsWith("; shared"),
      }),
    );
  });
  sent.on("error", (error) => {
    arrived.resolve();
    heard.reject(error);
  });
  sent.on("timeout", () => sent.destroy(new Error("nobody answered")));
  sent.end(
    JSON.stringify({ model: "shared", stream: true, messages: [{ role: "user", content: question }] }),
  );
  return { request: sent, arrived: arrived.promise, heard: heard.promise };
}

function textOf(events: string): string {
  return [...events.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join("");
}

function violation(invariant: Violation["invariant"], rule: string, what: string): Violation {
  return { invariant, rule, what };
}
