import type { Call, GenerateOptions } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import type { Price } from "../spec/price.ts";
import type { Provider } from "../spec/provider.ts";
import { type CatalogueOptions, createCatalogue, type ModelAlias } from "./catalogue.ts";
import { oneConversation } from "./conversations.fixture.ts";
import { quietParts } from "./engine-parts.fixture.ts";
import { createEngine } from "./engine.ts";
import type { AttemptReport, CallReport } from "./observer.ts";

/** What a scripted provider does at its next call: events, and errors; a function lets time pass. */
export type Script = readonly (StreamEvent | ParleyError | (() => void))[];

export const good: Script = [
  { type: "text-delta", choice: 0, text: "hello" },
  { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
  { type: "end", usage: { inputTokens: 1_000, outputTokens: 500 } },
];

export interface Scripted {
  readonly provider: Provider;
  /** What it does from now on. */
  script: Script;
  /** Models it was asked for. */
  readonly asked: string[];
}

export function scripted(name: string, rest: Partial<Provider> = {}): Scripted {
  const asked: string[] = [];
  const one: Scripted = { asked, script: good, provider: { ...stub(name), ...rest } };
  Object.assign(one.provider, {
    generate: ({ model }: { readonly model: string }) => playing(one, model),
    embed: ({ model }: { readonly model: string }) => playing(one, model),
  });
  return one;
}

function stub(name: string): Provider {
  return {
    name,
    models: [],
    generate: unused,
    embed: unused,
    listModels: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function unused(): never {
  throw new TypeError("replaced by the script");
}

function playing(one: Scripted, model: string): EventStream {
  let steps: (StreamEvent | ParleyError | (() => void))[] | undefined;
  const stream: EventStream = {
    async next() {
      if (steps === undefined) {
        steps = [...one.script];
        one.asked.push(model);
      }
      for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
        if (step instanceof ParleyError) throw step;
        if (typeof step !== "function") return { done: false, value: step };
        step();
      }
      return { done: true, value: undefined };
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

export const say = (...content: Extract<Item, { type: "message" }>["content"]): readonly Item[] => [
  { type: "message", role: "user", content },
];

export interface RouteWorldOptions extends Omit<CatalogueOptions, "prices"> {
  readonly prices?: Readonly<Record<string, Price>>;
  readonly random?: () => number;
  /** Called in each pause. */
  readonly paused?: () => void;
}

/** An engine over scripted providers, with a clock that stands still until somebody moves it. */
export function routeWorld(
  ways: readonly Scripted[],
  aliases: readonly ModelAlias[] = [],
  { prices = {}, random = () => 0.5, paused = () => undefined, ...rest }: RouteWorldOptions = {},
) {
  const calls: CallReport[] = [];
  const attempts: AttemptReport[] = [];
  /** Milliseconds of each pause. */
  const pauses: number[] = [];
  const time = { ms: 1_000_000 };
  const ledger = {
    open: () => Promise.resolve({ opened: true, holds: [], exceeded: [] } as const),
    settle: () => Promise.resolve("settled" as const),
    progress: () => Promise.resolve(),
    list: () => Promise.resolve([]),
  };
  const priceList = {
    version: "test",
    priceOf: (provider: string, model: string) => prices[`${provider}/${model}`],
  };
  const catalogue = createCatalogue(
    ways.map(({ provider }) => provider),
    aliases,
    { ...rest, prices: priceList },
  );
  const engine = createEngine({
    ...quietParts(ledger),
    ledger,
    clock: { now: () => time.ms, monotonic: () => time.ms },
    catalogue,
    prices: priceList,
    random,
    pause: (ms) => {
      pauses.push(ms);
      time.ms += ms;
      paused();
      return Promise.resolve();
    },
    instanceId: "inst_1",
    contextTokens: 1_000,
    observer: {
      attemptEnded: (report) => attempts.push(report),
      callEnded: (report) => calls.push(report),
      shadowExceeded: () => undefined,
    },
    ...oneConversation(),
  });
  const call = (model: string, rest: Partial<Call> = {}): Call => ({
    id: "req_1",
    principal: { projectId: "proj_1", name: "test" },
    model,
    task: { kind: "generate", items: say({ type: "text", text: "hi" }), options: {} },
    stream: true,
    signal: new AbortController().signal,
    ...rest,
  });
  /** Reads an answer to its end and gives all its events. */
  const run = async (model: string, rest: Partial<Call> = {}): Promise<readonly StreamEvent[]> => {
    const events: StreamEvent[] = [];
    for await (const event of engine.run(call(model, rest))) events.push(event);
    return events;
  };
  return { engine, catalogue, time, calls, attempts, pauses, call, run };
}

/** The name `chat` for some targets. */
export const aliasOf = (
  targets: ModelAlias["targets"],
  rest: Partial<ModelAlias> = {},
): readonly ModelAlias[] => [{ name: "chat", targets, ...rest }];

export const twoTargets = [
  { provider: "a", model: "x" },
  { provider: "b", model: "y" },
];

/** A call with these options. */
export const asking = (options: GenerateOptions) =>
  ({ task: { kind: "generate", items: say({ type: "text", text: "hi" }), options } }) as const;

/** A call with a picture. */
export const image = {
  task: { kind: "generate", items: say({ type: "image", url: "data:," }), options: {} },
} as const;

/** The text of the way that an answer went. */
export function wayOf(events: readonly StreamEvent[]): string | undefined {
  const [start] = events;
  return start?.type === "start" ? start.route?.text : undefined;
}
