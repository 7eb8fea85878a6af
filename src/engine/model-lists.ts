import type { Clock } from "../lib/clock.ts";
import type { Provider, ProviderModel } from "../spec/provider.ts";

/** The models of providers that must be asked for them, as they said last. */
export interface ModelLists {
  /** Empty for a provider that was not asked yet, or that does not answer. */
  of(provider: string): readonly ProviderModel[];
  find(provider: string, model: string): ProviderModel | undefined;
  /** Sees to it that what is old is read anew, in the background. Waits for nobody. */
  refresh(): void;
  /** The same, and waits at most so many milliseconds for providers that were never asked. */
  read(patience: number): Promise<void>;
}

/** How long a list holds, and how soon a provider that failed is asked again; in milliseconds. */
const freshFor = 600_000;
const failedFor = 30_000;

/** How long a provider may take, in milliseconds. */
const patienceWithOne = 20_000;

/** Some services list thousands; more than this is a mistake or an attack. */
const mostModels = 10_000;

/** Longer names are nobody's model. */
const longestId = 256;

export interface ModelListsDeps {
  readonly clock: Pick<Clock, "monotonic">;
  readonly warn: (message: string, error?: unknown) => void;
  /** What providers said before the settings changed; absent where they do not. */
  readonly memory?: ModelListMemory;
}

/** Lists by the first endpoint of their provider: a provider that stays the same keeps what it has said. */
export type ModelListMemory = WeakMap<Provider, List>;

type List = ReturnType<typeof createList>;

/** @param providers Endpoints of the same name stand for each other: they are asked until one answers. */
export function createModelLists(deps: ModelListsDeps, providers: readonly Provider[]): ModelLists {
  const lists = new Map(
    [...Map.groupBy(providers, ({ name }) => name)].map(([name, endpoints]) => [
      name,
      remembered(deps, endpoints),
    ]),
  );
  return {
    of: (provider) => lists.get(provider)?.models() ?? none,
    find: (provider, model) => lists.get(provider)?.find(model),
    refresh() {
      for (const list of lists.values()) list.refresh();
    },
    async read(patience) {
      const waiting = [...lists.values()].flatMap((list) => {
        list.refresh();
        return list.first() ?? [];
      });
      if (waiting.length === 0) return;
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, patience);
      await Promise.race([Promise.all(waiting), late.promise]);
      clearTimeout(timer);
    },
  };
}

const none: readonly never[] = [];

function remembered(deps: ModelListsDeps, endpoints: readonly Provider[]): List {
  const [first] = endpoints;
  const before = first === undefined ? undefined : deps.memory?.get(first);
  if (before !== undefined && before.isOf(endpoints)) return before;
  const list = createList(deps, endpoints);
  if (first !== undefined) deps.memory?.set(first, list);
  return list;
}

function createList(deps: ModelListsDeps, endpoints: readonly Provider[]) {
  let known = new Map<string, ProviderModel>();
  let models: readonly ProviderModel[] = none;
  let askAgainAt = -Infinity;
  let reading: Promise<void> | undefined;
  let everRead = false;

  async function ask(): Promise<void> {
    let failure: unknown;
    for (const provider of endpoints) {
      try {
        const listed = await provider.listModels(AbortSignal.timeout(patienceWithOne));
        const sound = listed.filter(({ id }) => id.length > 0 && id.length <= longestId).slice(0, mostModels);
        known = new Map(sound.map((model) => [model.id, model]));
        models = [...known.values()];
        askAgainAt = deps.clock.monotonic() + freshFor;
        return;
      } catch (error) {
        failure = error;
      }
    }
    askAgainAt = deps.clock.monotonic() + failedFor;
    deps.warn(`the models of the provider ${endpoints[0]?.name ?? ""} could not be read`, failure);
  }

  return {
    isOf: (others: readonly Provider[]) =>
      others.length === endpoints.length && others.every((other, place) => other === endpoints[place]),
    models: () => models,
    find: (model: string) => known.get(model),
    /** Resolves when the provider was asked for the first time; `undefined` when it was. */
    first: () => (everRead ? undefined : reading),
    /** What it says may be another thing now: it is asked when somebody wants to know next. */
    expire() {
      askAgainAt = -Infinity;
    },
    refresh() {
      if (reading !== undefined || deps.clock.monotonic() < askAgainAt) return;
      reading = ask().finally(() => {
        everRead = true;
        reading = undefined;
      });
    },
  };
}
