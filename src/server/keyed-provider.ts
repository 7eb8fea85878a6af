import type { Secret } from "../lib/secret.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent, Take } from "../spec/event.ts";
import type { ModelStore, Provider } from "../spec/provider.ts";
import { Lent } from "./lent.ts";

/** A provider whose key is set, changed and taken away while it works. */
export interface KeyedProvider {
  readonly provider: Provider;
  /**
   * Calls that run keep the key that they began with. The same key changes nothing, unless somebody set it anew.
   *
   * @param setAt When it was set, in Unix milliseconds; absent when nobody knows.
   */
  use(key: Secret | undefined, setAt?: number): void;
}

/** One key's provider, lent to its streams. */
interface Held {
  readonly provider: Provider;
  readonly key: string | undefined;
}

/**
 * @param create Makes the provider with a key. Without one it is made, too, so that its facts can be told; but nothing
 *   is sent by it.
 * @param changed Told when the provider's key was set: what it did with the one before says nothing about it now, and
 *   whoever sets the same one again has a reason, such as an account that has money now.
 */
export function createKeyedProvider(
  create: (key: Secret | undefined) => Provider,
  changed: (provider: Provider) => void = () => undefined,
): KeyedProvider {
  const hold = (key: Secret | undefined): Lent<Held> =>
    new Lent({ provider: create(key), key: key?.reveal() }, ({ provider }) => provider.close());
  let current = hold(undefined);
  let setLast: number | undefined;

  const stream = (begin: (provider: Provider) => EventStream): EventStream =>
    new KeyedStream(() => current, begin);
  const first = current.value.provider;
  const { relay, lookUp, modelStore, remarks } = first;
  /** Keeps the provider of the moment open while its store works. */
  async function atStore<T>(work: (store: ModelStore) => Promise<T>): Promise<T> {
    const held = current;
    const { key, provider } = held.value;
    if (key === undefined || provider.modelStore === undefined) throw noKey();
    held.borrow();
    try {
      return await work(provider.modelStore);
    } finally {
      held.giveBack();
    }
  }

  const provider: Provider = {
    name: first.name,
    ...(first.parameters !== undefined && { parameters: first.parameters }),
    ...(first.forwards !== undefined && { forwards: first.forwards }),
    ...(first.takes !== undefined && { takes: first.takes }),
    ...(remarks !== undefined && { remarks: (task, model) => remarks.call(first, task, model) }),
    get models() {
      return current.value.provider.models;
    },
    generate: (attempt) => stream((provider) => provider.generate(attempt)),
    embed: (attempt) => stream((provider) => provider.embed(attempt)),
    ...(relay !== undefined && {
      relay: (attempt) => stream((provider) => provider.relay?.(attempt) ?? relay.call(provider, attempt)),
    }),
    listModels: async (signal) => {
      const { key, provider } = current.value;
      if (key === undefined) throw noKey();
      return provider.listModels(signal);
    },
    ...(lookUp !== undefined && {
      lookUp: async (id, signal) => {
        const { key, provider } = current.value;
        return key === undefined ? undefined : provider.lookUp?.(id, signal);
      },
    }),
    ...(modelStore !== undefined && {
      modelStore: {
        pull: (model, options) => atStore((store) => store.pull(model, options)),
        remove: (model, signal) => atStore((store) => store.remove(model, signal)),
      },
    }),
    close: () => current.end(),
  };
  return {
    provider,
    use(key, setAt) {
      const same = key?.reveal() === current.value.key;
      if (same && setAt === setLast) return;
      setLast = setAt;
      if (!same) {
        const before = current;
        current = hold(key);
        before.retire();
      }
      changed(provider);
    },
  };
}

function noKey(): ParleyError {
  return new ParleyError("upstream_credentials", {
    message: "The model's provider has no key yet. An operator sets it with `parley providers set-key`.",
    sent: "no",
  });
}

const finished = { done: true, value: undefined } as const;

/** Takes the key of the moment when it begins, and keeps its provider open until it ends. */
class KeyedStream implements EventStream {
  readonly #current: () => Lent<Held>;
  readonly #begin: (provider: Provider) => EventStream;
  #held: Lent<Held> | undefined;
  #inner: EventStream | undefined;
  #over = false;

  constructor(current: () => Lent<Held>, begin: (provider: Provider) => EventStream) {
    this.#current = current;
    this.#begin = begin;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return finished;
    try {
      this.#inner ??= this.#start();
      const result = await this.#inner.next(take);
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
    if (held.value.key === undefined) throw noKey();
    const { provider } = held.borrow();
    this.#held = held;
    return this.#begin(provider);
  }

  #end(): void {
    this.#over = true;
    const held = this.#held;
    this.#held = undefined;
    held?.giveBack();
  }
}
