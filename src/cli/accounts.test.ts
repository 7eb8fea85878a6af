import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { SignInDeps } from "../admin/accounts/deps.ts";
import { userNamed } from "../admin/accounts/people.ts";
import { register } from "../admin/accounts/register.ts";
import { startSession } from "../admin/accounts/start-session.ts";
import { createPasswords } from "../admin/accounts/passwords.ts";
import { operator } from "../spec/actor.ts";
import { openKeeper } from "../server/keeper.ts";
import { World } from "./world.fixture.ts";

async function say(world: World, ...words: readonly string[]): Promise<World> {
  const fresh = new World({ folder: world.folder });
  expect([await fresh.run("accounts", ...words), fresh.stderr.text]).toEqual([0, fresh.stderr.text]);
  return fresh;
}

/** Does something with accounts as a server would. */
async function withDeps(world: World, work: (deps: SignInDeps) => Promise<unknown>): Promise<void> {
  const { keys, close } = await openKeeper(world.data);
  try {
    const policy = { registration: "invitation", sessionIdleMs: 1e6, sessionMostMs: 1e6 } as const;
    const passwords = createPasswords(keys.pepper, { memory: 64, passes: 1, parallelism: 1 });
    await work({ ...keys, policy, passwords, refusals: { note: () => undefined } });
  } finally {
    await close();
  }
}

/** Registers with a link. */
async function accept(world: World, email: string, link: string): Promise<void> {
  const [, invite = ""] = link.trim().split("#invite=");
  const from = { address: "127.0.0.1", local: false };
  await withDeps(world, (deps) =>
    register(deps, { email, name: "Ann", password: "correct horse battery", invite }, from),
  );
}

async function invited(world: World, email: string, ...words: readonly string[]): Promise<void> {
  await accept(world, email, (await say(world, "invite", email, ...words)).stdout.text);
}

async function list(world: World): Promise<readonly Record<string, unknown>[]> {
  return ((await say(world, "list", "--json")).stdout.json() as { accounts: Record<string, unknown>[] })
    .accounts;
}

test("an invitation's link stands alone on standard output, and makes the account", async () => {
  const world = new World({ yaml: "accounts: { origin: https://parley.example }\n" });
  const said = await say(world, "invite", "ann@example.com", "--role", "owner");
  expect(said.stdout.text).toMatch(/^https:\/\/parley\.example\/sign-in#invite=[\w-]{43}\n$/);
  expect(said.stderr.text).toMatch(
    /^The invitation of ann@example\.com, until .*Z\. It is shown this once:\n$/,
  );
  await accept(world, "ann@example.com", said.stdout.text);
  expect(await list(world)).toMatchObject([{ email: "ann@example.com", role: "owner", disabled_at: null }]);
  expect((await say(world, "list")).stdout.text).toContain("ann@example.com");
});

test("roles are given and taken, here and in projects; the last owner stays", async () => {
  const world = new World();
  await invited(world, "ann@example.com", "--role", "owner");
  await invited(world, "bob@example.com", "--role", "none");
  expect((await say(world, "role", "BOB@example.com", "admin")).stdout.text).toBe(
    "bob@example.com is now admin.\n",
  );
  const inProject = await say(world, "role", "bob@example.com", "member", "--project", "proj_default");
  expect(inProject.stdout.text).toBe("bob@example.com is now member in the project proj_default.\n");
  await say(world, "role", "bob@example.com", "none", "--project", "proj_default");
  expect(await list(world)).toMatchObject([{ role: "owner" }, { role: "admin" }]);
  for (const words of [
    ["role", "ann@example.com", "admin"],
    ["disable", "ann@example.com"],
    ["remove", "ann@example.com"],
  ]) {
    const fresh = new World({ folder: world.folder });
    expect(await fresh.run("accounts", ...words)).toBe(1);
    expect(fresh.stderr.text).toBe("This is the last owner. Make somebody else an owner first.\n");
  }
  await say(world, "role", "bob@example.com", "owner");
  await say(world, "remove", "ann@example.com");
  expect(await list(world)).toMatchObject([{ email: "bob@example.com", role: "owner" }]);
});

test("somebody is disabled and enabled, and gets a link for another password", async () => {
  const world = new World();
  await invited(world, "ann@example.com", "--role", "viewer");
  await say(world, "disable", "ann@example.com");
  expect(await list(world)).toMatchObject([{ disabled_at: expect.any(String) as string }]);
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("accounts", "recover", "ann@example.com")).toBe(1);
  await say(world, "enable", "ann@example.com");
  const said = await say(world, "recover", "ann@example.com", "--forget-factors");
  expect(said.stdout.text).toMatch(/^http:\/\/localhost:4242\/sign-in#recover=[\w-]{43}\n$/);
});

test("what makes no sense is refused, and looking makes no data", async () => {
  const world = new World();
  expect(await world.run("accounts", "list")).toBe(0);
  expect(existsSync(world.data)).toBe(false);
  for (const [code, ...words] of [
    [2, "invite", "ann@example.com", "--role", "king"],
    [1, "invite", "no address"],
    [1, "invite", "ann@example.com", "--project", "proj_nobody"],
    [1, "role", "nobody@example.com", "viewer"],
  ] as const) {
    const fresh = new World({ folder: world.folder });
    expect([words, await fresh.run("accounts", ...words)]).toEqual([words, code]);
    expect(fresh.stdout.text).toBe("");
  }
});

test("who is in a project, who is invited, and who is signed in", async () => {
  const world = new World();
  await invited(world, "ann@example.com", "--role", "owner");
  await invited(world, "bob@example.com", "--project", "proj_default", "--project-role", "member");
  await say(world, "invite", "eve@example.com");
  expect((await say(world, "members", "--json")).stdout.json()).toMatchObject({
    members: [{ email: "bob@example.com", role: "member" }],
  });
  const { invites } = (await say(world, "invites", "--json")).stdout.json() as {
    invites: { id: string; email: string; status: string }[];
  };
  expect(invites.map(({ email, status }) => [email, status]).toSorted()).toEqual([
    ["ann@example.com", "accepted"],
    ["bob@example.com", "accepted"],
    ["eve@example.com", "open"],
  ]);
  expect((await say(world, "invites")).stdout.text).toContain("eve@example.com");
  const open = invites.find(({ status }) => status === "open")?.id ?? "";
  expect((await say(world, "withdraw", open)).stdout.text).toContain("taken back");
  expect(await new World({ folder: world.folder }).run("accounts", "withdraw", open)).toBe(1);
  expect((await say(world, "members")).stdout.text).toContain("bob@example.com");

  await withDeps(world, async (deps) => {
    const account = await userNamed(deps, operator, "ann@example.com");
    await startSession(deps, { account, method: "password", from: { address: "127.0.0.1" } });
  });
  const { sessions } = (await say(world, "sessions", "ann@example.com", "--json")).stdout.json() as {
    sessions: { id: string }[];
  };
  expect(sessions).toMatchObject([{ method: "password", address: "127.0.0.1" }]);
  expect((await say(world, "sessions", "ann@example.com")).stdout.text).toContain(sessions[0]?.id);
  expect((await say(world, "sign-out", "ann@example.com")).stdout.text).toBe(
    "ann@example.com is signed out: 1 session has ended.\n",
  );
  expect((await say(world, "sign-out", "ann@example.com", "--json")).stdout.json()).toEqual({ ended: 0 });
});
