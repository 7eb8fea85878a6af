import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import { operator } from "../../spec/actor.ts";
import { newKey } from "../key-format.ts";
import { archiveProject } from "../projects.ts";
import { idp, issuerOf, tokenWorld, type TokenWorld, us } from "./token-world.fixture.ts";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.another();
  world.issuers = [issuerOf(world.project, { introspection })];
});

const introspection = { endpoint: `${idp}/introspect`, clientId: "parley", clientSecret: new Secret("s") };

let number = 0;
/** Each one new, so that none is remembered. */
const opaque = (): string => `2YotnFZFEjr1zCsicMWpAA_${number++}`;

const active = (more: object = {}) => ({
  active: true,
  iss: idp,
  aud: us,
  sub: "ann",
  client_id: "app",
  exp: Math.floor(world.now / 1000) + 600,
  ...more,
});

const refused = { code: "invalid_token", status: 401 };
const away = { code: "token_issuer_unavailable", status: 503 };

test("a token that nobody can read is what its issuer says that it is", async () => {
  const token = opaque();
  world.introspect = (asked) => (asked === token ? active() : { active: false });
  const principal = await world.authenticate(token);
  expect(principal).toMatchObject({ projectId: world.project, name: "ann by app" });
  expect(principal.actor).toMatchObject({ kind: "token", id: `${idp} ann` });
  expect([...(principal.bounds?.scopes ?? [])]).toEqual(["chat", "models"]);
  await expect(world.authenticate(opaque())).rejects.toMatchObject(refused);
});

describe("an answer counts for half a minute, and", () => {
  test("then a token that was revoked is refused", async () => {
    const token = opaque();
    world.introspect = () => active();
    for (let times = 0; times < 5; times++) await world.authenticate(token);
    expect(world.introspections).toBe(1);
    world.introspect = () => ({ active: false });
    world.now += 29_999;
    await world.authenticate(token);
    world.now += 1;
    await expect(world.authenticate(token)).rejects.toMatchObject(refused);
    await expect(world.authenticate(token)).rejects.toMatchObject(refused);
    expect(world.introspections).toBe(2);
  });

  test("never beyond the token's own end, without any leeway", async () => {
    const token = opaque();
    world.introspect = () => active({ exp: Math.floor(world.now / 1000) + 10 });
    await world.authenticate(token);
    world.now += 9_999 - (world.now % 1000);
    await world.authenticate(token);
    world.introspect = () => active({ exp: Math.floor(world.now / 1000) });
    world.now += 1_000;
    await expect(world.authenticate(token)).rejects.toMatchObject(refused);
  });

  test("a refusal counts as long: whoever repeats it asks nobody", async () => {
    const token = opaque();
    for (let times = 0; times < 100; times++)
      await expect(world.authenticate(token)).rejects.toMatchObject(refused);
    expect(world.introspections).toBe(1);
  });

  test("it is of the whole token: what differs in its last letter is another one", async () => {
    const token = `${"a".repeat(200)}b`;
    world.introspect = (asked) => (asked === token ? active() : { active: false });
    await world.authenticate(token);
    await expect(world.authenticate(`${"a".repeat(200)}c`)).rejects.toMatchObject(refused);
  });

  test("what changes here counts at once", async () => {
    const token = opaque();
    world.introspect = () => active();
    const project = { id: `proj_${token}`, name: "Other", createdAt: 1 };
    await world.deps.stores.projects.insert(project);
    world.issuers = [issuerOf(project.id, { introspection })];
    expect(await world.authenticate(token)).toMatchObject({ projectId: project.id });
    await archiveProject(world.deps, operator, { id: project.id });
    await expect(world.authenticate(token)).rejects.toMatchObject({ code: "permission_denied" });
    world.issuers = [issuerOf(world.project, { introspection, audiences: ["https://elsewhere.example"] })];
    await expect(world.authenticate(token)).rejects.toMatchObject(refused);
  });
});

