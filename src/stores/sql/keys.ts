import type { Kysely } from "kysely";

import type { Role } from "../../spec/actor.ts";
import type { Scope } from "../../spec/scope.ts";
import type { KeyChanges, KeyRow, KeyStore, KeyUse } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import { createKeySecretStore, secretOf } from "./key-secrets.ts";
import type { Schema } from "./schema.ts";
import { together } from "./together.ts";

export function createKeyStore(db: Kysely<Schema>): KeyStore {
  const keys = () => db.selectFrom("api_keys").selectAll();
  return {
    ...createKeySecretStore(db),

    insert: (key, hash) =>
      guarded(() =>
        together(db, async (transaction) => {
          await transaction.insertInto("api_keys").values(keyValues(key)).execute();
          const { id, hint, createdAt } = key;
          await transaction
            .insertInto("key_secrets")
            .values({ key_id: id, number: 1, hash, hint, created_at: createdAt })
            .execute();
        }),
      ),

    find: (id, projects) =>
      guarded(async () => {
        if (projects?.length === 0) return undefined;
        const one = keys().where("id", "=", id);
        const seen = projects === undefined ? one : one.where("project_id", "in", projects);
        const row = await seen.executeTakeFirst();
        return row === undefined ? undefined : keyOf(row);
      }),

    findByHash: (hash) =>
      guarded(async () => {
        const secret = await db
          .selectFrom("key_secrets")
          .selectAll()
          .where("hash", "=", hash)
          .executeTakeFirst();
        if (secret === undefined) return undefined;
        const row = await keys().where("id", "=", secret.key_id).executeTakeFirst();
        if (row === undefined) return undefined;
        return { key: keyOf(row), secret: secretOf(secret), hash: Buffer.from(secret.hash) };
      }),

    list: () =>
      guarded(async () => {
        const rows = await keys().orderBy("created_at").orderBy("id").execute();
        return rows.map((row) => keyOf(row));
      }),

    update: (id, changes) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("api_keys")
          .set(changedColumns(changes))
          .where("id", "=", id)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    revoke: (id, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("api_keys")
          .set({ revoked_at: at })
          .where("id", "=", id)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    touch: (uses) => guarded(() => touch(db, uses)),
  };
}

function keyOf(row: Schema["api_keys"]): KeyRow {
  const texts = (json: string | null) =>
    json === null ? undefined : (JSON.parse(json) as readonly string[]);
  const [scopes, models] = [texts(row.scopes) as readonly Scope[] | undefined, texts(row.models)];
  const [addresses, origins] = [texts(row.addresses), texts(row.origins)];
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    hint: row.hint,
    ...(row.role !== null && { role: row.role as Role }),
    projectRole: row.project_role as Role,
    ...(row.owner_id !== null && {
      owner: { type: row.owner_type as "account" | "service_account", id: row.owner_id },
    }),
    ...(scopes !== undefined && { scopes }),
    ...(models !== undefined && { models }),
    ...(addresses !== undefined && { addresses }),
    ...(origins !== undefined && { origins }),
    metadata: JSON.parse(row.metadata) as KeyRow["metadata"],
    ...(row.expires_at !== null && { expiresAt: Number(row.expires_at) }),
    createdAt: Number(row.created_at),
    ...(row.revoked_at !== null && { revokedAt: Number(row.revoked_at) }),
    ...(row.last_used_at !== null && { lastUsedAt: Number(row.last_used_at) }),
  };
}

function keyValues(key: KeyRow) {
  return {
    id: key.id,
    project_id: key.projectId,
    name: key.name,
    hint: key.hint,
    role: key.role ?? null,
    project_role: key.projectRole,
    owner_type: key.owner?.type ?? null,
    owner_id: key.owner?.id ?? null,
    scopes: jsonOrNull(key.scopes),
    models: jsonOrNull(key.models),
    addresses: jsonOrNull(key.addresses),
    origins: jsonOrNull(key.origins),
    metadata: JSON.stringify(key.metadata),
    expires_at: key.expiresAt ?? null,
    created_at: key.createdAt,
    revoked_at: key.revokedAt ?? null,
    last_used_at: key.lastUsedAt ?? null,
  };
}

/** The columns that change; one at the least, since an update of none is no statement. */
function changedColumns({ name, projectRole, metadata, expiresAt, ...lists }: KeyChanges) {
  const { scopes, models, addresses, origins } = lists;
  return {
    revoked_at: null,
    ...(name !== undefined && { name }),
    ...(projectRole !== undefined && { project_role: projectRole }),
    ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }),
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
    ...(scopes !== undefined && { scopes: jsonOrNull(scopes) }),
    ...(models !== undefined && { models: jsonOrNull(models) }),
    ...(addresses !== undefined && { addresses: jsonOrNull(addresses) }),
    ...(origins !== undefined && { origins: jsonOrNull(origins) }),
  };
}

function jsonOrNull(list: readonly string[] | null | undefined): string | null {
  return list === undefined || list === null ? null : JSON.stringify(list);
}

/** Keys whose uses are written at once: whoever changes one of them meanwhile waits for no more than these. */
const touchedAtOnce = 16;

async function touch(db: Kysely<Schema>, uses: readonly KeyUse[]): Promise<void> {
  // In one order by everybody: two processes that note the same keys do not wait for each other in a circle.
  const sorted = uses.toSorted(byKey);
  for (let from = 0; from < sorted.length; from += touchedAtOnce) {
    const some = sorted.slice(from, from + touchedAtOnce);
    await together(db, async (transaction) => {
      for (const use of some) await touchOne(transaction, use);
    });
  }
}

async function touchOne(transaction: Kysely<Schema>, { keyId, secret, at }: KeyUse): Promise<void> {
  await transaction
    .updateTable("api_keys")
    .set({ last_used_at: at })
    .where("id", "=", keyId)
    // Several processes note uses of one key; the latest stays.
    .where((use) => use.or([use("last_used_at", "is", null), use("last_used_at", "<", at)]))
    .execute();
  await transaction
    .updateTable("key_secrets")
    .set({ last_used_at: at })
    .where("key_id", "=", keyId)
    .where("number", "=", secret)
    .where((use) => use.or([use("last_used_at", "is", null), use("last_used_at", "<", at)]))
    .execute();
}

function byKey(one: KeyUse, other: KeyUse): number {
  if (one.keyId !== other.keyId) return one.keyId < other.keyId ? -1 : 1;
  return one.secret - other.secret;
}
