import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "../../../admin/keys.ts";
import { openProviderKeys } from "../../../admin/provider-keys.ts";
import { type Served, serveScripted } from "../../serving.fixture.ts";
import { operator } from "../../../spec/actor.ts";

let served: Served;
let admin: string;
beforeAll(async () => {
  served = await serveScripted();
  const [project] = await served.keys.stores.projects.list();
  if (project === undefined) throw new Error("no project");
  const made = await createKey(served.keys, operator, {
    projectId: project.id,
    name: "admin",
    role: "admin",
  });
  admin = made.secret.reveal();
});
afterAll(() => served.close());

async function ask(method: string, path: string, body?: unknown, key = admin) {
  const reply = await fetch(`${served.url}/v1/organization/providers${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, text, json: JSON.parse(text) as Record<string, unknown> };
}

const place = {
  name: "up",
  type: "openai-compatible",
  origin: "https://up.example",
  keyFrom: "stored",
} as const;

test("a key can be written and not read, and is there for its provider and address alone", async () => {
  const set = await ask("POST", "/up/key", { key: "sk-upstream-1" });
  expect(set.json).toMatchObject({ name: "up", key: { from: "stored", set: true, misplaced: false } });
  const list = await ask("GET", "");
  expect(list.json).toMatchObject({
    object: "list",
    data: [
      { name: "up", can: { set_key: true } },
      { name: "fixed", can: { set_key: false } },
    ],
  });
  expect(set.text + list.text).not.toContain("sk-upstream-1");
  const open = async (of: { readonly name: string; readonly origin: string }) =>
    (await openProviderKeys(served.keys, [{ ...place, ...of }], () => undefined)).get(of.name)?.key.reveal();
  expect(await open(place)).toBe("sk-upstream-1");
  expect(await open({ name: "up", origin: "https://evil.example" })).toBeUndefined();
  expect(await open({ name: "other", origin: place.origin })).toBeUndefined();
  expect((await ask("DELETE", "/up/key")).json).toMatchObject({ name: "up", deleted: true });
  expect(await open(place)).toBeUndefined();
});

test("a key that was moved to another row, or is sealed under another secret, does not open", async () => {
  await ask("POST", "/up/key", { key: "sk-upstream-2" });
  const [row] = await served.keys.stores.providerSecrets.list();
  if (row === undefined) throw new Error("no row");
  await served.keys.stores.providerSecrets.put({ ...row, provider: "twin" });
  const warnings: string[] = [];
  const places = [place, { ...place, name: "twin" }];
  const keys = await openProviderKeys(served.keys, places, (message) => warnings.push(message));
  expect([...keys.keys()]).toEqual(["up"]);
  const elsewhere = { ...served.keys, pepper: Buffer.alloc(32, 9) };
  expect((await openProviderKeys(elsewhere, places, (message) => warnings.push(message))).size).toBe(0);
  expect(warnings).toHaveLength(3);
  expect(warnings.join("")).not.toContain("sk-upstream-2");
});

test.each([
  ["POST", "/nobody/key", { key: "k" }, 404],
  ["POST", "/fixed/key", { key: "k" }, 400],
  ["POST", "/up/key", {}, 400],
  ["POST", "/up/key", { key: "two words" }, 400],
  ["POST", "/up/key", { key: "k", origin: "https://evil.example" }, 400],
  ["POST", "/up/key", { key: "line\nbreak" }, 400],
  ["DELETE", "/fixed/key", undefined, 404],
])("%s %s with %j is refused", async (method, path, body, status) => {
  expect((await ask(method, path, body)).status).toBe(status);
});

test("a key that may only call models may not", async () => {
  expect((await ask("GET", "", undefined, served.key)).status).toBe(403);
  expect((await ask("POST", "/up/key", { key: "k" }, served.key)).status).toBe(403);
});
