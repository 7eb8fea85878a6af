import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodObject } from "zod";
import { createServiceAccount } from "../../admin/service-accounts.ts";
import { createKey } from "../../admin/keys.ts";
import { operator } from "../../spec/actor.ts";
import { createSqliteStores } from "../../stores/sqlite/sqlite-stores.ts";
import { join, password } from "../accounts/browser.fixture.ts";
import { type Keeping, openKeeping } from "../organization/keeping.fixture.ts";
import type { Route } from "../route.ts";
import { guardedRoutes } from "./access-table.fixture.ts";

let keeping: Keeping;
let columns: readonly string[];
const ids: Record<string, string> = {};
beforeAll(async () => {
  keeping = await openKeeping();
  const { keys } = keeping.served;
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 1 });
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const all = tables.flatMap(({ name }) =>
    database
      .prepare("select name from pragma_table_info(?)")
      .all(String(name))
      .map((row) => String(row["name"])),
  );
  await stores.close();
  const camel = all.map((name) => name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()));
  columns = [...new Set([...all, ...camel, "projectRole", "isAdmin", "__proto__", "constructor"])];
  const { account } = await createServiceAccount(keys, operator, {
    projectId: keeping.project,
    name: "robot",
  });
  const key = await createKey(keys, operator, { projectId: keeping.project, name: "ours" });
  const admin = await createKey(keys, operator, { projectId: keeping.project, name: "ours", role: "viewer" });
  Object.assign(ids, { account: account.id, key: key.key.id, admin: admin.key.id });
});
afterAll(() => keeping.served.close());

/** Members that a body needs besides. */
function needed({ path }: Route): object {
  if (/(?:projects|api_keys|service_accounts)$/.test(path)) return { name: "n" };
  if (path.endsWith("/users")) return { user_id: "user_nobody", role: "member" };
  if (path.endsWith("/invites")) return { email: "eve@example.com", role: "reader" };
  if (path.endsWith("/providers/:name/key")) return { key: "k" };
  if (path.endsWith("/settings/providers")) return { name: "n", type: "rehearsal" };
  if (path.endsWith("/settings/check")) return { text: "a: 1" };
  if (path.endsWith("/organization/settings")) return { text: "a: 1", version: "1" };
  return path.endsWith("/pull") ? { model: "m" } : {};
}

function addressOf({ path }: Route): string {
  const key = path.includes("admin_api_keys") ? ids["admin"] : ids["key"];
  return path
    .replace(":project", keeping.project)
    .replace(":account", ids["account"] ?? "")
    .replace(":key", key ?? "")
    .replace(":limit", `rl-${keeping.project}`)
    .replace(":name", "up")
    .replace(":user", "user_nobody");
}

async function snapshot(): Promise<string> {
  const { stores } = keeping.served.keys;
  const everything = [
    stores.projects.list(),
    stores.keys.list().then((all) => all.map(({ lastUsedAt: _used, ...key }) => key)),
    stores.serviceAccounts.list(),
    stores.limits.list(),
    stores.budgets.list(),
    stores.providerSecrets.list(),
  ];
  return JSON.stringify(await Promise.all(everything));
}

/** Requests on their way at a time. */
const atOnce = 40;

/** Gives the status. */
async function post(path: string, secret: string, body: string): Promise<number> {
  const reply = await fetch(keeping.served.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body,
  });
  await reply.text();
  return reply.status;
}

/** JSON with a member that `JSON.stringify` would not write. */
function bodyWith(needs: object, name: string, value = "x"): string {
  const rest = JSON.stringify(needs).slice(1, -1);
  return `{${rest}${rest === "" ? "" : ","}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
}

/** Some thousand requests, on a machine that may be busy. In milliseconds. */
const timeout = 60_000;

test("no write that keeps house takes a member that only the database has", { timeout }, async () => {
  const before = await snapshot();
  const writes = keeping.served.routes.filter(
    ({ method, path, request }) =>
      method === "POST" && request !== undefined && guardedRoutes[`${method} ${path}`]?.[1] !== undefined,
  );
  expect(writes.length).toBeGreaterThan(12);
  const wrong: string[] = [];
  for (const route of writes) {
    const names = columns.filter((column) => !isMember(route, column));
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      const statuses = await Promise.all(
        some.map((name) => post(addressOf(route), keeping.owner, bodyWith(needed(route), name))),
      );
      wrong.push(...some.filter((_name, at) => statuses[at] !== 400).map((name) => `${route.path} ${name}`));
    }
  }
  expect(wrong).toEqual([]);
  expect(await snapshot()).toBe(before);
});

/** A member that the body has, by the same name. */
function isMember({ request }: Route, name: string): boolean {
  return request instanceof ZodObject && Object.hasOwn(request.shape, name);
}

test("no call changes who it is made for", { timeout }, async () => {
  const before = await snapshot();
  const calls = ["/v1/chat/completions", "/v1/responses", "/v1/conversations", "/v1/embeddings", "/v1/chat"];
  const bodies: Record<string, object> = {
    "/v1/chat/completions": { model: "m", messages: [{ role: "user", content: "x" }] },
    "/v1/responses": { model: "m", input: "x" },
    "/v1/conversations": {},
    "/v1/embeddings": { model: "m", input: "x" },
    "/v1/chat": { prompt: "x" },
  };
  for (const path of calls) {
    const names = columns.filter((column) => !(column in (bodies[path] ?? {})));
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      const body = (name: string) => JSON.stringify({ ...bodies[path], [name]: "proj_other" });
      const statuses = await Promise.all(some.map((name) => post(path, keeping.served.key, body(name))));
      expect(some.filter((_name, at) => (statuses[at] ?? 500) >= 500)).toEqual([]);
    }
  }
  expect(await snapshot()).toBe(before);
  const attempts = await keeping.served.keys.stores.ledger.list({ limit: 500 });
  expect(attempts.length).toBeGreaterThan(100);
  expect(new Set(attempts.map(({ projectId }) => projectId))).toEqual(new Set([keeping.project]));
});

test("nobody makes himself more by registering or signing in, nor of his account", { timeout }, async () => {
  const { served } = keeping;
  const person = await join(served, "eve@example.com", "viewer");
  const { people } = served.keys.stores.accounts;
  const before = JSON.stringify([await people.list(), await people.memberships({})]);
  const known: Readonly<Record<string, object>> = {
    "/auth/register": { email: "mallory@example.com", name: "Mallory", password },
    "/auth/login": { email: "eve@example.com", password },
    "/auth/password": { current_password: password, new_password: `${password} new` },
    "/auth/recover": { token: "none", password },
    "/auth/authenticator_app/confirm": { code: "000000" },
  };
  const writes = served.routes.filter(
    ({ method, path, request }) => method === "POST" && path.startsWith("/auth/") && request !== undefined,
  );
  expect(writes.length).toBeGreaterThan(8);
  const wrong: string[] = [];
  for (const route of writes) {
    for (const name of columns.filter((column) => !isMember(route, column))) {
      const text = bodyWith(known[route.path] ?? {}, name, "owner");
      const { status } = await person.ask("POST", route.path.replace(":passkey", "none"), { text });
      if (status !== 400) wrong.push(`${route.path} ${name}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(JSON.stringify([await people.list(), await people.memberships({})])).toBe(before);
});
