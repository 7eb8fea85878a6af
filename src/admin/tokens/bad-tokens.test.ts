import { deflateRawSync } from "node:zlib";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forge, hmacWith, issuerKey, part, publicPem, signedBy } from "./forge.fixture.ts";
import { ed, idp, p256, rsa, tokenWorld, type TokenWorld, us } from "./token-world.fixture.ts";

/** An attacker's own keys. */
const stranger = issuerKey("p256", "p256-1");
const weak = issuerKey("small-rsa", "weak-1");
const other = issuerKey("p384", "p384-1");

type Bad = (world: TokenWorld) => string;

const claims =
  (more: Record<string, unknown>): Bad =>
  (world) =>
    world.token({ claims: world.claims(more) });
const header =
  (more: Record<string, unknown>): Bad =>
  (world) =>
    world.token({ header: more });
const strangerSays =
  (more: Record<string, unknown>): Bad =>
  (world) =>
    forge({ key: stranger, claims: world.claims(), header: more });
const cut =
  (change: (parts: string[]) => readonly string[]): Bad =>
  (world) =>
    change(world.token().split(".")).join(".");

const bad: Readonly<Record<string, Bad>> = {
  // The signature
  "alg none, no signature": (world) => world.token({ header: { alg: "none" }, signature: () => "" }),
  "alg None, a signature": header({ alg: "None" }),
  "alg NONE": (world) => world.token({ header: { alg: "NONE" }, signature: () => "x" }),
  "no alg": header({ alg: undefined }),
  "alg a number": header({ alg: 256 }),
  "alg a list": header({ alg: ["ES256"] }),
  "alg in small letters": header({ alg: "es256" }),
  "the signature taken away": cut(([h, p]) => [h ?? "", p ?? "", ""]),
  "the signature cut": cut(([h, p, s = ""]) => [h ?? "", p ?? "", s.slice(0, -4)]),
  "one bit of the signature": cut(([h, p, s = ""]) => [
    h ?? "",
    p ?? "",
    `${s.startsWith("A") ? "B" : "A"}${s.slice(1)}`,
  ]),
  "a signature of zeros": (world) => world.token({ signature: () => Buffer.alloc(64) }),
  "the signature of another token": (world) => {
    const [, , signature = ""] = world.token({ claims: world.claims({ sub: "bob" }) }).split(".");
    return world.token({ signature: () => signature });
  },
  "claims exchanged under a signature": cut(([h, , s]) => [h ?? "", part({ sub: "root" }), s ?? ""]),
  "a signature in DER": (world) =>
    world.token({ signature: (input) => Buffer.concat([Buffer.from([0x30, 0x44]), signedBy(p256)(input)]) }),
  "a stranger's key under a known name": strangerSays({}),
  "a stranger's key under no name": strangerSays({ kid: undefined }),
  "a stranger's key under its own name": strangerSays({ kid: "mine" }),
  "HS256 with the public key as secret": (world) =>
    world.token({ key: rsa, header: { alg: "HS256" }, signature: hmacWith(publicPem(rsa)) }),
  "HS256 with the public key's modulus as secret": (world) =>
    world.token({ key: rsa, header: { alg: "HS256" }, signature: hmacWith(String(rsa.jwk["n"])) }),
  "HS256 with nothing as secret": (world) =>
    world.token({ header: { alg: "HS256" }, signature: hmacWith("") }),
  "HS256 with the public key as JSON": (world) =>
    world.token({ header: { alg: "HS256" }, signature: hmacWith(JSON.stringify(p256.jwk)) }),
  "an algorithm that its key is not for": (world) => world.token({ key: rsa, header: { alg: "ES256" } }),
  "PS256, which is not allowed": (world) => world.token({ key: rsa, header: { alg: "PS256" } }),
  "RS512, which is not allowed": (world) => world.token({ key: rsa, header: { alg: "RS512" } }),
  "ES384, which is not allowed": (world) => forge({ key: other, claims: world.claims() }),
  "RSA of 1024 bits": (world) => {
    world.keys = () => ({ keys: [weak.jwk, p256.jwk] });
    return forge({ key: weak, claims: world.claims() });
  },
  "a shared secret among the issuer's keys": (world) => {
    world.keys = () => ({ keys: [{ kty: "oct", k: part("secret"), kid: "oct-1", alg: "HS256" }, p256.jwk] });
    return world.token({ header: { alg: "HS256", kid: "oct-1" }, signature: hmacWith("secret") });
  },
  "a key for encryption": (world) => {
    world.keys = () => ({ keys: [{ ...p256.jwk, use: "enc" }] });
    return world.token();
  },
  // What a header says of keys
  "jwk in the header": (world) =>
    strangerSays({ jwk: createPublicKey(stranger.privateKey).export({ format: "jwk" }) })(world),
  "jku in the header": strangerSays({ jku: "https://attacker.example/keys" }),
  "x5u in the header": strangerSays({ x5u: "https://attacker.example/chain" }),
  "x5c in the header": strangerSays({ x5c: ["MIIB"] }),
  "kid as a path": strangerSays({ kid: "../../../../dev/null" }),
  "kid as SQL": strangerSays({ kid: "' or 1=1 --" }),
  "kid as an address": strangerSays({ kid: "https://attacker.example/key" }),
  "kid that is none of ours": header({ kid: "nobody" }),
  "kid a number": header({ kid: 7 }),
  "kid a name of every object": header({ kid: "__proto__" }),
  "crit with something unknown": header({ crit: ["exp"] }),
  "crit empty": header({ crit: [] }),
  "b64 false": header({ crit: ["b64"], b64: false }),
  "compressed and encrypted": () =>
    [
      "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiemlwIjoiREVGIn0",
      "",
      part("iv"),
      deflateRawSync(Buffer.alloc(100_000)).toString("base64url"),
      part("tag"),
    ].join("."),
  // What kind of token it is
  "typ JWT": header({ typ: "JWT" }),
  "no typ": header({ typ: undefined }),
  "an id token": header({ typ: "id+jwt" }),
  "a logout token": header({ typ: "logout+jwt" }),
  "a proof of possession": header({ typ: "dpop+jwt" }),
  "bound to a key": claims({ cnf: { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } }),
  "bound to a certificate": claims({ cnf: { "x5t#S256": "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2" } }),
  // Who issued it, and for whom
  "another issuer": claims({ iss: "https://other.example" }),
  "the issuer with a slash": claims({ iss: `${idp}/` }),
  "the issuer in capitals": claims({ iss: idp.toUpperCase() }),
  "no issuer": claims({ iss: undefined }),
  "the issuer as a list": claims({ iss: [idp] }),
  "us as the issuer, by a stranger": (world) => forge({ key: stranger, claims: world.claims({ iss: us }) }),
  "us as the issuer, by the other issuer": claims({ iss: us }),
  "for somebody else": claims({ aud: "https://other.example" }),
  "for several others": claims({ aud: ["https://a.example", "https://b.example"] }),
  "for nobody": claims({ aud: undefined }),
  "for an empty list": claims({ aud: [] }),
  "for us as a part": claims({ aud: `${us}.evil.example` }),
  "for us as an object": claims({ aud: { [us]: true } }),
  // Times
  expired: (world) => claims({ exp: world.now / 1000 - 61 })(world),
  "no end": claims({ exp: undefined }),
  "an end as text": claims({ exp: "4102444800" }),
  "an end of null": claims({ exp: null }),
  "not yet": (world) => claims({ nbf: world.now / 1000 + 120 })(world),
  "not yet, as text": claims({ nbf: "0" }),
  "issued in the future": (world) => claims({ iat: world.now / 1000 + 120 })(world),
  "no time of issue": claims({ iat: undefined }),
  "a time of issue as text": claims({ iat: "1" }),
  // Who it is for
  "no subject": claims({ sub: undefined }),
  "an empty subject": claims({ sub: "" }),
  "a subject as a number": claims({ sub: 1 }),
  "a subject with a line end": claims({ sub: "ann\nadmin" }),
  "a very long subject": claims({ sub: "a".repeat(300) }),
  "no client": claims({ client_id: undefined }),
  "a client as a list": claims({ client_id: ["app"] }),
  "no id": claims({ jti: undefined }),
  "an id as a number": claims({ jti: 1 }),
  // Form
  "two parts": cut(([h, p]) => [h ?? "", p ?? ""]),
  "four parts": cut((parts) => [...parts, "x"]),
  "an empty header": cut(([, p, s]) => ["eyJ", p ?? "", s ?? ""]),
  "claims that are no JSON": cut(([h, , s]) => [h ?? "", part("{"), s ?? ""]),
  "claims that are a list": (world) => {
    const input = `${part({ alg: "ES256", kid: "p256-1", typ: "at+jwt" })}.${part([{ ...world.claims() }])}`;
    return `${input}.${signedBy(p256)(input).toString("base64url")}`;
  },
  "claims of null": cut(([h, , s]) => [h ?? "", part("null"), s ?? ""]),
  padding: cut(([h, p, s]) => [`${h}=`, p ?? "", s ?? ""]),
  "the usual base64": cut(([h, p, s]) => [h ?? "", `${p}+/`, s ?? ""]),
  "white space within": cut(([h, p, s]) => [h ?? "", ` ${p}`, s ?? ""]),
  "too long": claims({ more: "x".repeat(9_000) }),
};

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());

