import { afterEach, beforeEach, expect, test } from "vitest";
import { type Browser, join } from "../../accounts/browser.fixture.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
let keys: string;
beforeEach(async () => {
  keeping = await openKeeping();
  keys = `/v1/organization/projects/${keeping.project}/api_keys`;
});
afterEach(() => keeping.served.close());

const enter = (name: string, role: "viewer" | "member" | "admin"): Promise<Browser> =>
  join(keeping.served, `${name}@example.org`, undefined, [{ id: keeping.project, role }]);

test("a member makes keys of their own, and does with them what they like", async () => {
  const mona = await enter("mona", "member");
  const me = await mona.get("/auth/me");
  expect(me.json).toMatchObject({
    projects: [{ can: { "key.create": true, "service_account.create": false } }],
  });
  const project = await mona.get(`/v1/organization/projects/${keeping.project}`);
  expect(project.json).toMatchObject({ can: { create_keys: true, create_service_accounts: false } });

  const made = await mona.post(keys, { name: "mine" });
  expect(made.status).toBe(200);
  const { id } = me.json["account"] as { id: string };
  expect(made.json).toMatchObject({
    role: "member",
    owner: { type: "user", user: { id } },
    can: { update: true, rotate: true, revoke: true },
  });
  const one = `${keys}/${String(made.json["id"])}`;
  expect((await mona.post(`${one}/rotate`)).status).toBe(200);
  expect((await mona.ask("DELETE", one)).status).toBe(200);
});

test("nobody else's keys are a member's to change, and no higher role is theirs to give", async () => {
  const [mona, nils] = [await enter("mona", "member"), await enter("nils", "member")];
  const { json } = await mona.post(keys, { name: "mine" });
  const one = `${keys}/${String(json["id"])}`;
  expect((await nils.post(`${one}/rotate`)).status).toBe(403);
  expect((await nils.ask("DELETE", one)).status).toBe(403);
  expect((await mona.post(keys, { name: "more", role: "admin" })).status).toBe(403);
});

test("a viewer makes none, and an admin makes the project's", async () => {
  const vera = await enter("vera", "viewer");
  expect((await vera.post(keys, { name: "k" })).status).toBe(403);
  expect((await vera.get("/auth/me")).json).toMatchObject({ projects: [{ can: { "key.create": false } }] });
  const adam = await enter("adam", "admin");
  expect((await adam.post(keys, { name: "k" })).json).toMatchObject({ owner: null });
});

test("a key is no person: it makes none of its own", async () => {
  const secret = await keeping.key({ projectRole: "member", scopes: ["admin"] });
  expect(
    await keeping.ask("POST", keys.replace("/v1/organization", ""), { name: "k" }, secret),
  ).toMatchObject({
    status: 403,
  });
});
