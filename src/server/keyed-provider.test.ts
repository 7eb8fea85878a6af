import { expect, test } from "vitest";
import { Secret } from "../lib/secret.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Provider } from "../spec/provider.ts";
import { createKeyedProvider } from "./keyed-provider.ts";

interface Made {
  readonly key: string | undefined;
  closed: boolean;
}

/** Providers that answer with their key, and remember whether they were closed. */
function rig() {
  const made: Made[] = [];
  const keyed = createKeyedProvider((key): Provider => {
    const own: Made = { key: key?.reveal(), closed: false };
    made.push(own);
    const answer = (): EventStream =>
      stream([{ type: "text-delta", choice: 0, text: own.key ?? "" }, { type: "end" }]);
    return {
      name: "up",
      models: [{ id: `model of ${own.key}` }],
      generate: answer,
      embed: answer,
      listModels: () => Promise.resolve([]),
      close: () => Promise.resolve(void (own.closed = true)),
    };
  });
  return { made, keyed, ask: () => keyed.provider.generate(attempt) };
}

const attempt = {
  callId: "req_1",
  model: "m",
  task: { kind: "generate", items: [], options: {} },
  stream: true,
  signal: new AbortController().signal,
} as const;

function stream(events: StreamEvent[]): EventStream {
  return {
    next: () => {
      const value = events.shift();
      return Promise.resolve(value === undefined ? { done: true, value: undefined } : { done: false, value });
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const first = async (events: EventStream): Promise<unknown> => (await events.next()).value;

test("without a key nothing is sent, and the operator's remedy is said", async () => {
  const { ask, keyed } = rig();
  await expect(ask().next()).rejects.toMatchObject({ code: "upstream_credentials" });
  await expect(keyed.provider.listModels(attempt.signal)).rejects.toThrow(/parley providers set-key/);
});

test("the key of the moment is used; running calls keep theirs, and its provider is closed after them", async () => {
  const { made, keyed, ask } = rig();
  keyed.use(new Secret("one"));
  const running = ask();
  expect(await first(running)).toMatchObject({ text: "one" });
  keyed.use(new Secret("two"));
  expect(await first(ask())).toMatchObject({ text: "two" });
  expect(made.map(({ key, closed }) => [key, closed])).toEqual([
    [undefined, true],
    ["one", false],
    ["two", false],
  ]);
  expect(await first(running)).toMatchObject({ type: "end" });
  expect(made[1]?.closed).toBe(true);
});

test("the same key changes nothing, and a key that is taken away is not used", async () => {
  const { made, keyed, ask } = rig();
  keyed.use(new Secret("one"));
  keyed.use(new Secret("one"));
  expect(made).toHaveLength(2);
  keyed.use(undefined);
  await expect(ask().next()).rejects.toMatchObject({ code: "upstream_credentials" });
});

test("who leaves before the first event, or in the middle, holds nothing", async () => {
  const { made, keyed, ask } = rig();
  keyed.use(new Secret("one"));
  await ask().return();
  const left = ask();
  await left.next();
  await left.return();
  keyed.use(undefined);
  expect(made[1]?.closed).toBe(true);
});

test("what is known of the models is the present provider's", () => {
  const { keyed } = rig();
  keyed.use(new Secret("one"));
  expect(keyed.provider.models).toEqual([{ id: "model of one" }]);
});
