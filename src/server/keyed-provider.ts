import type { Secret } from "../lib/secret.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { ModelStore, Provider } from "../spec/provider.ts";

/** A provider whose key is set, changed and taken away while it works. */
export interface KeyedProvider {
  readonly provider: Provider;
  /** Calls that run keep the key that they began with. The same key changes nothing. */
  use(key: Secret | undefined): void;
}

/** One key's provider, and how many of its streams are open. */
interface Held {
  readonly provider: Provider;
  readonly key: string | undefined;
  open: number;
  left: boolean;
}

/**
 * @param create Makes the provider with a key. Without one it is made, too, so that its facts can be told; but nothing
 *   is sent by it.
 */
export function createKeyedProvider(create: (key: Secret | undefined) => Provider): KeyedProvider {
  const hold = (key: Secret | undefined): Held => ({
    provider: create(key),
    key: key?.reveal(),
    open: 0,
    left: false,
  });
  let current = hold(undefined);

  const stream = (begin: (provider: Provider) => EventStream): EventStream =>
    new KeyedStream(() => current, begin);
  const first = current.provider;
  const { relay, lookUp, modelStore } = first;
  /** Keeps the provider of the moment open while its store works. */
  async function atStore<T>(work: (store: ModelStore) => Promise<T>): Promise<T> {
    const held = current;
    const { modelStore: store } = held.provider;
    if (held.key === undefined || store === undefined) throw noKey();
    held.open++;
    try {
      return await work(store);
    } finally {
      held.open--;
      closeUnused(held);
    }
  }

  return {
    provider: {
      name: first.name,
      ...(first.parameters !== undefined && { parameters: first.parameters }),
      ...(first.forwards !== undefined && { forwards: first.forwards }),
      get models() {
        return current.provider.models;
      },
      generate: (attempt) => stream((provider) => provider.generate(attempt)),
      embed: (attempt) => stream((provider) => provider.embed(attempt)),
      ...(relay !== undefined && {
        relay: (attempt) => stream((provider) => provider.relay?.(attempt) ?? relay.call(provider, attempt)),
      }),
      listModels: async (signal) => {
        if (current.key === undefined) throw noKey();
        return current.provider.listModels(signal);
      },
      ...(lookUp !== undefined && {
        lookUp: async (id, signal) =>
          current.key === undefined ? undefined : current.provider.lookUp?.(id, signal),
      }),
      ...(modelStore !== undefined && {
        modelStore: {
          pull: (model, options) => atStore((store) => store.pull(model, options)),
          remove: (model, signal) => atStore((store) => store.remove(model, signal)),
        },
      }),
      close: () => current.provider.close(),
    },
    use(key) {
      if (key?.reveal() === current.key) return;
      const before = current;
      current = hold(key);
      before.left = true;
      closeUnused(before);
    },
  };
}

function closeUnused(held: Held): void {
  if (held.left && held.open === 0) void held.provider.close();
}

function noKey(): ParleyError {
  return new ParleyError("upstream_credentials", {
    message: "The model's provider has no key yet. An operator sets it with `parley providers set-key`.",
  });
}

const finished = { done: true, value: undefined } as const;

/** Takes the key of the moment when it begins, and keeps its provider open until it ends. */
class KeyedStream implements EventStream {
  readonly #current: () => Held;
  readonly #begin: (provider: Provider) => EventStream;
  #held: Held | undefined;
  #inner: EventStream | undefined;
  #over = false;

  constructor(current: () => Held, begin: (provider: Provider) => EventStream) {
    this.#current = current;
    this.#begin = begin;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return finished;
    try {
      this.#inner ??= this.#start();
      const result = await this.#inner.next();
      if (result.done === true || result.value.type === "end") this.#end();
      return result;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    try {
      await this.#inner?.return();
    } finally {
      this.#end();
    }
    return finished;
  }

  #start(): EventStream {
    const held = this.#current();
    if (held.key === undefined) throw noKey();
    held.open++;
    this.#held = held;
    return this.#begin(held.provider);
  }

  #end(): void {
    this.#over = true;
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    held.open--;
    closeUnused(held);
  }
}
