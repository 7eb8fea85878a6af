/** An engine with books, or without, and an upstream that costs nothing: what is left is what the books cost. */
import { join } from "node:path";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { createEngine } from "../../src/engine/engine.ts";
import { createHousekeeping } from "../../src/engine/housekeeping.ts";
import { createRules } from "../../src/engine/rules.ts";
import { createSchemaChecker } from "../../src/lib/schema-checker.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { timeOrderedId } from "../../src/lib/random-id.ts";
import type { Call } from "../../src/spec/call.ts";
import type { EventStream, StreamEvent } from "../../src/spec/event.ts";
import type { LedgerStore } from "../../src/spec/ledger.ts";
import type { Provider } from "../../src/spec/provider.ts";
import type { Stores } from "../../src/spec/stores.ts";
import { openSqlite } from "../../src/stores/sqlite/open.ts";

/** Without books; with a ledger, one budget and limits of requests and tokens; with three budgets and three limits. */
export const sideNames = ["without", "with", "all"] as const;

export interface Side {
  readonly name: (typeof sideNames)[number];
  /** Answers a call, start to end. */
  answer(): Promise<void>;
  close(): Promise<void>;
}

const project = "proj_bench";
const key = "key_bench";

/** Far beyond what a run uses: the books are kept, and nobody is refused. */
const plenty = 1_000_000_000_000;

export async function openSide(name: Side["name"], folder: string): Promise<Side> {
  const stores = await openSqlite({ path: join(folder, `books-${name}.db`), now: Date.now });
  await stores.projects.insert({ id: project, name: "Bench", createdAt: 1 });
  await stores.instances.beat("inst_bench");
  const rules = createRules(stores);
  if (name !== "without") {
    await setRules(stores, name === "all");
    await rules.refresh();
  }
  const ledger = name === "without" ? emptyLedger : stores.ledger;
  const housekeeping = createHousekeeping({ ledger, warn: () => undefined });
  const engine = createEngine({
    clock: systemClock,
    ledger,
    limits: stores.limits,
    rules,
    prices: { version: "bench", priceOf: () => ({ input: 250_000, cached: 25_000, output: 2_000_000 }) },
    housekeeping,
    conversations: stores.conversations,
    responses: stores.responses,
    memory: stores.memory,
    contexts: stores.contexts,
    vectors: stores.vectors,
    deadAfterMs: 30_000,
    keepPartial: false,
    responsesExpireAfterMs: 60_000,
    catalogue: createCatalogue([upstream], []),
    observer: { attemptEnded: nothing, callEnded: nothing, shadowExceeded: nothing },
    instanceId: "inst_bench",
    settingsVersion: "bench",
    contextTokens: 1_000,
    random: Math.random,
    schemas: createSchemaChecker(),
  });
  return {
    name,
    async answer() {
      const stream = engine.run(call());
      for (let step = await stream.next(); step.done !== true; step = await stream.next()) {
        if (step.value.type === "end") break;
      }
      await stream.return();
    },
    async close() {
      await housekeeping.close();
      await stores.close();
    },
  };
}

async function setRules(stores: Stores, all: boolean): Promise<void> {
  const rule = { amount: plenty, createdAt: 1 };
  const budget = { ...rule, unit: "micros", shadow: false } as const;
  await stores.budgets.set({ ...budget, id: "bud_1", subject: { type: "key", id: key }, period: "month" });
  const subject = { type: "key", id: key } as const;
  await stores.limits.set({ ...rule, id: "lim_1", subject, kind: "requests_per_minute" });
  await stores.limits.set({ ...rule, id: "lim_2", subject, kind: "tokens_per_minute" });
  if (!all) return;
  await stores.budgets.set({
    ...budget,
    id: "bud_2",
    subject: { type: "project", id: project },
    period: "day",
  });
  await stores.budgets.set({ ...budget, id: "bud_3", subject: { type: "installation" }, period: "total" });
  await stores.limits.set({ ...rule, id: "lim_3", subject, kind: "concurrent_calls" });
}

function nothing(): void {
  // Metrics and logs are not what is measured.
}

const emptyLedger: LedgerStore = {
  open: () => Promise.resolve({ opened: true, holds: [], exceeded: [] }),
  settle: () => Promise.resolve("settled"),
  progress: () => Promise.resolve(),
  list: () => Promise.resolve([]),
};

const body = { model: "up/model", messages: [{ role: "user", content: "x".repeat(1_900) }], max_tokens: 200 };
const bytes = Buffer.from(JSON.stringify(body));

function call(): Call {
  return {
    id: timeOrderedId("req"),
    principal: { projectId: project, keyId: key, name: "bench" },
    model: "up/model",
    task: { kind: "generate", items: [], options: {} },
    source: { dialect: "chat", bytes, body, includeUsage: false },
    stream: false,
    signal: new AbortController().signal,
  };
}

const answerBytes = Buffer.alloc(2_000, 0x20);
const events: readonly StreamEvent[] = [
  { type: "source-bytes", bytes: answerBytes, content: true },
  { type: "end", usage: { inputTokens: 480, cachedTokens: 0, outputTokens: 180 } },
];

const upstream: Provider = {
  name: "up",
  models: [],
  generate: () => play(),
  embed: () => play(),
  listModels: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

function play(): EventStream {
  let at = 0;
  const stream: EventStream = {
    // A turn of the loop, as an answer from outside takes.
    next: () =>
      new Promise((resolve) => {
        setImmediate(() => {
          const value = events[at++];
          resolve(value === undefined ? { done: true, value: undefined } : { done: false, value });
        });
      }),
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
