import { setTimeout as delay } from "node:timers/promises";
import type { KeyDeps } from "../admin/keys.ts";
import type { KeyPlace, ProviderKeyDeps } from "../admin/provider-keys.ts";
import { type Catalogue, createCatalogue } from "../engine/catalogue.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { createHousekeeping } from "../engine/housekeeping.ts";
import { createModelLists } from "../engine/model-lists.ts";
import type { Observer } from "../engine/observer.ts";
import { createReconcile } from "../engine/reconcile.ts";
import type { EndpointTraits } from "../engine/route/target.ts";
import { createRules } from "../engine/rules.ts";
import { createSessions, type Sessions } from "../engine/sessions.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { createTokenizer, type Tokenizer } from "../lib/tokenizer.ts";
import { createLlama } from "../providers/llama/provider.ts";
import { createOpenAiCompatible } from "../providers/openai-compatible/provider.ts";
import { createRehearsal } from "../providers/rehearsal/provider.ts";
import { ParleyError } from "../spec/errors.ts";
import type { PriceList } from "../spec/price.ts";
import type { Provider } from "../spec/provider.ts";
import type { Stores } from "../spec/stores.ts";
import { crashHook } from "./crash-hook.ts";
import type { DatabasePlace } from "./data-folder.ts";
import { inferenceEnvironment } from "./inference-environment.ts";
import { joinInstances } from "./instance.ts";
import { keepProviderKeys, type KeyedWay } from "./keep-provider-keys.ts";
import { keepRules } from "./keep-rules.ts";
import { keyPlaces } from "./key-places.ts";
import { createKeyedProvider } from "./keyed-provider.ts";
import { createPriceList } from "./prices/create-price-list.ts";
import { kindOf } from "./settings/upstream-kinds.ts";
import type { ProviderSettings, Settings } from "./settings/settings.ts";
import { settingsVersion } from "./settings/version.ts";
import { openStores } from "./stores.ts";

/** What of the settings the house is built from; the rest is the HTTP floor's. */
export type HouseSettings = Pick<
  Settings,
  "providers" | "models" | "otherModels" | "conversations" | "prices"
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
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly stores: Stores;
  readonly keys: KeyDeps;
  readonly providerKeys: { readonly keys: ProviderKeyDeps; readonly places: readonly KeyPlace[] };
  readonly clock: Clock;
  readonly tokenizer: Tokenizer;
  close(): Promise<void>;
}

/** The composition root: with `stores.ts`, the only place that names providers and stores. */
export async function buildHouse(settings: HouseSettings, deps: HouseDeps): Promise<House> {
  const clock = systemClock;
  const stores = await openStores(deps.database, clock);
  const rules = createRules(stores);
  const unwatch = await keepRules(rules, stores, deps.warn);
  const {
    catalogue,
    prices,
    tokenizer,
    keyed,
    close: closeProviders,
  } = buildCatalogue(settings, clock, deps.warn);
  const providerKeys = { stores, clock, pepper: deps.pepper };
  const places = keyPlaces(settings.providers);
  const unkeep = await keepProviderKeys({ ...providerKeys, places, keyed, warn: deps.warn });
  const { ledger, instances, limits, conversations } = stores;
  const instance = await joinInstances({
    stores,
    clock,
    reconcile: createReconcile({
      clock,
      ledger,
      instances,
      providers: catalogue.providers,
      prices,
      warn: deps.warn,
    }),
    warn: deps.warn,
  });
  const housekeeping = createHousekeeping({ ledger, warn: deps.warn });
  const keys: KeyDeps = { stores, clock, pepper: deps.pepper };
  const reach = crashHook(process.env["PARLEY_CRASH_AT"]);
  const engine = createEngine({
    clock,
    ledger,
    limits,
    conversations,
    catalogue,
    rules,
    prices,
    housekeeping,
    observer: deps.observer,
    instanceId: instance.id,
    settingsVersion: versionOf(settings),
    contextTokens: settings.conversations.contextTokens,
    random: Math.random,
    ...(reach !== undefined && { reach }),
  });
  return {
    instanceId: instance.id,
    engine,
    catalogue,
    sessions: createSessions({ clock, conversations, pepper: deps.pepper }),
    stores,
    keys,
    providerKeys: { keys: providerKeys, places },
    clock,
    tokenizer,
    async close() {
      await closeProviders();
      await housekeeping.close();
      await instance.leave();
      unwatch();
      unkeep();
      await stores.close();
    },
  };
}

