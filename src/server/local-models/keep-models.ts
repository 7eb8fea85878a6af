import { auditedAround } from "../../admin/audit/audited.ts";
import type { RemovedModel } from "../../admin/local-models/remove.ts";
import type { PulledModel, PullOptions } from "../../admin/local-models/pull.ts";
import { pullToStore, removeFromStore, storePlace } from "../../admin/stored-models.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Actor } from "../../spec/actor.ts";
import type { AuditAction, AuditStore } from "../../spec/audit.ts";
import type { Provider } from "../../spec/provider.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";

export interface ModelKeeper {
  /** Fetches a model into the store of a provider, named `provider/model`, or into the folder of models; see `pullModel`. */
  pull(reference: string, options: PullOptions, actor: Actor): Promise<PulledModel>;
  /** Removes a model of either; a local one may have its provider's name before it. See `removeModel`. */
  remove(name: string, signal: AbortSignal, actor: Actor): Promise<RemovedModel>;
}

export interface ModelKeeperDeps {
  readonly settings: Pick<Settings, "providers" | "data">;
  readonly env: Environment;
  readonly clock: Pick<Clock, "monotonic">;
  readonly providers: readonly Pick<Provider, "name" | "modelStore">[];
  /** Hears of everything that is fetched or removed, before it is. */
  readonly audit: Pick<AuditStore, "append">;
}

/** What fetches and removes models, wherever they are kept. What it needs is loaded late: most never do either. */
export function createModelKeeper(deps: ModelKeeperDeps): ModelKeeper {
  const { pull, remove } = unaudited(deps);
  const noteOn = <Word extends AuditAction>(action: Word, id: string) =>
    ({ action, subject: { kind: "model", id } }) as const;
  return {
    pull: (reference, options, actor) =>
      auditedAround(deps, actor, noteOn("model.pulled", reference), async () => {
        const result = await pull(reference, options);
        const { name, wasThere, sha256 = null } = result;
        return { result, details: { name, was_there: wasThere, sha256 } };
      }),
    remove: (name, signal, actor) =>
      auditedAround(deps, actor, noteOn("model.deleted", name), async () => {
        const result = await remove(name, signal);
        return { result, details: { name: result.name } };
      }),
  };
}

function unaudited({ settings, env, clock, providers }: ModelKeeperDeps) {
  return {
    async pull(reference: string, options: PullOptions): Promise<PulledModel> {
      const place = storePlace(providers, reference);
      if (place !== undefined) return pullToStore(clock, place, options);
      const [{ pullModel }, { openLocalModels }] = await Promise.all([
        import("../../admin/local-models/pull.ts"),
        import("./local-models.ts"),
      ]);
      return pullModel(openLocalModels(settings.data, env), reference, options);
    },
    async remove(name: string, signal: AbortSignal): Promise<RemovedModel> {
      const place = storePlace(providers, name);
      if (place !== undefined) return removeFromStore(place, signal);
      const [{ removeModel }, { openLocalModels }, { llamaProviderName }] = await Promise.all([
        import("../../admin/local-models/remove.ts"),
        import("./local-models.ts"),
        import("./llama-provider-name.ts"),
      ]);
      const local = llamaProviderName(settings);
      const own = local !== undefined && name.startsWith(`${local}/`) ? name.slice(local.length + 1) : name;
      return removeModel(openLocalModels(settings.data, env), own);
    },
  };
}
