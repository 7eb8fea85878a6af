/** One outage of the database: calls before it, across it, in it and after it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { crowd } from "../clients/crowd.ts";
import type { Question } from "../clients/question.ts";
import type { Fault } from "../faults/fault.ts";
import type { ClientRecord, Phase } from "../history/client-record.ts";
import { waitUntil } from "../lib/wait-until.ts";
import type { Rig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, unexpectedEnds } from "./tell.ts";

const abreast = 8;
const calls = { calm: 40, across: 6, outage: 24 } as const;

/** Where some room may be left, so many calls are made until one is refused. */
const mostUntilRefused = 4_000;

/** I7: after the fault calls are answered again within ten seconds. */
const recoverLimitMs = 10_000;

/** Nor may a call hang whose end cannot be written down; two seconds are its own. */
const acrossLimitMs = 12_000;

/** A refusal may wait for the database's deadline, and must not hang. */
const refusalLimitMs = 10_000;

export async function liveThrough(world: World, rig: Rig, fault: Fault): Promise<Outcome> {
  const server = await rig.start();
  const next = createAskings(world, fault.title.replaceAll(" ", "-"));
  await crowd(
    abreast,
    atMost(calls.calm, () => next("calm")),
    rig.ask,
  );
  // About two seconds each: they are in the middle of their answers when the fault begins.
  const across = Promise.all(Array.from({ length: calls.across }, () => rig.ask(next("across", 50, 40))));
  await sleep(400);
  world.say(`begins: ${fault.title}`);
  await fault.begin();
  const { inside, longestMs } = await askInside(rig, fault, () => next("outage"));
  world.say(`${inside.length} calls asked within it`);
  const acrossEnded = await Promise.race([across.then(() => true), sleep(acrossLimitMs, false)]);
  await fault.end();
  await across;
  world.say("is over");
  const begun = performance.now();
  const recovered = await waitUntil(recoverLimitMs, 100, async () => {
    const { end } = await rig.ask(next("outage"));
    return end.kind === "whole";
  });
  world.say(recovered ? "calls are answered again" : "calls are not answered again");
  const recoveredMs = performance.now() - begun;
  const after = await crowd(
    abreast,
    atMost(calls.calm, () => next("calm")),
    rig.ask,
  );
  await rig.settled();
  const { clients, ledger, violations } = await rig.judge();
  const found: Violation[] = [
    ...judgeInside(fault, inside, longestMs),
    ...judgeAcross(acrossEnded),
    ...judgeAfter(recovered, after),
    ...violations,
    ...unexpectedEnds(server),
  ];
  await server.stop();
  const refused = inside.filter(({ end }) => end.kind === "refused").length;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return {
    counted: `${refused} of ${inside.length} refused, the slowest after ${seconds(longestMs)}, well again after ${seconds(recoveredMs)}, ${tellCounts(clients, ledger)}`,
    violations: found,
  };
}

function createAskings(world: World, name: string) {
  let count = 0;
  return (phase: Phase, tokens = 5 + world.random.below(15), pauseMs = world.random.below(5)): Question => ({
    id: `${name}-${phase}-${++count}`,
    model: world.random.below(2) === 0 ? "asked" : "bounded",
    stream: phase === "across" || world.random.below(2) === 0,
    words: 1 + world.random.below(10),
    tokens,
    pauseMs,
    phase,
  });
}

function atMost(count: number, next: () => Question): () => Question | undefined {
  let left = count;
  return () => (left-- > 0 ? next() : undefined);
}

/** Asks while the fault lasts: a fixed number of calls where it is total, else until some are refused. */
async function askInside(rig: Rig, { total }: Fault, next: () => Question) {
  let longestMs = 0;
  let refused = 0;
  let left: number = total ? calls.outage : mostUntilRefused;
  const inside = await crowd(
    abreast,
    () => (left-- > 0 && (total || refused < calls.outage) ? next() : undefined),
    async (question) => {
      const begun = performance.now();
      const record = await rig.ask(question);
      if (record.end.kind === "refused") {
        refused++;
        longestMs = Math.max(longestMs, performance.now() - begun);
      }
      return record;
    },
  );
  return { inside, longestMs };
}

/** 503, and no other end where the fault is total: that nothing of them was sent is the checker's to say. */
function judgeInside(
  { total }: Fault,
  inside: readonly ClientRecord[],
  longestMs: number,
): readonly Violation[] {
  const found = inside.flatMap(({ id, end }): readonly Violation[] => {
    if (end.kind === "refused" && end.status === 503) return [];
    if (end.kind === "whole") {
      return total ? [{ invariant: "I1", rule: "served-without-books", what: `${id} was answered` }] : [];
    }
    // The last room went between its row and its end: it must not look whole, and its row is the checker's affair.
    if (!total && end.kind === "broken") return [];
    return [{ invariant: "I2", rule: "not-503", what: `${id}: ${JSON.stringify(end)}` }];
  });
  if (!inside.some(({ end }) => end.kind === "refused")) {
    found.push({
      invariant: "I5",
      rule: "no-fault",
      what: `none of ${inside.length} calls was refused: nothing was tried`,
    });
  }
  if (longestMs > refusalLimitMs) {
    found.push({ invariant: "I7", rule: "slow-refusal", what: `a refusal took ${Math.round(longestMs)} ms` });
  }
  return found;
}

function judgeAcross(ended: boolean): readonly Violation[] {
  if (ended) return [];
  const what = `calls that ran when it began did not end within ${acrossLimitMs} ms, but only after it`;
  return [{ invariant: "I7", rule: "stuck", what }];
}

function judgeAfter(recovered: boolean, after: readonly ClientRecord[]): readonly Violation[] {
  if (!recovered) {
    return [
      {
        invariant: "I7",
        rule: "not-recovered",
        what: `no answer within ${recoverLimitMs} ms after the fault`,
      },
    ];
  }
  return after
    .filter(({ end }) => end.kind !== "whole")
    .map(({ id, end }) => ({
      invariant: "I7",
      rule: "sick-afterwards",
      what: `${id}: ${JSON.stringify(end)}`,
    }));
}