/** What decides how a call is answered and charged. */
function versionOf({ providers, models, otherModels, conversations, prices }: HouseSettings): string {
  return settingsVersion({ providers, models, otherModels, conversations, prices });
}

/** The providers, the names of their models and their prices: what can be known without the data. */
export function buildCatalogue(
  settings: HouseSettings,
  clock: Clock,
  warn: HouseDeps["warn"] = () => undefined,
): {
  readonly catalogue: Catalogue;
  readonly prices: PriceList;
  readonly tokenizer: Tokenizer;
  /** The providers whose keys are in the database. */
  readonly keyed: readonly KeyedWay[];
  close(): Promise<void>;
} {
  const tokenizer = createTokenizer();
  const prices = createPriceList(settings);
  const keyed: KeyedWay[] = [];
  const ways = settings.providers.flatMap((provider) =>
    createWays(provider, { tokenizer, clock, warn, keyed }),
  );
  const providers = ways.map(({ provider }) => provider);
  return {
    catalogue: createCatalogue(providers, aliasesOf(settings), {
      traits: new Map(ways.map(({ provider, traits }) => [provider, traits])),
      lists: createModelLists(
        { clock, warn },
        ways.flatMap(({ provider, asked }) => (asked ? provider : [])),
      ),
      prices,
    }),
    prices,
    tokenizer,
    keyed,
    async close() {
      await Promise.all([...providers.map((provider) => provider.close()), tokenizer.close()]);
    },
  };
}

interface Way {
  readonly provider: Provider;
  readonly traits: EndpointTraits;
  /** Whether it is asked for its models: where the settings name some, those are all. */
  readonly asked: boolean;
}

/** A provider, once for each of its endpoints. */
function createWays(settings: ProviderSettings, deps: ProviderDeps): readonly Way[] {
  if (settings.type === "llama" || settings.type === "rehearsal")
    return [{ provider: createProvider(settings, deps), traits: {}, asked: false }];
  const { endpoints, ...itself } = settings;
  const asked = settings.models.length === 0;
  if (endpoints === undefined) {
    const region = "region" in itself ? itself.region : undefined;
    const traits = region === undefined ? {} : { region };
    return [{ provider: createProvider(itself, deps), traits, asked }];
  }
  return endpoints.map(({ options, ...traits }) => ({
    provider: createProvider({ ...options, type: settings.type } as ProviderSettings, deps),
    traits,
    asked,
  }));
}

interface ProviderDeps extends Pick<HouseDeps, "warn"> {
  /** Gets those whose keys come later. */
  readonly keyed: KeyedWay[];
  readonly tokenizer: Tokenizer;
  readonly clock: Clock;
}

function createProvider(settings: ProviderSettings, deps: ProviderDeps): Provider {
  if (!("storedKey" in settings) || settings.storedKey !== true) return createWithKey(settings, deps);
  const { storedKey: _stored, ...rest } = settings;
  const provider = createKeyedProvider((apiKey) =>
    createWithKey({ ...rest, ...(apiKey !== undefined && { apiKey }) }, deps),
  );
  deps.keyed.push({ name: settings.name, origin: new URL(rest.baseUrl).origin, provider });
  return provider.provider;
}

function createWithKey(settings: ProviderSettings, { tokenizer, clock, warn }: ProviderDeps): Provider {
  if (settings.type === "openai-compatible") return createOpenAiCompatible(clock, settings);
  if (settings.type === "llama")
    return createLlama({ clock, warn, env: inferenceEnvironment(process.env) }, settings);
  if (settings.type === "rehearsal") return createRehearsal({ tokenizer, sleep }, settings);
  const kind = kindOf(settings.type);
  if (kind === undefined) throw new TypeError("a provider of no known kind");
  return kind.create({ clock }, settings);
}

/** Waits, and stops waiting at once when nobody wants the answer any more. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (cause) {
    throw new ParleyError("cancelled", { cause });
  }
}

function aliasesOf(settings: HouseSettings) {
  const others = settings.otherModels === undefined ? [] : [{ name: "*", ...settings.otherModels }];
  return [...settings.models, ...others];
}
