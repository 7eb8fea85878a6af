import type { Kysely } from "kysely";

import type { Account, AccountChanges, Membership, PeopleStore } from "../../../spec/account.ts";
import type { Role } from "../../../spec/actor.ts";
import { guarded } from "../guarded.ts";
import type { Schema } from "../schema.ts";

export function createPeopleStore(db: Kysely<Schema>): PeopleStore {
  const accounts = () => db.selectFrom("accounts").selectAll();
  return {
    lock: () =>
      guarded(async () => {
        await db
          .updateTable("accounts_guard")
          .set((guard) => ({ turn: guard("turn", "+", 1) }))
          .where("id", "=", 1)
          .execute();
      }),

    count: () =>
      guarded(async () => {
        const { all } = await db
          .selectFrom("accounts")
          .select((row) => row.fn.countAll().as("all"))
          .executeTakeFirstOrThrow();
        return Number(all);
      }),

    insert: (account, password) =>
      guarded(async () => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("accounts")
          .values({ ...accountValues(account), password: password ?? null })
          .onConflict((conflict) => conflict.column("email_key").doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),

    find: (id) =>
      guarded(async () => {
        const row = await accounts().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : accountOf(row);
      }),

    findByEmail: (email) =>
      guarded(async () => {
        const row = await accounts().where("email_key", "=", email.toLowerCase()).executeTakeFirst();
        return row === undefined ? undefined : accountOf(row);
      }),

    passwordOf: (id) =>
      guarded(async () => {
        const row = await db
          .selectFrom("accounts")
          .select("password")
          .where("id", "=", id)
          .executeTakeFirst();
        return row?.password ?? undefined;
      }),

    list: () =>
      guarded(async () => {
        const rows = await accounts().orderBy("created_at").orderBy("id").execute();
        return rows.map(accountOf);
      }),

    update: (id, changes) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("accounts")
          .set({ id, ...changedColumns(changes) })
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    remove: (id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("accounts")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),

    otherOwners: (id) =>
      guarded(async () => {
        const { others } = await db
          .selectFrom("accounts")
          .select((row) => row.fn.countAll().as("others"))
          .where("role", "=", "owner")
          .where("disabled_at", "is", null)
          .where("id", "!=", id)
          .executeTakeFirstOrThrow();
        return Number(others);
      }),

    ...createMemberships(db),
  };
}

function createMemberships(
  db: Kysely<Schema>,
): Pick<PeopleStore, "memberships" | "putMembership" | "removeMembership"> {
  return {
    memberships: ({ accountId, projectId }) =>
      guarded(async () => {
        let rows = db.selectFrom("memberships").selectAll();
        if (accountId !== undefined) rows = rows.where("account_id", "=", accountId);
        if (projectId !== undefined) rows = rows.where("project_id", "=", projectId);
        const found = await rows.orderBy("created_at").orderBy("project_id").orderBy("account_id").execute();
        return found.map(membershipOf);
      }),

    putMembership: ({ projectId, accountId, role, roleFrom = null, createdAt }) =>
      guarded(async () => {
        await db
          .insertInto("memberships")
          .values({
            project_id: projectId,
            account_id: accountId,
            role,
            role_from: roleFrom,
            created_at: createdAt,
          })
          .onConflict((conflict) =>
            conflict.columns(["account_id", "project_id"]).doUpdateSet({ role, role_from: roleFrom }),
          )
          .execute();
      }),

    removeMembership: (projectId, accountId) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("memberships")
          .where("project_id", "=", projectId)
          .where("account_id", "=", accountId)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),
  };
}

function accountOf(row: Schema["accounts"]): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    ...(row.role !== null && { role: row.role as Role }),
    ...(row.role_from !== null && { roleFrom: row.role_from }),
    createdAt: Number(row.created_at),
    ...(row.disabled_at !== null && { disabledAt: Number(row.disabled_at) }),
    ...(row.last_login_at !== null && { lastLoginAt: Number(row.last_login_at) }),
  };
}

function accountValues(account: Account) {
  return {
    id: account.id,
    email: account.email,
    email_key: account.email.toLowerCase(),
    name: account.name,
    role: account.role ?? null,
    role_from: account.roleFrom ?? null,
    created_at: account.createdAt,
    disabled_at: account.disabledAt ?? null,
    last_login_at: account.lastLoginAt ?? null,
  };
}

function changedColumns({ name, role, roleFrom, password, disabledAt, lastLoginAt }: AccountChanges) {
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(roleFrom !== undefined && { role_from: roleFrom }),
    ...(password !== undefined && { password }),
    ...(disabledAt !== undefined && { disabled_at: disabledAt }),
    ...(lastLoginAt !== undefined && { last_login_at: lastLoginAt }),
  };
}

function membershipOf(row: Schema["memberships"]): Membership {
  return {
    projectId: row.project_id,
    accountId: row.account_id,
    role: row.role as Role,
    ...(row.role_from !== null && { roleFrom: row.role_from }),
    createdAt: Number(row.created_at),
  };
}
