import type { Kysely } from "kysely";

import type { FactorStore, IdentityStore, Passkey } from "../../../spec/account.ts";
import { guarded } from "../guarded.ts";
import type { Schema } from "../schema.ts";
import { together } from "../together.ts";

export function createFactorStore(db: Kysely<Schema>): FactorStore {
  return { ...createCodeApps(db), ...createRecoveryCodes(db), ...createPasskeys(db) };
}

function createCodeApps(
  db: Kysely<Schema>,
): Pick<FactorStore, "codeApp" | "putCodeApp" | "useStep" | "confirmCodeApp" | "removeCodeApp"> {
  return {
    codeApp: (accountId) =>
      guarded(async () => {
        const row = await db
          .selectFrom("code_apps")
          .selectAll()
          .where("account_id", "=", accountId)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return {
          accountId: row.account_id,
          sealed: Buffer.from(row.sealed),
          createdAt: Number(row.created_at),
          ...(row.confirmed_at !== null && { confirmedAt: Number(row.confirmed_at) }),
          lastStep: Number(row.last_step),
        };
      }),

    putCodeApp: ({ accountId, sealed, createdAt, lastStep }) =>
      guarded(async () => {
        const values = { sealed, created_at: createdAt, last_step: lastStep };
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("code_apps")
          .values({ account_id: accountId, confirmed_at: null, ...values })
          .onConflict((conflict) =>
            conflict.column("account_id").doUpdateSet(values).where("code_apps.confirmed_at", "is", null),
          )
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),

    useStep: (accountId, step) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("code_apps")
          .set({ last_step: step })
          .where("account_id", "=", accountId)
          .where("confirmed_at", "is not", null)
          .where("last_step", "<", step)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    confirmCodeApp: ({ accountId, sealed }, step, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("code_apps")
          .set({ last_step: step, confirmed_at: at })
          .where("account_id", "=", accountId)
          .where("sealed", "=", sealed)
          .where("confirmed_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    removeCodeApp: (accountId) =>
      guarded(() =>
        together(db, async (transaction) => {
          await transaction.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
          const { numDeletedRows } = await transaction
            .deleteFrom("code_apps")
            .where("account_id", "=", accountId)
            .executeTakeFirstOrThrow();
          return numDeletedRows === 1n;
        }),
      ),
  };
}

function createRecoveryCodes(
  db: Kysely<Schema>,
): Pick<FactorStore, "putRecoveryCodes" | "useRecoveryCode" | "countRecoveryCodes"> {
  return {
    putRecoveryCodes: (accountId, hashes) =>
      guarded(() =>
        together(db, async (transaction) => {
          await transaction.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
          if (hashes.length === 0) return;
          await transaction
            .insertInto("recovery_codes")
            .values(hashes.map((hash) => ({ account_id: accountId, hash })))
            .execute();
        }),
      ),

    useRecoveryCode: (accountId, hash) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("recovery_codes")
          .where("account_id", "=", accountId)
          .where("hash", "=", hash)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),

    countRecoveryCodes: (accountId) =>
      guarded(async () => {
        const { left } = await db
          .selectFrom("recovery_codes")
          .select((row) => row.fn.countAll().as("left"))
          .where("account_id", "=", accountId)
          .executeTakeFirstOrThrow();
        return Number(left);
      }),
  };
}

function createPasskeys(
  db: Kysely<Schema>,
): Pick<FactorStore, "insertPasskey" | "findPasskey" | "passkeys" | "usePasskey" | "removePasskey"> {
  return {
    insertPasskey: (passkey) =>
      guarded(async () => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("passkeys")
          .values({
            id: passkey.id,
            account_id: passkey.accountId,
            name: passkey.name,
            public_key: passkey.publicKey,
            counter: passkey.counter,
            transports: JSON.stringify(passkey.transports),
            created_at: passkey.createdAt,
            last_used_at: passkey.lastUsedAt ?? null,
          })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),

    findPasskey: (id) =>
      guarded(async () => {
        const row = await db.selectFrom("passkeys").selectAll().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : passkeyOf(row);
      }),

    passkeys: (accountId) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("passkeys")
          .selectAll()
          .where("account_id", "=", accountId)
          .orderBy("created_at")
          .orderBy("id")
          .execute();
        return rows.map(passkeyOf);
      }),

    usePasskey: (id, counter, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("passkeys")
          .set({ counter, last_used_at: at })
          .where("id", "=", id)
          // WebAuthn Level 3, section 6.1.1: a counter that does not grow speaks of a copy; 0 says that nothing counts.
          .where((row) => (counter === 0 ? row("counter", "=", 0) : row("counter", "<", counter)))
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    removePasskey: (accountId, id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("passkeys")
          .where("id", "=", id)
          .where("account_id", "=", accountId)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),
  };
}

function passkeyOf(row: Schema["passkeys"]): Passkey {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    publicKey: Buffer.from(row.public_key),
    counter: Number(row.counter),
    transports: JSON.parse(row.transports) as readonly string[],
    createdAt: Number(row.created_at),
    ...(row.last_used_at !== null && { lastUsedAt: Number(row.last_used_at) }),
  };
}

export function createIdentityStore(db: Kysely<Schema>): IdentityStore {
  return {
    find: (issuer, subject) =>
      guarded(async () => {
        const row = await db
          .selectFrom("account_identities")
          .selectAll()
          .where("issuer", "=", issuer)
          .where("subject", "=", subject)
          .executeTakeFirst();
        return row === undefined ? undefined : identityOf(row);
      }),

    list: (accountId) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("account_identities")
          .selectAll()
          .where("account_id", "=", accountId)
          .orderBy("created_at")
          .orderBy("issuer")
          .execute();
        return rows.map(identityOf);
      }),

    insert: ({ issuer, subject, accountId, provider, createdAt }) =>
      guarded(async () => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("account_identities")
          .values({ issuer, subject, account_id: accountId, provider, created_at: createdAt })
          .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),
  };
}

function identityOf(row: Schema["account_identities"]) {
  return {
    issuer: row.issuer,
    subject: row.subject,
    accountId: row.account_id,
    provider: row.provider,
    createdAt: Number(row.created_at),
  };
}
