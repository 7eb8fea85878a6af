import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { operator } from "../../spec/actor.ts";
import { testDeps, type TestDeps } from "./deps.fixture.ts";
import { putMember } from "./members.ts";
import { updateUser } from "./people.ts";
import { createSessionKeeper, type SessionKeeper } from "./session-keeper.ts";
import { startSession } from "./start-session.ts";

const account = { id: "user_a", email: "ann@example.com", name: "Ann", createdAt: 1 };

let folder: string;
let deps: TestDeps;
let keeper: SessionKeeper;
let secret: string;
let sessionId: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-sessions-"));
  deps = await testDeps(join(folder, "parley.db"));
  keeper = createSessionKeeper({ ...deps, policy: () => deps.policy, warn: () => undefined });
  await deps.stores.accounts.people.insert(account);
  const started = await startSession(deps, { account, method: "password", from: { address: "10.0.0.1" } });
  secret = started.secret.reveal();
  sessionId = started.session.id;
});
afterEach(async () => {
  await keeper.close();
  await deps.stores.close();
  rmSync(folder, { recursive: true, force: true });
});

const ended = { code: "session_ended" };
const who = async (project?: string) => keeper.authenticate(secret, project);

test("a session is over after its silence, and after its time in any case", async () => {
  for (let hours = 0; hours < 3; hours++) {
    deps.time.now += 2_399_000;
    await who();
  }
  deps.time.now += 3_000;
  await expect(who()).rejects.toMatchObject(ended);
  deps.time.now -= 3_000;
  expect(await who()).toMatchObject({ sessionId });
});

test("a session that was silent for too long is over, also where it was just looked at", async () => {
  await who();
  deps.time.now += 3_599_999;
  await who();
  deps.time.now += 3_600_000;
  await expect(who()).rejects.toMatchObject(ended);
});

test("that another process has seen it counts, and when it was seen is written at the end", async () => {
  await who();
  deps.time.now += 3_000_000;
  await deps.stores.accounts.sessions.touch([{ id: sessionId, at: deps.time.now }]);
  deps.time.now += 3_000_000;
  await who();
  await keeper.close();
  const [session] = await deps.stores.accounts.sessions.list(account.id);
  expect(session?.seenAt).toBe(deps.time.now);
});

test("without a role nobody calls models; with one in a project, there alone", async () => {
  const nothing = await who();
  expect(nothing).toMatchObject({ projectId: "", name: account.email });
  expect(nothing.bounds?.scopes?.has("chat")).toBe(false);
  await expect(who("proj_default")).rejects.toMatchObject({ code: "not_found" });
  await putMember(deps, operator, {
    projectId: "proj_default",
    userId: account.id,
    role: "member",
    add: true,
  });
  const member = await who();
  expect(member).toMatchObject({ projectId: "proj_default" });
  expect(member.bounds).toBeUndefined();
  await putMember(deps, operator, {
    projectId: "proj_default",
    userId: account.id,
    role: "viewer",
    add: false,
  });
  expect((await who()).bounds?.scopes?.has("chat")).toBe(false);
  expect((await who()).actor?.projects.get("proj_default")).toBe("viewer");
});

test("who is disabled by another process is out within a second", async () => {
  await who();
  const other = await testDeps(join(folder, "parley.db"));
  try {
    await updateUser(other, operator, { id: account.id, disabled: true });
    await vi.waitFor(() => expect(who()).rejects.toMatchObject(ended), { timeout: 5_000, interval: 20 });
  } finally {
    await other.stores.close();
  }
});

test("what was read before a change is not what is remembered after it", async () => {
  const { people } = deps.stores.accounts;
  const find = vi.spyOn(people, "find").mockImplementationOnce(async (id) => {
    find.mockRestore();
    const read = await people.find(id);
    await updateUser(deps, operator, { id: account.id, disabled: true });
    return read;
  });
  await expect(who()).rejects.toMatchObject(ended);
  await expect(who()).rejects.toMatchObject(ended);
});

test("a made-up secret is nobody's", async () => {
  await expect((async () => keeper.authenticate("x".repeat(43), undefined))()).rejects.toMatchObject(ended);
  await expect(keeper.person("")).rejects.toMatchObject(ended);
});