test("there are at least sixty of them", () => {
  expect(Object.keys(bad).length).toBeGreaterThanOrEqual(60);
});

test.each(Object.entries(bad))("refused: %s", async (_name, make) => {
  world.another();
  const token = make(world);
  await expect(world.authenticate(token)).rejects.toMatchObject({ code: "invalid_token", status: 401 });
  // Not the second time either, and nothing of it is told.
  const failure = await world.authenticate(token).catch((error: unknown) => error);
  expect(String(failure)).not.toContain(token.split(".")[1] || "nothing");
  expect(world.fetches).toBeLessThanOrEqual(1);
  // Beside a bad one a good one is good, so that it is not refused for something else.
  world.keys = () => ({ keys: [rsa.jwk, p256.jwk, ed.jwk] });
  world.now += 61_000;
  expect(await world.authenticate(world.token({ key: ed }))).toMatchObject({ projectId: world.project });
});

test("a good token of another installation's secret is none of ours", async () => {
  const [here, there] = [world, await tokenWorld()];
  const { key, secret } = await here.key();
  const principal = await here.authenticate(secret.reveal());
  const { token } = await here.own.issue(principal, undefined);
  expect(await here.authenticate(token.reveal())).toMatchObject({ keyId: key.id });
  // The same secret and no such key; and another secret.
  await expect(there.authenticate(token.reveal())).rejects.toMatchObject({ code: "invalid_token" });
  const { privateKey } = generateKeyPairSync("ed25519");
  const [header64 = "", claims64 = ""] = token.reveal().split(".");
  const input = `${header64}.${claims64}`;
  const forged = `${input}.${signedBy({ ...ed, privateKey })(input).toString("base64url")}`;
  await expect(here.authenticate(forged)).rejects.toMatchObject({ code: "invalid_token" });
  await there.close();
});
