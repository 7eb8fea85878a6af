import type { Stores } from "../../spec/stores.ts";

type Announced = Pick<
  Stores,
  "keys" | "projects" | "serviceAccounts" | "budgets" | "limits" | "providerSecrets" | "projectMemory"
>;

/** The same stores, telling this process's own watchers at once of what they must not learn late. */
export function announcing(all: Announced, announce: () => void): Announced {
  const { keys, projects, serviceAccounts, budgets, limits, providerSecrets, projectMemory } = all;

  async function told<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    announce();
    return result;
  }
  return {
    keys: {
      ...keys,
      update: (id, changes) => told(keys.update(id, changes)),
      rotate: (rotation) => told(keys.rotate(rotation)),
      endSecret: (id, number, at) => told(keys.endSecret(id, number, at)),
      revoke: (id, at) => told(keys.revoke(id, at)),
    },
    projects: { ...projects, archive: (id, at) => told(projects.archive(id, at)) },
    serviceAccounts: {
      ...serviceAccounts,
      update: (id, changes) => told(serviceAccounts.update(id, changes)),
      remove: (id, at) => told(serviceAccounts.remove(id, at)),
    },
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
    projectMemory: { ...projectMemory, set: (memory) => told(projectMemory.set(memory)) },
  };
}
