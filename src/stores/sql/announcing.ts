import type { Stores } from "../../spec/stores.ts";

type Announced = Pick<Stores, "keys" | "budgets" | "limits" | "providerSecrets">;

/** The same stores, telling this process's own watchers at once of what they must not learn late. */
export function announcing(all: Announced, announce: () => void): Announced {
  const { keys, budgets, limits, providerSecrets } = all;

  async function told<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    announce();
    return result;
  }
  return {
    keys: { ...keys, revoke: (id, at) => told(keys.revoke(id, at)) },
    budgets: {
      ...budgets,
      set: (budget) => told(budgets.set(budget)),
      remove: (id) => told(budgets.remove(id)),
    },
    limits: {
      ...limits,
      set: (limit) => told(limits.set(limit)),
      remove: (id) => told(limits.remove(id)),
    },
    providerSecrets: {
      ...providerSecrets,
      put: (secret) => told(providerSecrets.put(secret)),
      remove: (provider) => told(providerSecrets.remove(provider)),
    },
  };
}
