import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { forge, issuerKey } from "./forge.fixture.ts";
import { ed, issuerOf, p256, rsa, tokenWorld, type TokenWorld } from "./token-world.fixture.ts";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());
beforeEach(() => world.another());

let number = 0;
/** Each one new, so that none is remembered. */
const fresh = (more: Parameters<TokenWorld["token"]>[0] = {}): string =>
  world.token({ claims: world.claims({ jti: `n${number++}` }), ...more });

test("ten thousand unknown keys are one fetch in a minute, and good tokens pass meanwhile", async () => {
  expect(await world.authenticate(fresh())).toMatchObject({ projectId: world.project });
  expect(world.fetches).toBe(1);
  for (let flood = 0; flood < 10_000; flood++)
    await expect(world.authenticate(fresh({ header: { kid: `k${flood}` } }))).rejects.toMatchObject({
      code: "invalid_token",
    });
  expect(world.fetches).toBe(1);
  world.now += 60_000;
  const waves = Array.from({ length: 500 }, (_, each) =>
    world.authenticate(fresh({ header: { kid: `w${each}` } })),
  );
  expect((await Promise.allSettled(waves)).every(({ status }) => status === "rejected")).toBe(true);
  expect(world.fetches).toBe(2);
  expect(await world.authenticate(fresh())).toMatchObject({ name: "ann by app" });
}, 60_000);

test("a new key is found when a token names it; what was signed with one that is gone ends with it", async () => {
  const newer = issuerKey("ed25519", "ed-2");
  const old = fresh({ key: rsa });
  expect(await world.authenticate(old)).toBeDefined();
  world.keys = () => ({ keys: [newer.jwk] });
  const renewed = forge({ key: newer, claims: world.claims({ jti: "new" }) });
  // Not twice in a minute.
  await expect(world.authenticate(renewed)).rejects.toMatchObject({ code: "invalid_token" });
  world.now += 60_000;
  expect(await world.authenticate(renewed)).toBeDefined();
  await expect(world.authenticate(old)).rejects.toMatchObject({ code: "invalid_token" });
});

test("an issuer that is down is no reason for a day, and then nobody is let in by its keys", async () => {
  expect(await world.authenticate(fresh())).toBeDefined();
  world.keys = () => {
    throw new Error("down");
  };
  world.now += 12 * 3_600_000;
  expect(await world.authenticate(fresh({ key: ed }))).toBeDefined();
  world.now += 13 * 3_600_000;
  const asked = world.fetches;
  await expect(world.authenticate(fresh())).rejects.toMatchObject({
    code: "token_issuer_unavailable",
    status: 503,
  });
  await expect(world.authenticate(fresh())).rejects.toMatchObject({ status: 503 });
  expect(world.fetches - asked).toBeLessThanOrEqual(1);
  world.keys = () => ({ keys: [p256.jwk] });
  world.now += 60_000;
  expect(await world.authenticate(fresh())).toBeDefined();
});

test("an issuer that was never there is 503, not 401, and asked once a minute", async () => {
  world.issuers = [issuerOf(world.project)];
  world.keys = () => {
    throw new Error("down");
  };
  for (let attempt = 0; attempt < 20; attempt++)
    await expect(world.authenticate(fresh())).rejects.toMatchObject({ status: 503 });
  expect(world.fetches).toBe(1);
});

test.each<[string, unknown]>([
  ["no JSON of keys", { keys: "none" }],
  ["nothing", null],
  ["a list", []],
  ["very many keys", { keys: Array.from({ length: 101 }, () => p256.jwk) }],
])("%s is as if it were down", async (_name, keys) => {
  world.issuers = [issuerOf(world.project)];
  world.keys = () => keys;
  await expect(world.authenticate(fresh())).rejects.toMatchObject({ status: 503 });
});

test("keys without names are found by their kind, and keys of no use are left alone", async () => {
  const { kid: _kid, ...unnamed } = p256.jwk;
  world.issuers = [issuerOf(world.project)];
  world.keys = () => ({ keys: [null, 1, { kty: "XYZ" }, { kty: "RSA" }, unnamed] });
  expect(await world.authenticate(fresh({ header: { kid: undefined } }))).toBeDefined();
});

test("other settings count for a token that is looked at in this moment, too", async () => {
  world.issuers = [issuerOf(world.project)];
  const good = world.keys;
  world.keys = () => {
    world.issuers = [];
    return good();
  };
  const token = fresh();
  await expect(world.authenticate(token)).rejects.toMatchObject({ code: "invalid_token" });
  await expect(world.authenticate(token)).rejects.toMatchObject({ code: "invalid_token" });
});

test("other settings count at once", async () => {
  const token = fresh();
  expect(await world.authenticate(token)).toBeDefined();
  world.issuers = [];
  await expect(world.authenticate(token)).rejects.toMatchObject({ code: "invalid_token" });
  world.issuers = [issuerOf(world.project, { audiences: ["https://elsewhere.example"] })];
  await expect(world.authenticate(token)).rejects.toMatchObject({ code: "invalid_token" });
});
