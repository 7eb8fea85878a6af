import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../lib/clock.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { makeFirstKey } from "./first-key.ts";
import type { KeyDeps } from "./keys.ts";
import { defaultProject } from "./projects.ts";

/** As many processes on one new database as asked for, each with a connection of its own. */
async function houses(count: number): Promise<readonly KeyDeps[]> {
  const folder = mkdtempSync(join(tmpdir(), "parley-first-key-"));
  const path = join(folder, "parley.db");
  const stores = await Promise.all(
    Array.from({ length: count }, () => openSqlite({ path, now: systemClock.now })),
  );
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  });
  return stores.map((store) => ({ stores: store, clock: systemClock, pepper: Buffer.alloc(32) }));
}

/** Lets everybody look first, so that all see an empty database and all try to be the first. */
function lookedTogether(all: readonly KeyDeps[], table: "keys" | "projects"): readonly KeyDeps[] {
  const ready = Promise.withResolvers<void>();
  let looked = 0;
  return all.map((deps) => {
    const store = deps.stores[table];
    async function list() {
      const rows = await store.list();
      if (++looked === all.length) ready.resolve();
      if (looked <= all.length) await ready.promise;
      return rows;
    }
    return { ...deps, stores: { ...deps.stores, [table]: { ...store, list } } };
  });
}

test("of servers that start together on new data one makes the first key, in one project", async () => {
  const all = await houses(4);
  const secrets = await Promise.all(lookedTogether(all, "keys").map((deps) => makeFirstKey(deps)));
  expect(secrets.filter((secret) => secret !== undefined)).toHaveLength(1);
  expect(await all[0]?.stores.keys.list()).toMatchObject([{ name: "First key", role: "owner" }]);
  expect(await all[0]?.stores.projects.list()).toHaveLength(1);
});

test("all who ask for the first project at once get the same one", async () => {
  const all = await houses(4);
  const projects = await Promise.all(lookedTogether(all, "projects").map((deps) => defaultProject(deps)));
  expect(new Set(projects.map(({ id }) => id)).size).toBe(1);
  expect(await all[0]?.stores.projects.list()).toEqual([projects[0]]);
});

test("there is no second first key, and a fault of the database is not taken for one", async () => {
  const [deps] = await houses(1);
  if (deps === undefined) throw new Error("no house");
  const broken = async () => {
    throw new Error("the disk is full");
  };
  const failing = { ...deps, stores: { ...deps.stores, audit: { ...deps.stores.audit, record: broken } } };
  await expect(makeFirstKey(failing)).rejects.toThrow("the disk is full");
  expect(await makeFirstKey(deps)).toBeDefined();
  expect(await makeFirstKey(deps)).toBeUndefined();
});
