/** One conversation made of many, which people of all styles ask: how long that takes, and what is found in it. */
import { setImmediate as othersTurn, setTimeout as sleep } from "node:timers/promises";
import { newItem } from "../../src/engine/conversations/item-ids.ts";
import type { Stores } from "../../src/spec/stores.ts";
import { contexts, message } from "./contexts.ts";
import { makeConversation, type MadeConversation } from "./make-conversation.ts";
import type { CrowdedFigures, TimeFigures } from "./memory-figures.ts";
import { heldStyles } from "./styles-held.ts";
import { knownStyles } from "./styles-known.ts";

export const benchProject = "proj_bench";
const ID = "conv_long";
const BUDGET = 4_000;
/** Runs before times are taken. */
const WARM = 50;
/** After the first question: longer than reading the conversation's words behind it takes. */
const BEHIND_MS = 1_000;
/** Turns that are kept with one append. */
const AT_ONCE = 100;

export async function keep(
  stores: Stores,
  id: string,
  { turns }: Pick<MadeConversation, "turns">,
): Promise<void> {
  await stores.conversations.insert({ id, projectId: benchProject, createdAt: 0, metadata: {} });
  for (let from = 0; from < turns.length; from += AT_ONCE) {
    const items = turns
      .slice(from, from + AT_ONCE)
      .map(({ role, text, at }) => newItem(message(text, role), { at }));
    await stores.conversations.append({ conversationId: id, items });
  }
}

export async function askLong(
  stores: Stores,
  smoke: boolean,
): Promise<{ readonly time: TimeFigures; readonly crowded: CrowdedFigures }> {
  const { turns, questions, now } = makeLong(smoke ? 1_000 : 10_000);
  await keep(stores, ID, { turns });
  const ask = (question: string): Promise<ReadonlySet<number>> =>
    contexts.recall({ store: stores.memory, conversationId: ID, question, budget: BUDGET, now });
  const cold = await measured(() => ask(questions[0]?.text ?? ""));
  const behind = await measured(() => sleep(BEHIND_MS));
  const runs = smoke ? 20 : 500;
  const times: number[] = [];
  const cpu: number[] = [];
  for (let run = -WARM; run < runs; run++) {
    const { text = "" } = questions[(run + WARM + 1) % questions.length] ?? {};
    const one = await measured(() => ask(text));
    // As in a server: between two calls others have their turns.
    await othersTurn();
    if (run < 0) continue;
    times.push(one.clock);
    cpu.push(one.cpu);
  }
  const newest = questions.filter(({ isNewest, kind }) => isNewest && kind !== "timed");
  let found = 0;
  for (const { text, needed } of newest) {
    const there = await ask(text);
    found += needed.filter((place) => there.has(place + 1)).length / needed.length;
  }
  return {
    time: {
      items: turns.length,
      runs,
      first: cold.clock,
      firstCpu: cold.cpu,
      behindCpu: behind.cpu,
      p50: at(times, 0.5),
      p99: at(times, 0.99),
      cpuP50: at(cpu, 0.5),
      cpuP99: at(cpu, 0.99),
    },
    crowded: {
      items: turns.length,
      questions: newest.length,
      budget: BUDGET,
      share: found / newest.length,
    },
  };
}

/** Milliseconds that something took, by the clock and of this process's own CPU. */
async function measured(
  work: () => Promise<unknown>,
): Promise<{ readonly clock: number; readonly cpu: number }> {
  const used = process.cpuUsage();
  const from = performance.now();
  await work();
  const clock = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  return { clock, cpu: (user + system) / 1_000 };
}

/** Of two conversations in one style, the newer one tells what is true now. */
function makeLong(items: number) {
  const styles = [...knownStyles, ...heldStyles];
  const parts = Array.from({ length: 40 }, (_, number) => styles[number % styles.length]).flatMap(
    (style, number) => (style === undefined ? [] : [makeConversation(style, 9_000 + number)]),
  );
  const all = parts.flatMap((part) => part.turns);
  const turns = all
    .slice(0, items)
    .map((turn, place) => ({ ...turn, at: Date.UTC(2024, 0, 1) + place * 3_600_000 }));
  const starts = parts.map((_, number) =>
    parts.slice(0, number).reduce((sum, part) => sum + part.turns.length, 0),
  );
  const questions = parts.flatMap((part, number) => {
    const start = starts[number] ?? 0;
    const again = parts.findIndex(({ style }, later) => later > number && style === part.style);
    const isNewest = start + part.turns.length <= items && (starts[again] ?? items) >= items;
    return part.questions.map(({ kind, text, needed }) => ({
      kind,
      text,
      needed: needed.map((place) => place + start),
      isNewest,
    }));
  });
  return { turns, questions, now: turns.at(-1)?.at ?? 0 };
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
