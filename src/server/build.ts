import { setTimeout as delay } from "node:timers/promises";
import type { KeyDeps } from "../admin/keys.ts";
import { type Catalogue, createCatalogue } from "../engine/catalogue.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import { createHousekeeping } from "../engine/housekeeping.ts";
import type { Observer } from "../engine/observer.ts";
import { createReconcile } from "../engine/reconcile.ts";
import { createRules } from "../engine/rules.ts";
import { createSessions, type Sessions } from "../engine/sessions.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { createTokenizer, type Tokenizer } from "../lib/tokenizer.ts";
import { createLlama } from "../providers/llama/provider.ts";
import { createOpenAiCompatible } from "../providers/openai-compatible/provider.ts";
import { createRehearsal } from "../providers/rehearsal/provider.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Provider } from "../spec/provider.ts";
import type { Stores } from "../spec/stores.ts";
import { crashHook } from "./crash-hook.ts";
import type { DatabasePlace } from "./data-folder.ts";
import { inferenceEnvironment } from "./inference-environment.ts";
import { joinInstances } from "./instance.ts";
import { keepRules } from "./keep-rules.ts";
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
  readonly clock: Clock;
  close(): Promise<void>;
}

/** The composition root: with `stores.ts`, the only place that names providers and stores. */
export async function buildHouse(settings: HouseSettings, deps: HouseDeps): Promise<House> {
  const clock = systemClock;
  const stores = await openStores(deps.database, clock);
  const rules = createRules(stores);
  const unwatch = await keepRules(rules, stores, deps.warn);
  const prices = createPriceList(settings);
  const { catalogue, close: closeProviders } = buildCatalogue(settings, clock, deps.warn);
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
    ...(reach !== undefined && { reach }),
  });
  return {
    instanceId: instance.id,
    engine,
    catalogue,
    sessions: createSessions({ clock, conversations, pepper: deps.pepper }),
    stores,
    keys,
    clock,
    async close() {
      await closeProviders();
      await housekeeping.close();
      await instance.leave();
      unwatch();
      await stores.close();
    },
  };
}

/** What decides how a call is answered and charged. */
function versionOf({ providers, models, otherModels, conversations, prices }: HouseSettings): string {
  return settingsVersion({ providers, models, otherModels, conversations, prices });
}

/** The providers and the names of their models: what can be known without the data. */
export function buildCatalogue(
  settings: HouseSettings,
  clock: Clock,
  warn: HouseDeps["warn"] = () => undefined,
): { readonly catalogue: Catalogue; close(): Promise<void> } {
  const tokenizer = createTokenizer();
  const providers = settings.providers.map((provider) =>
    createProvider(provider, { tokenizer, clock, warn }),
  );
  return {
    catalogue: createCatalogue(providers, aliasesOf(settings)),
    async close() {
      await Promise.all([...providers.map((provider) => provider.close()), tokenizer.close()]);
    },
  };
}

interface ProviderDeps extends Pick<HouseDeps, "warn"> {
  readonly tokenizer: Tokenizer;
  readonly clock: Clock;
}

function createProvider(settings: ProviderSettings, { tokenizer, clock, warn }: ProviderDeps): Provider {
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
  const others = settings.otherModels === undefined ? [] : [{ name: "*", targets: settings.otherModels }];
  return [...settings.models, ...others];
}
