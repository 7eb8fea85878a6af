import { afterEach, beforeEach, expect, test } from "vitest";
import { type Actor, operator, type Role } from "../../spec/actor.ts";
import { principalOf } from "../authenticate.ts";
import { createKey, revokeKey } from "../keys.ts";
import { actorOfAccount } from "./deps.ts";
import { testDeps, type TestDeps } from "./deps.fixture.ts";
import { createInvite } from "./invites.ts";
import { removeUser, updateUser } from "./people.ts";
import { register } from "./register.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.stores.close());

async function person(id: string, role: Role): Promise<Actor> {
  const account = { id, email: `${id}@example.com`, name: id, role, createdAt: 1 };
  await deps.stores.accounts.people.insert(account);
  return actorOfAccount(account);
}

/** Says what whoever was invited has become; `refused` where the invitation does not count any more. */
async function becomes(actor: Actor, role: Role, meanwhile: () => Promise<unknown>): Promise<string> {
  const email = "eve@example.com";
  const { token } = await createInvite(deps, actor, { email, role });
  await meanwhile();
  const given = { email, name: "Eve", password: "correct horse battery", invite: token.reveal() };
  try {
    await register(deps, given, { address: "192.0.2.1", local: false });
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid_value", param: "invite" });
    expect(await deps.stores.accounts.people.findByEmail(email)).toBeUndefined();
    return "refused";
  }
  return (await deps.stores.accounts.people.findByEmail(email))?.role ?? "nothing";
}

const nothing = async (): Promise<void> => undefined;

test.each<[string, string, (id: string) => Promise<unknown>]>([
  ["is as before", "admin", nothing],
  ["is an admin still", "admin", (id) => updateUser(deps, operator, { id, name: "Other" })],
  ["is less", "refused", (id) => updateUser(deps, operator, { id, role: "member" })],
  ["is out", "refused", (id) => updateUser(deps, operator, { id, disabled: true })],
  ["is gone", "refused", (id) => removeUser(deps, operator, { id })],
])("an invitation counts as long as whoever wrote it could write it: he %s", async (_what, role, change) => {
  await person("user_owner", "owner");
  const admin = await person("user_admin", "admin");
  expect(await becomes(admin, "admin", () => change("user_admin"))).toBe(role);
});

test("who is less than an owner now has made no owners before", async () => {
  await person("user_other", "owner");
  const owner = await person("user_owner", "owner");
  const lessen = () => updateUser(deps, operator, { id: "user_owner", role: "admin" });
  expect(await becomes(owner, "owner", lessen)).toBe("refused");
});

test("what a key wrote that was revoked counts no more; the operator's word stays", async () => {
  const input = { projectId: "proj_default", name: "k", role: "admin" } as const;
  const made = await createKey(deps, operator, { ...input, expiresAt: deps.time.now + 1_000 });
  const { actor = operator } = principalOf(made.key, 1);
  expect(actor.kind).toBe("key");
  const revoke = () => revokeKey(deps, operator, { id: made.key.id });
  expect(await becomes(actor, "admin", revoke)).toBe("refused");
  expect(await becomes(operator, "owner", nothing)).toBe("owner");
});

test("a key that has ended in its time has done nothing wrong", async () => {
  const input = { projectId: "proj_default", name: "k", role: "admin" } as const;
  const made = await createKey(deps, operator, { ...input, expiresAt: deps.time.now + 1_000 });
  const { actor = operator } = principalOf(made.key, 1);
  const wait = async (): Promise<void> => void (deps.time.now += 2_000);
  expect(await becomes(actor, "member", wait)).toBe("member");
});
