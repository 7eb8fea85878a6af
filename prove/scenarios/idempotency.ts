/** Scenario 5: many callers with one idempotency key. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import type { Question } from "../clients/question.ts";
import type { ClientRecord } from "../history/client-record.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, unexpectedEnds } from "./tell.ts";

const callers = 200;
/** Keys for each kind of answer. */
const keys = { short: 2, full: 10 } as const;

/** Whoever is told to come again does so this often at most. */
const tries = 100;
const longestWaitMs = 2_000;

export async function runIdempotency(world: World): Promise<Outcome> {
  const rig = await createRig(world, "idempotency");
  const server = await rig.start();
  const found: Violation[] = [];
  for (let number = 1; number <= keys[world.size]; number++) {
    for (const stream of [false, true]) {
      const id = `idempotency-${number}-${stream ? "stream" : "body"}`;
      const question: Question = {
        id,
        model: "asked",
        stream,
        words: 5,
        tokens: 20 + world.random.below(40),
        pauseMs: 5 + world.random.below(10),
        phase: "calm",
        idempotencyKey: `key-${world.seed}-${id}`,
      };
      const last = await Promise.all(Array.from({ length: callers }, () => untilAnswered(rig, question)));
      found.push(...allAnswered(id, last));
    }
  }
  await rig.settled();
  const { clients, ledger, violations } = await rig.judge();
  found.push(...violations, ...unexpectedEnds(server));
  await server.stop();
  const upstreamCalls = rig.upstream.books().length;
  const counted = `${2 * keys[world.size]} keys × ${callers} callers: ${upstreamCalls} upstream calls; ${tellCounts(clients, ledger)}`;
  return { counted, violations: found };
}

/** A caller who is told to come again, and does. */
async function untilAnswered(rig: Rig, question: Question): Promise<ClientRecord> {
  for (let attempt = 1; ; attempt++) {
    const record = await rig.ask(question);
    const { end } = record;
    if (end.kind !== "refused" || end.status !== 409 || attempt === tries) return record;
    await sleep(Math.min(end.retryAfterMs ?? 100, longestWaitMs));
  }
}

function allAnswered(id: string, last: readonly ClientRecord[]): readonly Violation[] {
  const without = last.filter(({ end }) => end.kind !== "whole").length;
  if (without === 0) return [];
  return [
    { invariant: "I2", rule: "never-answered", what: `${id}: ${without} of ${last.length} got no answer` },
  ];
}
