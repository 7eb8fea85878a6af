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

test("its store of models is asked with the key of the moment, whose provider stays open until it is done", async () => {
  const made: { readonly key: string | undefined; closed: boolean }[] = [];
  const gate = Promise.withResolvers<void>();
  const keyed = createKeyedProvider((key): Provider => {
    const own = { key: key?.reveal(), closed: false };
    made.push(own);
    const unused = (): never => {
      throw new TypeError("nobody asks for answers here");
    };
    return {
      name: "far",
      models: [],
      generate: unused,
      embed: unused,
      listModels: () => Promise.resolve([]),
      modelStore: {
        pull: async (model) => {
          await gate.promise;
          return { name: `${model} with ${own.key}`, wasThere: false };
        },
        remove: (model) => Promise.resolve({ name: `${model} with ${own.key}` }),
      },
      close: () => Promise.resolve(void (own.closed = true)),
    };
  });
  const { modelStore } = keyed.provider;
  const { signal } = attempt;
  await expect(modelStore?.remove("m", signal)).rejects.toMatchObject({ code: "upstream_credentials" });
  keyed.use(new Secret("one"));
  const pulling = modelStore?.pull("m", { signal });
  keyed.use(new Secret("two"));
  expect(made[1]?.closed).toBe(false);
  expect(await modelStore?.remove("m", signal)).toEqual({ name: "m with two" });
  gate.resolve();
  expect(await pulling).toEqual({ name: "m with one", wasThere: false });
  await expect.poll(() => made[1]?.closed).toBe(true);
});

test("whoever is told of changes hears of each key that is set, and of no other reading", () => {
  const heard: string[] = [];
  const keyed = createKeyedProvider(
    () => rig().keyed.provider,
    ({ name }) => heard.push(name),
  );
  keyed.use(undefined);
  keyed.use(new Secret("one"), 1);
  keyed.use(new Secret("one"), 1);
  expect(heard).toEqual(["up"]);
  keyed.use(new Secret("one"), 2);
  keyed.use(new Secret("two"), 3);
  keyed.use(undefined);
  expect(heard).toHaveLength(4);
});

test("what is known of the models is the present provider's", () => {
  const { keyed } = rig();
  keyed.use(new Secret("one"));
  expect(keyed.provider.models).toEqual([{ id: "model of one" }]);
});
