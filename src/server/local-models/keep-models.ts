import type { RemovedModel } from "../../admin/local-models/remove.ts";
import type { PulledModel, PullOptions } from "../../admin/local-models/pull.ts";
import { pullToStore, removeFromStore, storePlace } from "../../admin/stored-models.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Provider } from "../../spec/provider.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";

export interface ModelKeeper {
  /** Fetches a model into the store of a provider, named `provider/model`, or into the folder of models; see `pullModel`. */
  pull(reference: string, options: PullOptions): Promise<PulledModel>;
  /** Removes a model of either; a local one may have its provider's name before it. See `removeModel`. */
  remove(name: string, signal: AbortSignal): Promise<RemovedModel>;
}

export interface ModelKeeperDeps {
  readonly settings: Pick<Settings, "providers" | "data">;
  readonly env: Environment;
  readonly clock: Pick<Clock, "monotonic">;
  readonly providers: readonly Pick<Provider, "name" | "modelStore">[];
}

/** What fetches and removes models, wherever they are kept. What it needs is loaded late: most never do either. */
export function createModelKeeper({ settings, env, clock, providers }: ModelKeeperDeps): ModelKeeper {
  return {
    async pull(reference, options) {
      const place = storePlace(providers, reference);
      if (place !== undefined) return pullToStore(clock, place, options);
      const [{ pullModel }, { openLocalModels }] = await Promise.all([
        import("../../admin/local-models/pull.ts"),
        import("./local-models.ts"),
      ]);
      return pullModel(openLocalModels(settings.data, env), reference, options);
    },
    async remove(name, signal) {
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
