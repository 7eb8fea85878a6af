import type { KeyDeps } from "../admin/keys.ts";
import type { ProviderKeyDeps } from "../admin/provider-keys.ts";
import { type Catalogue, createCatalogue } from "../engine/catalogue.ts";
import type { Engine } from "../engine/engine.ts";
import { createErrands } from "../engine/errands.ts";
import { createHousekeeping } from "../engine/housekeeping.ts";
import { createModelLists, type ModelListMemory } from "../engine/model-lists.ts";
import type { Observer } from "../engine/observer.ts";
import { createReconcile } from "../engine/reconcile.ts";
import type { HealthMemory } from "../engine/route/target.ts";
import { createRules } from "../engine/rules.ts";
import { createSessions, type Sessions } from "../engine/sessions.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { createSchemaChecker } from "../lib/schema-checker.ts";
import { createTokenizer, type Tokenizer } from "../lib/tokenizer.ts";
import type { Provider } from "../spec/provider.ts";
import type { Stores } from "../spec/stores.ts";
import { crashHook } from "./crash-hook.ts";
import type { DatabasePlace } from "./data-folder.ts";
import { deadAfter, joinInstances } from "./instance.ts";
import { createInterior, type Fixtures, type Furnishings, type Interior } from "./interior.ts";
import { Interiors } from "./interiors.ts";
import { keepProviderKeys, type KeyedWay } from "./keep-provider-keys.ts";
import { keepRules } from "./keep-rules.ts";
import { keyPlaces } from "./key-places.ts";
import { createKeyedProvider } from "./keyed-provider.ts";
import type { Lent } from "./lent.ts";
import { loadMakers, type ProviderDeps } from "./load-makers.ts";
import { createPriceList } from "./prices/create-price-list.ts";
import type { ProviderSettings, Settings } from "./settings/settings.ts";
import { settingsVersion } from "./settings/version.ts";
import { openStores } from "./stores.ts";
import { WayPool } from "./way-pool.ts";
import { waysOf } from "./ways-of.ts";

/** What of the settings the house is built from; the rest is the HTTP floor's. */
export type HouseSettings = Pick<
  Settings,
  "providers" | "models" | "otherModels" | "conversations" | "prices" | "retries"
>;

export interface HouseDeps {
  readonly database: DatabasePlace;
  /** See `loadPepper`. */
  readonly pepper: Buffer;
  readonly observer: Observer;
  /** Told of trouble that ends no call. */
  readonly warn: (message: string, error?: unknown) => void;
}

/** Everything below the doors: the engine, and what the keeper needs. */
export interface House {
  /** This process, see `InstanceStore`. */
  readonly instanceId: string;
  /** What the settings in force decide; so are the engine and the catalogue below. */
  readonly interior: Lent<Interior>;
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly stores: Stores;
  readonly keys: KeyDeps;
  /** With what the stored keys of providers are kept. */
  readonly providerKeys: ProviderKeyDeps;
  readonly clock: Clock;
  readonly tokenizer: Tokenizer;
  /**
   * Builds what other settings decide, beside what is in force, which it leaves as it is. Fails with
   * `storage_unavailable` where stored keys are needed and cannot be read. What it gives is to be used, or retired.
   */
  furnish(settings: HouseSettings): Promise<Lent<Interior>>;
  /** From now on calls have this one; those that run keep theirs. */
  use(interior: Lent<Interior>): void;
  close(): Promise<void>;
}

/** The composition root. It names providers and stores in `load-makers.ts` and `stores.ts`, and nowhere else. */
export async function buildHouse(settings: HouseSettings, deps: HouseDeps): Promise<House> {
  const { pepper, warn } = deps;
  const clock = systemClock;
  const stores = await openStores(deps.database, clock);
  const rules = createRules(stores);
  const unwatch = await keepRules(rules, stores, warn);
  const tokenizer = createTokenizer();
  const providerKeys = { stores, clock, pepper };
  const furnish = createFurnisher({ clock, warn, tokenizer });
  const first = await furnish(settings);
  let newest: Pick<Interior, "catalogue" | "prices" | "places" | "keyed"> = first;
  const keeper = keepProviderKeys({ ...providerKeys, current: () => newest, warn });
  await keeper.supply(first);
  const { ledger, instances, limits, conversations, responses, memory, contexts, vectors } = stores;
  const instance = await joinInstances({
    stores,
    clock,
    reconcile: createReconcile({
      clock,
      ledger,
      instances,
      get providers() {
        return newest.catalogue.providers;
      },
      get prices() {
        return newest.prices;
      },
      warn,
    }),
    warn,
  });
  const schemas = createSchemaChecker();
  const housekeeping = createHousekeeping({ ledger, warn });
  const errands = createErrands(warn);
  const reach = crashHook(process.env["PARLEY_CRASH_AT"]);
  const fixtures: Fixtures = {
    clock,
    ledger,
    limits,
    conversations,
    responses,
    memory,
    contexts,
    vectors,
    errands,
    rules,
    housekeeping,
    observer: deps.observer,
    instanceId: instance.id,
    deadAfterMs: deadAfter,
    random: Math.random,
    schemas,
    ...(reach !== undefined && { reach }),
  };
  const interiors = new Interiors(warn);
  const furnished = (furnishings: Furnishings): Lent<Interior> =>
    createInterior(furnishings, fixtures, () => interiors.newest.value);
  interiors.use(furnished(first));
  return {
    instanceId: instance.id,
    get interior() {
      return interiors.newest;
    },
    get engine() {
      return interiors.newest.value.engine;
    },
    get catalogue() {
      return interiors.newest.value.catalogue;
    },
    sessions: createSessions({ clock, conversations, pepper }),
    stores,
    keys: { stores, clock, pepper },
    providerKeys,
    clock,
    tokenizer,
    async furnish(other) {
      const furnishings = await furnish(other);
      try {
        await keeper.supply(furnishings);
      } catch (error) {
        await furnishings.close();
        throw error;
      }
      return furnished(furnishings);
    },
    use(interior) {
      newest = interior.value;
      interiors.use(interior);
    },
    async close() {
      await errands.close();
      await interiors.close();
      await tokenizer.close();
      await housekeeping.close();
      await schemas.close();
      await instance.leave();
      unwatch();
      keeper.stop();
      await stores.close();
    },
  };
}