describe("while the issuer cannot be asked", () => {
  test.each<[string, () => unknown]>([
    [
      "down",
      () => {
        throw new Error("down");
      },
    ],
    ["no object", () => "yes"],
    ["nothing", () => null],
    ["a list", () => [true]],
    ["not whether it is active", () => ({ sub: "ann" })],
    ["active in a text", () => active({ active: "true" })],
    ["active in a number", () => active({ active: 1 })],
  ])("nobody is let in, whatever was said before: %s", async (_name, answer) => {
    const token = opaque();
    world.introspect = () => active();
    await world.authenticate(token);
    world.introspect = answer;
    world.now += 30_000;
    await expect(world.authenticate(token)).rejects.toMatchObject(away);
    await expect(world.authenticate(opaque())).rejects.toMatchObject(away);
    // And it is asked again: nothing of that is remembered.
    world.introspect = () => active();
    expect(await world.authenticate(token)).toBeDefined();
  });

  test("a flood of strangers' tokens asks for so many at a time, and one token once", async () => {
    const gate = Promise.withResolvers<undefined>();
    world.introspect = async () => {
      await gate.promise;
      return { active: false };
    };
    const same = opaque();
    const all = Array.from({ length: 500 }, (_, each) =>
      world.authenticate(each % 2 === 0 ? same : opaque()).catch((error: unknown) => error),
    );
    gate.resolve(undefined);
    const found = (await Promise.all(all)) as { readonly code: string }[];
    expect(world.introspections).toBe(32);
    expect(found.filter(({ code }) => code === "invalid_token")).toHaveLength(250 + 31);
    expect(found.filter(({ code }) => code === "token_issuer_unavailable")).toHaveLength(250 - 31);
    world.introspect = () => active();
    expect(await world.authenticate(opaque())).toBeDefined();
  });
});

test.each<[string, object]>([
  ["of another issuer", { iss: "https://other.example" }],
  ["for somebody else", { aud: "https://other.example" }],
  ["for nobody", { aud: undefined }],
  ["for a list without us", { aud: ["a", "b"] }],
  ["for something that is no text", { aud: { a: us } }],
  ["of nobody", { sub: undefined, client_id: undefined }],
  ["of no text", { sub: 7 }],
  ["with a name that would break a log", { sub: "ann\nbob" }],
  ["with a very long name", { sub: "a".repeat(257) }],
  ["that has expired", { exp: 1 }],
  ["with an end that is no number", { exp: "tomorrow" }],
  ["with an end that never is", { exp: Number.NaN }],
  ["whose time has not come", { nbf: 99_999_999_999 }],
  ["with a beginning that is no number", { nbf: "yesterday" }],
  ["to refresh others", { token_use: "refresh_token" }],
  ["that is bound to a key", { cnf: { jkt: "x" } }],
  ["that needs a proof", { token_type: "DPoP" }],
  ["of no type", { token_type: 1 }],
])("an active token is refused that is %s", async (_name, more) => {
  world.introspect = () => active(more);
  await expect(world.authenticate(opaque())).rejects.toMatchObject(refused);
});

test.each<[string, object, string]>([
  ["without issuer, end and type", { iss: undefined, exp: undefined }, "ann by app"],
  ["of a program", { sub: undefined }, "app"],
  ["without a client", { client_id: undefined }, "ann"],
  ["for several", { aud: ["https://other.example", us] }, "ann by app"],
  ["of the usual type", { token_type: "bearer", token_use: "access_token" }, "ann by app"],
])("an active token is taken: %s", async (_name, more, name) => {
  world.introspect = () => active(more);
  expect(await world.authenticate(opaque())).toMatchObject({ name });
});

describe("nobody is asked", () => {
  test.each<[string, () => string]>([
    ["a key, known or not", newKey],
    ["somebody's key of a provider", () => "sk-proj-0123456789abcdef0123456789abcdef"],
    ["what no bearer may send", () => "what is this, a token?"],
    ["a short word", () => "letmein"],
    ["a very long one", () => "x".repeat(5_000)],
    ["a signed token", () => world.token({ claims: world.claims({ aud: "https://other.example" }) })],
  ])("of %s", async (_name, credential) => {
    await expect(async () => world.authenticate(credential())).rejects.toMatchObject({ status: 401 });
    expect(world.introspections).toBe(0);
  });

  test("where no issuer is to be asked", async () => {
    world.issuers = [issuerOf(world.project)];
    await expect(async () => world.authenticate(opaque())).rejects.toMatchObject({ code: "invalid_api_key" });
    expect(world.introspections).toBe(0);
  });
});
