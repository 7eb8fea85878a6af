import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endSessions } from "../admin/accounts/people.ts";
import { principalOf } from "../admin/authenticate.ts";
import { createKey, type KeyDeps, revokeKey } from "../admin/keys.ts";
import { archiveProject, createProject, defaultProject } from "../admin/projects.ts";
import { endRotation, rotateKey } from "../admin/rotate-key.ts";
import { createOwnTokens } from "../admin/tokens/own-tokens.ts";
import { operator } from "../spec/actor.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { endRevoked } from "./end-revoked.ts";

let deps: KeyDeps;
let time = 1_000;
beforeEach(async () => {
  const clock = { now: () => time, monotonic: () => time };
  deps = {
    stores: await openSqlite({ path: ":memory:", now: clock.now }),
    clock,
    pepper: Buffer.alloc(32, 1),
  };
});
afterEach(() => deps.stores.close());

function underWay(keyId: string, secret: number) {
  return { known: { projectId: "p", name: "n", keyId, secret }, abort: vi.fn() };
}

async function watched(
  open: readonly ReturnType<typeof underWay>[],
  deed: () => Promise<unknown>,
): Promise<void> {
  const forget = vi.fn();
  const stop = endRevoked(
    deps.stores,
    open,
    { authenticator: { forget }, sessions: { forget: () => undefined } },
    (error) => expect(error).toBeUndefined(),
  );
  await deed();
  await vi.waitFor(() => expect(forget).toHaveBeenCalled());
  stop();
}

test("a secret that is ended early ends what it began, and nothing else", async () => {
  const { id: projectId } = await defaultProject(deps);
  const { key } = await createKey(deps, operator, { projectId, name: "k" });
  await rotateKey(deps, operator, { id: key.id, overlapMs: 10 });
  const [old, young] = [underWay(key.id, 1), underWay(key.id, 2)];
  time += 60_000;
  await watched([old, young], async () => {
    await createProject(deps, operator, { name: "another" });
    await rotateKey(deps, operator, { id: key.id });
  });
  expect(old.abort).not.toHaveBeenCalled();
  await watched([old, young], () => endRotation(deps, operator, { id: key.id }));
  await vi.waitFor(() => expect(old.abort).toHaveBeenCalled());
  expect(young.abort).toHaveBeenCalled();
});

test("a key that is revoked ends what any of its secrets began; so does a project that is archived", async () => {
  await defaultProject(deps);
  const { id: projectId } = await createProject(deps, operator, { name: "p" });
  const one = await createKey(deps, operator, { projectId, name: "k" });
  const two = await createKey(deps, operator, { projectId, name: "l" });
  await rotateKey(deps, operator, { id: one.key.id });
  const [old, young, other] = [underWay(one.key.id, 1), underWay(one.key.id, 2), underWay(two.key.id, 1)];
  await watched([old, young, other], () => revokeKey(deps, operator, { id: one.key.id }));
  await vi.waitFor(() =>
    expect([old.abort.mock.calls.length > 0, young.abort.mock.calls.length > 0]).toEqual([true, true]),
  );
  expect(other.abort).not.toHaveBeenCalled();
  await watched([other], () => archiveProject(deps, operator, { id: projectId }));
  await vi.waitFor(() => expect(other.abort).toHaveBeenCalled());
});

test("a token that is revoked ends what it began, and nothing else of its key", async () => {
  const { id: projectId } = await defaultProject(deps);
  const { key } = await createKey(deps, operator, { projectId, name: "k" });
  const by = (tokenId: string) => ({
    known: { projectId, name: "n", keyId: key.id, secret: 1, tokenId },
    abort: vi.fn(),
  });
  const [other, plain] = [by("tok_2"), underWay(key.id, 1)];
  const own = createOwnTokens({ ...deps, issuer: () => "https://parley.example" });
  const principal = principalOf(key, 1);
  const token = (await own.issue(principal, undefined)).token.reveal();
  const { id } = await own.verify(token);
  const mine = by(id);
  await watched([mine, other, plain], () => own.revoke(principal, token));
  await vi.waitFor(() => expect(mine.abort).toHaveBeenCalled());
  expect(mine.abort.mock.calls[0]?.[0]).toMatchObject({ code: "invalid_token" });
  for (const { abort } of [other, plain]) expect(abort).not.toHaveBeenCalled();
});

test("whoever needs no key of a project that is archived is out of it as well", async () => {
  await defaultProject(deps);
  const { id } = await createProject(deps, operator, { name: "p" });
  const of = (projectId: string) => ({
    known: { projectId, name: "n", keyId: "", secret: 0 },
    abort: vi.fn(),
  });
  const [inside, outside] = [of(id), of("proj_default")];
  await watched([inside, outside], () => archiveProject(deps, operator, { id }));
  await vi.waitFor(() => expect(inside.abort).toHaveBeenCalled());
  expect(outside.abort).not.toHaveBeenCalled();
});

test("a session that ends takes its answers with it, and no other's", async () => {
  const { people, sessions } = deps.stores.accounts;
  await people.insert({ id: "user_a", email: "ann@example.com", name: "Ann", createdAt: 1 });
  for (const id of ["sess_1", "sess_2"]) {
    const session = { id, accountId: "user_a", method: "password", createdAt: 1, seenAt: 1, expiresAt: 1e6 };
    await sessions.insert(session, Buffer.from(id));
  }
  const [mine, other] = ["sess_1", "sess_2"].map((sessionId) => ({
    known: { projectId: "p", name: "n", sessionId },
    abort: vi.fn(),
  }));
  if (mine === undefined || other === undefined) throw new Error("no answers");
  const stop = endRevoked(
    deps.stores,
    [mine, other],
    { authenticator: { forget: () => undefined }, sessions: { forget: () => undefined } },
    (error) => expect(error).toBeUndefined(),
  );
  await endSessions(deps, operator, { accountId: "user_a", id: "sess_1" });
  await vi.waitFor(() => expect(mine.abort).toHaveBeenCalled());
  expect(mine.abort.mock.calls[0]?.[0]).toMatchObject({ code: "session_ended" });
  expect(other.abort).not.toHaveBeenCalled();
  stop();
});

test("what was changed while the storage did not answer is looked at when it does", async () => {
  const { id: projectId } = await defaultProject(deps);
  const { key } = await createKey(deps, operator, { projectId, name: "k" });
  const stream = underWay(key.id, 1);
  let failures = 2;
  const list = (): ReturnType<typeof deps.stores.keys.list> =>
    failures-- > 0 ? Promise.reject(new Error("down")) : deps.stores.keys.list();
  const told: unknown[] = [];
  const stop = endRevoked(
    { ...deps.stores, keys: { ...deps.stores.keys, list } },
    [stream],
    { authenticator: { forget: () => undefined }, sessions: { forget: () => undefined } },
    (error) => told.push(error),
  );
  await revokeKey(deps, operator, { id: key.id });
  await vi.waitFor(() => expect(stream.abort).toHaveBeenCalled(), { timeout: 5_000 });
  expect(told).toEqual([new Error("down")]);
  stop();
});