/** What decides how a call is answered and charged. */
function versionOf(settings: HouseSettings): string {
  const { providers, models, otherModels, conversations, prices, retries } = settings;
  return settingsVersion({ providers, models, otherModels, conversations, prices, retries });
}

/** The providers, the names of their models and their prices: what can be known without the data. */
export async function buildCatalogue(
  settings: HouseSettings,
  clock: Clock,
  warn: HouseDeps["warn"] = () => undefined,
): Promise<Furnishings & { readonly tokenizer: Tokenizer }> {
  const tokenizer = createTokenizer();
  const furnishings = await createFurnisher({ clock, warn, tokenizer })(settings);
  return {
    ...furnishings,
    tokenizer,
    async close() {
      await Promise.all([furnishings.close(), tokenizer.close()]);
    },
  };
}

/** Makes what the settings decide, again and again; what stays the same of it is not made anew. */
function createFurnisher(deps: ProviderDeps): (settings: HouseSettings) => Promise<Furnishings> {
  const pool = new WayPool<MadeWay>();
  const memory: ModelListMemory = new WeakMap();
  const health: HealthMemory = new WeakMap();
  const { clock, warn } = deps;
  const rekeyed = (provider: Provider): void => {
    health.get(provider)?.forgive(clock.monotonic());
    memory.get(provider)?.expire();
  };
  return async function furnish(settings) {
    const ways = settings.providers.flatMap(waysOf);
    const make = await loadMakers(settings.providers.map(({ type }) => type));
    const { made, giveBack } = pool.take(
      ways.map((way) => way.settings),
      (one) => makeWay(one as ProviderSettings, (given) => make(given, deps), rekeyed),
    );
    try {
      const prices = createPriceList(settings);
      const providers = made.map(({ provider }) => provider);
      const asked = new Set(ways.flatMap((way, place) => (way.asked ? (providers[place] ?? []) : [])));
      return {
        version: versionOf(settings),
        conversations: settings.conversations,
        catalogue: createCatalogue(providers, aliasesOf(settings), {
          traits: new Map(providers.map((provider, place) => [provider, ways[place]?.traits ?? {}])),
          lists: createModelLists(
            { clock, warn, memory },
            providers.filter((provider) => asked.has(provider)),
          ),
          prices,
          retries: settings.retries,
          health,
        }),
        prices,
        places: keyPlaces(settings.providers),
        keyed: made.flatMap(({ keyed }) => keyed ?? []),
        close: giveBack,
      };
    } catch (error) {
      void giveBack();
      throw error;
    }
  };
}

/** A provider that was made, and how it gets its key where that is in the database. */
interface MadeWay {
  readonly provider: Provider;
  readonly keyed?: KeyedWay;
}

/** @param rekeyed Told when a provider's stored key was set, changed or removed. */
function makeWay(
  settings: ProviderSettings,
  make: (settings: ProviderSettings) => Provider,
  rekeyed: (provider: Provider) => void,
): MadeWay {
  if (!("storedKey" in settings) || settings.storedKey !== true) return { provider: make(settings) };
  const { storedKey: _stored, ...rest } = settings;
  const provider = createKeyedProvider(
    (apiKey) => make({ ...rest, ...(apiKey !== undefined && { apiKey }) }),
    rekeyed,
  );
  const keyed = { name: settings.name, origin: new URL(rest.baseUrl).origin, provider };
  return { provider: provider.provider, keyed };
}

function aliasesOf(settings: HouseSettings) {
  const others = settings.otherModels === undefined ? [] : [{ name: "*", ...settings.otherModels }];
  return [...settings.models, ...others];
}
