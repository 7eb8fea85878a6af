import type { Kysely } from "kysely";

import type { ProviderSecretStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

export function createProviderSecretStore(db: Kysely<Schema>): ProviderSecretStore {
  return {
    put: ({ provider, origin, sealed, setAt }) =>
      guarded(async () => {
        const values = { origin, sealed, set_at: setAt };
        await db
          .insertInto("provider_secrets")
          .values({ provider, ...values })
          .onConflict((conflict) => conflict.column("provider").doUpdateSet(values))
          .execute();
      }),

    remove: (provider) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("provider_secrets")
          .where("provider", "=", provider)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    list: () =>
      guarded(async () => {
        const rows = await db.selectFrom("provider_secrets").selectAll().orderBy("provider").execute();
        return rows.map(({ provider, origin, sealed, set_at: setAt }) => ({
          provider,
          origin,
          sealed: Buffer.from(sealed),
          setAt,
        }));
      }),
  };
}
