import type { Ability, Provider, ProviderModel } from "../../spec/provider.ts";
import { type FormCheck, type FormChecks, formChecks } from "../structured/form-checks.ts";
import { createHealth, type Health } from "./health.ts";

/** What is said of one of several endpoints of a provider. */
export interface EndpointTraits {
  /** Tells it from its siblings, for people: ASCII letters, digits, dashes. Absent where it has none. */
  readonly label?: string;
  /** Its share among its siblings, > 0. Default 1. */
  readonly weight?: number;
  readonly region?: string;
  /** What is done about answers that must have a form. Default: see `formChecks`. */
  readonly jsonSchema?: FormCheck;
  /** What becomes of an answer whose caller leaves: it is ended, or heard out for its usage. Default `cancel`. */
  readonly onDisconnect?: "cancel" | "drain";
}

/** One way out: a provider with its own address and key. Those of the same name stand for each other. */
export interface Endpoint extends EndpointTraits {
  readonly provider: Provider;
  readonly weight: number;
  readonly checks: FormChecks;
  /** Of all its models together. */
  readonly health: Health;
  /** Of one of its models. */
  healthOf(model: string): Health;
  /** Those of its models that somebody wanted, with how each has been. */
  models(): Iterable<readonly [string, Health]>;
  /** What is known of a model without asking anybody. */
  find(model: string): ProviderModel | undefined;
}

/** How one endpoint has been lately, and each of its models. */
interface Healths extends Pick<Endpoint, "health" | "healthOf" | "models"> {
  /** Its key is another one now: it is well again as far as anybody knows, with all its models. */
  forgive(now: number): void;
}

/** How providers have been lately: one that stays when the settings change is not taken for a new one. */
export type HealthMemory = WeakMap<Provider, Healths>;

/** Names of models may come from callers: no more is known of more of them. */
const mostModels = 1_000;

export function createEndpoint(
  provider: Provider,
  traits: EndpointTraits,
  fetched: (model: string) => ProviderModel | undefined,
  memory: HealthMemory,
): Endpoint {
  let healths = memory.get(provider);
  if (healths === undefined) memory.set(provider, (healths = createHealths(provider.within === true)));
  const { health, healthOf, models } = healths;
  return {
    ...traits,
    health,
    healthOf,
    models,
    provider,
    weight: traits.weight ?? 1,
    checks: formChecks(provider, traits.jsonSchema),
    find: (model) => provider.models.find(({ id }) => id === model) ?? fetched(model),
  };
}

function createHealths(within: boolean): Healths {
  const healths = new Map<string, Health>();
  let newest: string | undefined;
  const whole = createHealth(within);
  return {
    health: whole,
    models: () => healths,
    forgive(now) {
      whole.forgive(now);
      for (const health of healths.values()) health.forgive(now);
    },
    healthOf(model) {
      let health = healths.get(model);
      if (health === undefined) {
        // Those that came first are the settings' own: whoever makes names up pushes nothing out but the last of them.
        if (healths.size >= mostModels && newest !== undefined) healths.delete(newest);
        healths.set(model, (health = createHealth(within)));
        newest = model;
      }
      return health;
    },
  };
}

/** Calls that a target takes; a member that is absent asks nothing. Tokens are those of the input and the wanted output. */
export interface Conditions {
  readonly minTokens?: number;
  readonly maxTokens?: number;
  /** `true`: only calls with them; `false`: only calls without. */
  readonly images?: boolean;
  readonly audio?: boolean;
  readonly files?: boolean;
  readonly tools?: boolean;
  readonly jsonSchema?: boolean;
  readonly reasoning?: boolean;
}

/** What the settings say of a target beside its name. */
export interface TargetTraits {
  /** Its share, > 0. Default 1. */
  readonly weight?: number;
  readonly region?: string;
  /** Tokens that it holds, where the provider's list does not say so, or wrongly. */
  readonly contextTokens?: number;
  /** All that it can do, where the provider's list does not say so, or wrongly. */
  readonly abilities?: readonly Ability[];
  readonly when?: Conditions;
}

/** One way to answer a call: an endpoint, and the provider's own name of the model. */
export interface Target extends TargetTraits {
  readonly provider: Provider;
  readonly model: string;
  readonly endpoint: Endpoint;
  /** `provider/model`, with `#label` where the provider has several endpoints. */
  readonly name: string;
  /** Its place in the settings; endpoints of one target share it. */
  readonly rank: number;
  /** Its part of the target's weight. */
  readonly weight: number;
  /** Of this model here. */
  readonly health: Health;
}

/** A target of the settings, once for each of its endpoints. */
export function expandTarget(
  endpoints: readonly Endpoint[],
  model: string,
  rank: number,
  traits: TargetTraits,
): readonly Target[] {
  const sum = endpoints.reduce((all, { weight }) => all + weight, 0);
  const { weight = 1, ...rest } = traits;
  return endpoints.map((endpoint): Target => {
    const { provider, label } = endpoint;
    const region = endpoint.region ?? rest.region;
    return {
      ...rest,
      ...(region !== undefined && { region }),
      provider,
      model,
      endpoint,
      rank,
      name: `${provider.name}/${model}${label === undefined ? "" : `#${label}`}`,
      weight: (weight * endpoint.weight) / sum,
      health: endpoint.healthOf(model),
    };
  });
}

/** Milliseconds for which the target must not be asked; 0 when it may. */
export function blockedMs({ endpoint, health }: Target, now: number): number {
  return Math.max(endpoint.health.blockedMs(now), health.blockedMs(now));
}

/** Milliseconds for which the target shall be tried after all others. */
export function coolingMs({ endpoint, health }: Target, now: number): number {
  return Math.max(endpoint.health.coolingMs(now), health.coolingMs(now));
}
