import { createSchemaChecker } from "../lib/schema-checker.ts";
import { systemClock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import type { Price } from "../spec/price.ts";
import type { Attempt, Provider } from "../spec/provider.ts";
import type { Stores } from "../spec/stores.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { createCatalogue } from "./catalogue.ts";
import { createEngine, type Engine } from "./engine.ts";
import { createErrands, type Errands } from "./errands.ts";
import type { CallReport } from "./observer.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createReconcile } from "./reconcile.ts";
import { createRules, type Rules } from "./rules.ts";

/** A conversation of one message. */
export const items = (words: string): readonly Item[] => [
  { type: "message", role: "user", content: [{ type: "text", text: words }] },
];

export const text = (words: string): StreamEvent => ({ type: "text-delta", choice: 0, text: words });
export const stop: StreamEvent = { type: "choice-finish", choice: 0, finish: { unified: "stop" } };
export const used = (inputTokens: number, outputTokens: number): StreamEvent => ({
  type: "end",
  usage: { inputTokens, outputTokens },
});

/** What the upstream does: events and errors in order; `undefined` waits until the call is aborted. */
export type Play = readonly (StreamEvent | ParleyError | (() => Promise<void>) | undefined)[];

/** An engine with real books in memory, and an upstream `up` that plays what it is told. */
export interface Books {
  readonly stores: Stores;
  readonly engine: Engine;
  readonly rules: Rules;
  readonly errands: Errands;
  /** How the calls went. */
  readonly reports: readonly CallReport[];
  readonly attempts: Attempt[];
  /** Budgets that only watch and would have refused a call. */
  readonly shadows: string[];
  call(rest?: Partial<Call>): Call;
  reconcile(silentFor: number): Promise<{ recovered: number; interrupted: number }>;
  close(): Promise<void>;
}

export async function openBooks(
  play: (attempt: Attempt) => Play,
  options: {
    readonly price?: Price;
    readonly lookUp?: Provider["lookUp"];
    readonly limit?: number;
    readonly keepPartial?: boolean;
    readonly onDisconnect?: "cancel" | "drain";
  } = {},
): Promise<Books> {
  const stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert({ id: "proj_1", name: "Test", createdAt: 1 });
  await stores.instances.beat("inst_1");
  const rules = createRules(stores);
  const attempts: Attempt[] = [];
  const shadows: string[] = [];
  const reports: CallReport[] = [];
  const provider: Provider = {
    name: "up",
    models: [],
    generate(attempt) {
      attempts.push(attempt);
      return playing(play(attempt), attempt.signal);
    },
    embed(attempt) {
      attempts.push(attempt);
      return playing(play(attempt), attempt.signal);
    },
    listModels: () => Promise.resolve([]),
    close: () => Promise.resolve(),
    ...(options.lookUp !== undefined && { lookUp: options.lookUp }),
  };
  const { ledger, limits, conversations, responses, memory, instances } = stores;
  const prices = {
    version: "test-prices",
    priceOf: () => options.price,
    outputLimitOf: () => options.limit,
  };
  const errands = createErrands(() => undefined);
  const housekeeping = createHousekeeping({ ledger, warn: () => undefined });
  const shared = { clock: systemClock, ledger, rules, prices };
  const engine = createEngine({
    ...shared,
    limits,
    conversations,
    responses,
    memory,
    contexts: stores.contexts,
    vectors: stores.vectors,
    errands,
    housekeeping,
    catalogue: createCatalogue([provider], [], {
      traits: new Map([
        [provider, options.onDisconnect === undefined ? {} : { onDisconnect: options.onDisconnect }],
      ]),
    }),
    observer: {
      attemptEnded: () => undefined,
      callEnded: (report) => reports.push(report),
      shadowExceeded: (_call, ids) => shadows.push(...ids),
    },
    instanceId: "inst_1",
    settingsVersion: "test-settings",
    contextTokens: 1_000,
    deadAfterMs: 30_000,
    keepPartial: options.keepPartial ?? false,
    responsesExpireAfterMs: 60_000,
    random: Math.random,
    schemas: createSchemaChecker(),
  });
  let calls = 0;
  return {
    stores,
    engine,
    reports,
    errands,
    rules,
    attempts,
    shadows,
    call: (rest = {}) => ({
      id: `req_${String(calls++).padStart(6, "0")}`,
      principal: { projectId: "proj_1", keyId: "key_1", name: "test" },
      model: "up/model",
      task: {
        kind: "generate",
        items: items("0123456789"),
        options: { maxOutputTokens: 10 },
      },
      stream: true,
      signal: new AbortController().signal,
      ...rest,
    }),
    reconcile: createReconcile({ ...shared, instances, providers: [provider], warn: () => undefined }),
    async close() {
      await housekeeping.close();
      await stores.close();
    },
  };
}

function playing(play: Play, signal: AbortSignal): EventStream {
  const left = [...play];
  const stream: EventStream = {
    async next() {
      await Promise.resolve();
      for (;;) {
        if (left.length === 0) return { done: true, value: undefined };
        const step = left.shift();
        if (step === undefined) await aborted(signal);
        else if (typeof step === "function") await step();
        else if (step instanceof ParleyError) throw step;
        else return { done: false, value: step };
      }
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const leave = (): void => reject(new ParleyError("cancelled"));
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}
