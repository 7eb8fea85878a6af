import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "../lib/clock.ts";
import { operator } from "../spec/actor.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { type Authenticator, createAuthenticator } from "./authenticate.ts";
import { createKey, type KeyDeps, revokeKey, updateKey } from "./keys.ts";
import { defaultProject } from "./projects.ts";
import { endRotation, rotateKey, works } from "./rotate-key.ts";

let time = 1_000;
const clock: Clock = { now: () => time, monotonic: () => time };
let deps: KeyDeps;
let authenticator: Authenticator;
let id: string;
let first: string;
beforeEach(async () => {
  time = 1_000;
  const stores = await openSqlite({ path: ":memory:", now: clock.now });
  deps = { stores, clock, pepper: Buffer.alloc(32, 1) };
  authenticator = createAuthenticator({ ...deps, warn: () => undefined });
  const project = await defaultProject(deps);
  const made = await createKey(deps, operator, { projectId: project.id, name: "k" });
  id = made.key.id;
  first = made.secret.reveal();
});
afterEach(async () => {
  await authenticator.close();
  await deps.stores.close();
});

async function isLetIn(secret: string): Promise<boolean> {
  try {
    await authenticator.authenticate(secret);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(?:key_expired|invalid_api_key)$/) });
    return false;
  }
}

const minute = 60_000;

test("a thousand rotations: none fails within its overlap, and none works a millisecond after it", async () => {
  const { id: projectId } = await defaultProject(deps);
  let which = id;
  let old = first;
  for (let times = 1; times <= 1_000; times++) {
    const { secret, secrets } = await rotateKey(deps, operator, { id: which, overlapMs: minute });
    const young = secret.reveal();
    expect([await isLetIn(old), await isLetIn(young)]).toEqual([true, true]);
    expect(secrets.filter((one) => works(one, time))).toHaveLength(2);
    time += minute - 1;
    expect([await isLetIn(old), await isLetIn(young)]).toEqual([true, true]);
    time += 1;
    expect([await isLetIn(old), await isLetIn(young)]).toEqual([false, true]);
    old = young;
    // Of many keys, since each remembers all of its secrets.
    if (times % 50 > 0) continue;
    const next = await createKey(deps, operator, { projectId, name: "next" });
    [which, old] = [next.key.id, next.secret.reveal()];
  }
});

type Step =
  | { readonly deed: "rotate"; readonly rotation: string; readonly overlapMs: number }
  | { readonly deed: "end" }
  | { readonly deed: "wait"; readonly ms: number }
  | { readonly deed: "use"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    deed: fc.constant("rotate" as const),
    rotation: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    overlapMs: fc.constantFrom(0, 10, minute),
  }),
  fc.constant({ deed: "end" as const }),
  fc.record({ deed: fc.constant("wait" as const), ms: fc.constantFrom(1, 10, minute) }),
  fc.record({ deed: fc.constant("use" as const), which: fc.nat(5) }),
);

test("whatever is done in whatever order, one or two secrets work, and those that should", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const project = await defaultProject(deps);
      const made = await createKey(deps, operator, { projectId: project.id, name: "k" });
      const known = [made.secret.reveal()];
      const which = { id: made.key.id };
      for (const one of steps) {
        if (one.deed === "wait") time += one.ms;
        else if (one.deed === "end") await endRotation(deps, operator, which);
        else if (one.deed === "use") await isLetIn(known[one.which % known.length] ?? "");
        else {
          const { rotation: rotationId, overlapMs } = one;
          await rotateKey(deps, operator, { ...which, rotationId, overlapMs }).then(
            ({ secret }) => known.push(secret.reveal()),
            (error: unknown) => expect(error).toMatchObject({ code: "conflict" }),
          );
        }
        const secrets = await deps.stores.keys.secrets(made.key.id);
        const working = secrets.filter((secret) => works(secret, time));
        expect([1, 2]).toContain(working.length);
        expect(secrets[0]?.number).toBe(known.length);
        expect(working[0]?.number).toBe(known.length);
        const numbers = new Set(working.map(({ number }) => number));
        for (const [place, secret] of known.entries())
          // Asking counts as use, so only those are asked for which that changes nothing.
          if (place + 1 !== known.length) expect(await isLetIn(secret)).toBe(numbers.has(place + 1));
      }
    }),
    { numRuns: 60 },
  );
});

test("a lost answer is asked for again as often as it takes, and keeps the end that was promised", async () => {
  const input = { id, rotationId: "r", overlapMs: minute };
  const answers = [];
  for (let times = 0; times < 4; times++) {
    answers.push(await rotateKey(deps, operator, input));
    time += 1_000;
  }
  expect(answers.map(({ reissued }) => reissued)).toEqual([false, true, true, true]);
  expect(await Promise.all(answers.map(({ secret }) => isLetIn(secret.reveal())))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  time = 1_000 + minute;
  expect(await isLetIn(first)).toBe(false);
  await authenticator.close();
  await expect(rotateKey(deps, operator, input)).rejects.toMatchObject({ code: "conflict" });
});

test("what cannot be rotated says why", async () => {
  const wrong = { code: "invalid_value" };
  for (const overlapMs of [-1, 0.5, 91 * 86_400_000])
    await expect(rotateKey(deps, operator, { id, overlapMs })).rejects.toMatchObject(wrong);
  for (const rotationId of ["", "two words", "x".repeat(256)])
    await expect(rotateKey(deps, operator, { id, rotationId })).rejects.toMatchObject(wrong);
  await expect(rotateKey(deps, operator, { id: "key_nobody" })).rejects.toMatchObject({ code: "not_found" });
  await updateKey(deps, operator, { id, expiresAt: 5_000 });
  time = 5_000;
  await expect(rotateKey(deps, operator, { id })).rejects.toMatchObject(wrong);
  await updateKey(deps, operator, { id, expiresAt: null });
  await revokeKey(deps, operator, { id });
  await expect(rotateKey(deps, operator, { id })).rejects.toMatchObject(wrong);
});

test("who may not rotate a key, or may do less than it, does not", async () => {
  const viewer = { ...operator, role: "viewer" } as const;
  await expect(rotateKey(deps, viewer, { id })).rejects.toMatchObject({ code: "permission_denied" });
  const project = await defaultProject(deps);
  const owner = await createKey(deps, operator, { projectId: project.id, name: "o", role: "owner" });
  const admin = { ...operator, role: "admin" } as const;
  await expect(rotateKey(deps, admin, { id: owner.key.id })).rejects.toMatchObject({
    code: "permission_denied",
  });
  expect((await rotateKey(deps, admin, { id })).reissued).toBe(false);
});

test("a key that was read before it was revoked is not let in, nor remembered", async () => {
  const { keys } = deps.stores;
  const find = keys.findByHash;
  let revoke = async (): Promise<void> => undefined;
  keys.findByHash = async (hash) => {
    const found = await find(hash);
    await revoke();
    return found;
  };
  revoke = async () => void (await revokeKey(deps, operator, { id }));
  expect(await isLetIn(first)).toBe(false);
  revoke = async () => undefined;
  expect(await isLetIn(first)).toBe(false);
});
