/** What of a long conversation is there when somebody asks for it, and how long that takes. See docs/memory.md. */
import { findPostgresPrograms } from "../../scripts/services/postgres-programs.ts";
import { startPostgres } from "../../scripts/services/postgres.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openPostgres } from "../../src/stores/postgres/open.ts";
import { openSqlite } from "../../src/stores/sqlite/open.ts";
import type { Stores } from "../../src/spec/stores.ts";
import { contexts } from "./contexts.ts";
import { askLong, benchProject, keep } from "./long-conversation.ts";
import { makeConversation, type MadeConversation } from "./make-conversation.ts";
import {
  budgets,
  type Half,
  type MemoryFigures,
  type RecallRow,
  subjects,
  type TimeFigures,
} from "./memory-figures.ts";
import { heldStyles } from "./styles-held.ts";
import { knownStyles } from "./styles-known.ts";
import type { QuestionKind } from "./tell-facts.ts";

const HALVES: readonly (readonly [Half, typeof knownStyles])[] = [
  ["known", knownStyles],
  ["held", heldStyles],
];
export interface MemoryRun {
  readonly smoke: boolean;
  readonly say: (text: string) => void;
}

export async function runMemory({ smoke, say }: MemoryRun): Promise<MemoryFigures> {
  const stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert({ id: benchProject, name: "Benchmark", createdAt: 0 });
  const perStyle = smoke ? 1 : 8;
  const made: { half: Half; id: string; conversation: MadeConversation }[] = [];
  for (const [half, styles] of HALVES) {
    for (const [place, style] of styles.entries()) {
      for (let number = 0; number < perStyle; number++) {
        const conversation = makeConversation(
          style,
          1_000 * place + number + (half === "held" ? 500_000 : 0),
        );
        const id = `conv_${half}_${place}_${number}`;
        await keep(stores, id, conversation);
        made.push({ half, id, conversation });
      }
    }
  }
  say(`memory: ${made.length} conversations kept`);
  const rows: RecallRow[] = [];
  for (const half of ["known", "held"] as const) {
    const own = made.filter((one) => one.half === half);
    for (const budget of budgets) {
      for (const subject of subjects)
        rows.push({ half, subject, budget, ...(await ask(stores, own, subject, budget)) });
    }
  }
  await stores.close();
  say("memory: questions asked");
  const lengths = made.map(({ conversation }) => conversation.turns.length);
  const figures = {
    conversations: made.length,
    turns: { least: Math.min(...lengths), most: Math.max(...lengths) },
    rows,
    ...(await timeSqlite(smoke)),
  };
  say("memory: times taken on SQLite");
  const postgres = await timePostgres(smoke);
  return { ...figures, ...(postgres === undefined ? {} : { postgres }) };
}

async function ask(
  stores: Stores,
  made: readonly { readonly id: string; readonly conversation: MadeConversation }[],
  subject: (typeof subjects)[number],
  budget: number,
): Promise<Pick<RecallRow, "questions" | "share" | "byKind" | "byStyle">> {
  const shares: { kind: QuestionKind; style: string; share: number }[] = [];
  for (const { id, conversation } of made) {
    for (const { kind, text, needed } of conversation.questions) {
      const asked = {
        store: stores.memory,
        conversationId: id,
        question: text,
        budget,
        now: conversation.now,
      };
      const there = await contexts[subject](asked);
      const found = needed.filter((place) => there.has(place + 1)).length;
      shares.push({ kind, style: conversation.style, share: found / needed.length });
    }
  }
  const kinds = [...new Set(shares.map(({ kind }) => kind))];
  const styles = [...new Set(shares.map(({ style }) => style))];
  return {
    questions: shares.length,
    share: mean(shares),
    byKind: Object.fromEntries(kinds.map((kind) => [kind, mean(shares.filter((one) => one.kind === kind))])),
    byStyle: Object.fromEntries(
      styles.map((style) => [style, mean(shares.filter((one) => one.style === style))]),
    ),
  };
}

/** One long conversation in a database of its own, as on PostgreSQL. */
async function timeSqlite(smoke: boolean): ReturnType<typeof askLong> {
  const stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert({ id: benchProject, name: "Benchmark", createdAt: 0 });
  const figures = await askLong(stores, smoke);
  await stores.close();
  return figures;
}

/** The same on a PostgreSQL of its own, where one is installed. */
async function timePostgres(smoke: boolean): Promise<TimeFigures | undefined> {
  if (findPostgresPrograms(process.env["PATH"] ?? "") === undefined) return undefined;
  const server = await startPostgres();
  try {
    const stores = await openPostgres({ url: server.url, clock: systemClock });
    await stores.projects.insert({ id: benchProject, name: "Benchmark", createdAt: 0 });
    const { time } = await askLong(stores, smoke);
    await stores.close();
    return time;
  } finally {
    await server.stop();
  }
}

function mean(shares: readonly { readonly share: number }[]): number {
  return shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
}
