import type { Clock } from "../lib/clock.ts";
import { createPace } from "../lib/download/pace.ts";
import { ParleyError } from "../spec/errors.ts";
import type { ModelStore, Provider, PulledToStore, StoredModel, StoreProgress } from "../spec/provider.ts";
import type { PulledModel, PullOptions } from "./local-models/pull.ts";
import type { RemovedModel } from "./local-models/remove.ts";

/** A model in the own store of a provider: of each of its endpoints, where it has several. */
export interface StorePlace {
  /** The name in the settings. */
  readonly provider: string;
  /** The store's name of the model. */
  readonly model: string;
  readonly stores: readonly [ModelStore, ...ModelStore[]];
}

/** Whose model `provider/model` is; `undefined` where no such provider has a store of its own. */
export function storePlace(
  providers: readonly Pick<Provider, "name" | "modelStore">[],
  reference: string,
): StorePlace | undefined {
  const slash = reference.indexOf("/");
  const [provider, model] = [reference.slice(0, slash).trim(), reference.slice(slash + 1).trim()];
  if (slash <= 0 || model === "") return undefined;
  const [first, ...others] = providers.flatMap(({ name, modelStore }) =>
    name === provider && modelStore !== undefined ? modelStore : [],
  );
  return first === undefined ? undefined : { provider, model, stores: [first, ...others] };
}

/** Nobody needs to hear of progress more often than this, in milliseconds. */
const everyMs = 200;

/** Fetches a model into each of the stores, one after the other. Fails with a `ParleyError`. */
export async function pullToStore(
  clock: Pick<Clock, "monotonic">,
  { provider, model, stores }: StorePlace,
  { signal, onProgress }: Pick<PullOptions, "signal" | "onProgress">,
): Promise<PulledModel> {
  const pulled: PulledToStore[] = [];
  for (const store of stores) {
    const tell = progressTeller(clock, `${provider}/${model}`, onProgress);
    pulled.push(await store.pull(model, { signal, onProgress: tell }));
  }
  const { name, bytes, sha256 }: StoredModel = pulled[0] ?? { name: model };
  return {
    name: `${provider}/${name}`,
    ...(bytes !== undefined && { bytes }),
    ...(sha256 !== undefined && { sha256 }),
    source: `${provider}/${model}`,
    wasThere: pulled.every(({ wasThere }) => wasThere),
  };
}

/** Removes a model from the stores that have it. Fails with a `ParleyError`: `model_not_found` when none has. */
export async function removeFromStore(
  { provider, model, stores }: StorePlace,
  signal: AbortSignal,
): Promise<RemovedModel> {
  const removed: StoredModel[] = [];
  let missing: unknown;
  for (const store of stores) {
    try {
      removed.push(await store.remove(model, signal));
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== "model_not_found") throw error;
      missing = error;
    }
  }
  const [first] = removed;
  if (first === undefined) throw missing;
  const bytes = removed.reduce<number | undefined>(
    (all, one) => (all === undefined || one.bytes === undefined ? undefined : all + one.bytes),
    0,
  );
  return { name: `${provider}/${first.name}`, ...(bytes !== undefined && { bytes }) };
}

/** Adds the pace, and leaves out what comes too soon after the last. */
function progressTeller(
  clock: Pick<Clock, "monotonic">,
  name: string,
  onProgress: PullOptions["onProgress"],
): (progress: StoreProgress) => void {
  let pace: ReturnType<typeof createPace> | undefined;
  let told: { readonly at: number; readonly phase: string } | undefined;
  return function tell(progress) {
    const now = clock.monotonic();
    const { phase, bytes, totalBytes } = progress;
    const whole = bytes === totalBytes;
    if (told?.phase === phase && now - told.at < everyMs && !whole) return;
    told = { at: now, phase };
    // The first figure is what an earlier pull has left.
    pace ??= createPace(now, bytes);
    const bytesPerSecond = phase === "downloading" ? pace(now, bytes) : undefined;
    const known = totalBytes !== undefined && bytesPerSecond !== undefined && bytesPerSecond > 0;
    onProgress?.({
      ...progress,
      name,
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(known && { remainingSeconds: Math.ceil((totalBytes - bytes) / bytesPerSecond) }),
    });
  };
}
