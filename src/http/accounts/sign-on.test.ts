import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SignOnProvider } from "../../admin/accounts/sign-on-provider.ts";
import { Secret } from "../../lib/secret.ts";
import { type IssuerFaults, MockIssuer, unsignedToken } from "../../server/identity/mock-issuer.fixture.ts";
import { type Served, serveScripted, usualAccounts } from "../serving.fixture.ts";
import { Browser, join } from "./browser.fixture.ts";

let issuer: MockIssuer;
let served: Served;

function provider(of: MockIssuer, more: Partial<SignOnProvider> = {}): SignOnProvider {
  return {
    name: "corp",
    issuer: of.url,
    clientId: of.clientId,
    clientSecret: new Secret(of.clientSecret),
    scopes: ["openid", "email"],
    groupsClaim: "groups",
    roles: { staff: "member", heads: "admin" },
    projects: { proj_default: { staff: "member" } },
    linkByEmail: false,
    ...more,
  };
}

async function serveWith(...sso: SignOnProvider[]): Promise<Served> {
  return serveScripted(undefined, {}, { accounts: usualAccounts, sso });
}

beforeEach(async () => {
  issuer = await MockIssuer.start();
  served = await serveWith(provider(issuer));
  issuer.person = { ...issuer.person, groups: ["staff"] };
});
afterEach(async () => {
  await served.close();
  await issuer.close();
});

/** Goes to the provider, says yes there, and comes back. */
async function signOn(browser = new Browser(served), path = "/auth/sso/corp") {
  const begun = await browser.get(path);
  if (begun.status !== 303) return begun;
  const back = await issuer.approve(String(begun.headers["location"]));
  return comeBack(browser, back);
}

/** A navigation that another site has begun: browsers send no `Strict` cookie with it. */
function comeBack(browser: Browser, back: URL) {
  const flow = browser.jar.get("__Host-parley-sso");
  return browser.get(back.pathname + back.search, {
    "sec-fetch-site": "cross-site",
    cookie: flow === undefined ? "x=1" : `__Host-parley-sso=${flow}`,
  });
}

const refused = { status: 303, headers: { location: "/sign-in?error=refused" } };

test("whoever the provider knows is in, with the roles of the groups, and goes where they wanted to", async () => {
  const browser = new Browser(served);
  const begun = await browser.get("/auth/sso/corp?return_to=/usage%3Fday%3D1");
  const url = new URL(String(begun.headers["location"]));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    redirect_uri: `http://localhost:${served.port}/auth/sso/corp/callback`,
    scope: "openid email",
  });
  expect(begun.cookies).toEqual([
    expect.stringMatching(/^__Host-parley-sso=[\w-]+; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/),
  ]);
  const page = await comeBack(browser, await issuer.approve(url.href));
  expect(page).toMatchObject({ status: 303, headers: { location: "/usage?day=1" } });
  expect((await browser.get("/auth/me")).json).toMatchObject({
    account: { email: "ann@example.com", role: "member" },
    session: { method: "sso:corp" },
    factors: { password: false },
    projects: [{ id: "proj_default", role: "member" }],
  });
});

test("roles follow the groups at each login, and what a person has given stays", async () => {
  const browser = new Browser(served);
  await signOn(browser);
  issuer.person = { ...issuer.person, groups: ["heads"] };
  await signOn(browser);
  const me = (await browser.get("/auth/me")).json as { account: { id: string }; projects: unknown[] };
  expect(me).toMatchObject({ account: { role: "admin" } });
  expect(await served.keys.stores.accounts.people.memberships({ accountId: me.account.id })).toEqual([]);
  issuer.person = { ...issuer.person, groups: [] };
  expect(await signOn(new Browser(served))).toMatchObject(refused);
  // What the provider took is gone in the session that was there before, too.
  expect((await browser.get("/auth/me")).status).toBe(401);
  expect(served.refusals.at(-1)).toMatchObject({ action: "login.failed", reason: "no_role" });
  await served.keys.stores.accounts.people.update(me.account.id, { role: "viewer", roleFrom: null });
  await signOn(browser);
  expect((await browser.get("/auth/me")).json).toMatchObject({ account: { role: "viewer" } });
});

test("a person is issuer and subject: the same address under another subject is somebody else", async () => {
  await signOn();
  issuer.person = { ...issuer.person, sub: "another" };
  expect(await signOn()).toMatchObject(refused);
  expect(served.refusals.at(-1)).toMatchObject({ reason: "email_taken" });
  issuer.person = { ...issuer.person, sub: "ann-1", email: "ann.new@example.com" };
  const browser = new Browser(served);
  await signOn(browser);
  expect((await browser.get("/auth/me")).json).toMatchObject({ account: { email: "ann@example.com" } });
});

test("an account becomes the person's by its address only where the settings say so and the provider has verified it", async () => {
  await join(served, "bob@example.com", "viewer");
  issuer.person = { ...issuer.person, sub: "bob-1", email: "bob@example.com" };
  expect(await signOn()).toMatchObject(refused);
  await served.close();
  served = await serveWith(provider(issuer, { linkByEmail: true }));
  await join(served, "bob@example.com", "viewer");
  for (const verified of [false, "true", undefined]) {
    issuer.person = { ...issuer.person, email_verified: verified };
    expect(await signOn()).toMatchObject(refused);
  }
  issuer.person = { ...issuer.person, email_verified: true };
  const browser = new Browser(served);
  expect(await signOn(browser)).toMatchObject({ status: 303, headers: { location: "/" } });
  // The role was given by hand, and stays.
  expect((await browser.get("/auth/me")).json).toMatchObject({
    account: { role: "viewer" },
    factors: { password: true },
  });
});

test("nobody without a group that is something here gets an account", async () => {
  issuer.person = { ...issuer.person, groups: ["others", "toString"] };
  expect(await signOn()).toMatchObject(refused);
  expect(await served.keys.stores.accounts.people.count()).toBe(0);
});

test("signing on ends the session that the browser had, and a disabled account stays out", async () => {
  const browser = await join(served, "bob@example.com", "viewer");
  const old = browser.secret ?? "";
  await signOn(browser);
  const thief = new Browser(served);
  thief.jar.set("__Host-parley", old);
  expect((await thief.get("/auth/me")).status).toBe(401);
  const { id } = (await browser.get("/auth/me")).json["account"] as { id: string };
  await served.keys.stores.accounts.people.update(id, { disabledAt: 5 });
  expect(await signOn()).toMatchObject(refused);
  expect(served.refusals.at(-1)).toMatchObject({ reason: "account_disabled", who: { id } });
});

test("keys that rotate are found again", async () => {
  await signOn();
  await issuer.rotate({ keep: true });
  // The library asks for keys again at most once a minute; another server asks anew.
  const other = await serveWith(provider(issuer));
  try {
    const browser = new Browser(other);
    const begun = await browser.get("/auth/sso/corp");
    expect(await comeBack(browser, await issuer.approve(String(begun.headers["location"])))).toMatchObject({
      headers: { location: "/" },
    });
  } finally {
    await other.close();
  }
});

const past = Math.floor(Date.now() / 1_000) - 3_600;

describe("what a provider must not say", () => {
  test.each<[string, IssuerFaults]>([
    ["another issuer", { idToken: (claims) => ({ ...claims, iss: "https://evil.example" }) }],
    ["another audience", { idToken: (claims) => ({ ...claims, aud: "somebody-else" }) }],
    [
      "several audiences and another party",
      { idToken: (claims) => ({ ...claims, aud: ["parley", "x"], azp: "x" }) },
    ],
    ["another nonce", { idToken: (claims) => ({ ...claims, nonce: "another" }) }],
    ["no nonce", { idToken: ({ nonce: _nonce, ...claims }) => claims }],
    ["an end in the past", { idToken: (claims) => ({ ...claims, exp: past, iat: past - 300 }) }],
    ["no subject", { idToken: ({ sub: _sub, ...claims }) => claims }],
    ["no signature", { rawToken: unsignedToken }],
    [
      "a signature with the client's secret",
      { rawToken: (claims) => withSecret(claims, issuer.clientSecret) },
    ],
    ["another state", { comeBack: (url) => changed(url, "state", "another") }],
    ["no state", { comeBack: (url) => changed(url, "state", undefined) }],
    ["that another provider answers", { comeBack: (url) => changed(url, "iss", "https://evil.example") }],
    ["no issuer where it promised one", { comeBack: (url) => changed(url, "iss", undefined) }],
    ["an error", { comeBack: (url) => changed(changed(url, "error", "access_denied"), "code", undefined) }],
  ])("%s", async (_what, faults) => {
    issuer.faults = faults;
    const browser = new Browser(served);
    expect(await signOn(browser)).toMatchObject(refused);
    expect(browser.secret).toBeUndefined();
    expect(await served.keys.stores.accounts.people.count()).toBe(0);
    expect(served.refusals.at(-1)).toMatchObject({ action: "login.failed", reason: "sign_on_refused" });
    issuer.faults = {};
    expect(await signOn(browser)).toMatchObject({ headers: { location: "/" } });
  });

  test.each<[string, IssuerFaults]>([
    [
      "a description of another issuer",
      { metadata: (document) => ({ ...document, issuer: "https://evil.example" }) },
    ],
    ["that it is somewhere else", { redirect: "http://127.0.0.1:9/" }],
    ["that it is broken", { status: 500 }],
  ])("%s", async (_what, faults) => {
    issuer.faults = faults;
    const begun = await new Browser(served).get("/auth/sso/corp");
    expect(begun.status).toBe(502);
    expect(begun.cookies).toEqual([]);
    expect(issuer.asked.length).toBe(1);
    await new Browser(served).get("/auth/sso/corp");
    // It is not asked again at once.
    expect(issuer.asked.length).toBe(1);
  });

  test("tokens from elsewhere: a redirect is not followed", async () => {
    const browser = new Browser(served);
    const begun = await browser.get("/auth/sso/corp");
    const back = await issuer.approve(String(begun.headers["location"]));
    issuer.faults = { redirect: "http://127.0.0.1:9/" };
    const page = await comeBack(browser, back);
    expect(page.headers["location"]).toMatch(/^\/sign-in\?error=(refused|unavailable)$/);
    expect(browser.secret).toBeUndefined();
  });
});

describe("the way back", () => {
  test("serves one browser, once", async () => {
    const browser = new Browser(served);
    const begun = await browser.get("/auth/sso/corp");
    const flow = browser.jar.get("__Host-parley-sso") ?? "";
    const back = await issuer.approve(String(begun.headers["location"]));
    expect(await comeBack(new Browser(served), back)).toMatchObject(refused);
    expect(await comeBack(browser, back)).toMatchObject({ headers: { location: "/" } });
    const replay = new Browser(served);
    replay.jar.set("__Host-parley-sso", flow);
    expect(await comeBack(replay, back)).toMatchObject(refused);
    expect(served.refusals.map(({ reason }) => reason)).toEqual(["sign_in_over", "sign_in_over"]);
  });

  test("of one provider is not another's", async () => {
    const second = await MockIssuer.start();
    const both = await serveWith(provider(issuer), provider(second, { name: "other" }));
    try {
      const browser = new Browser(both);
      const begun = await browser.get("/auth/sso/corp");
      const back = await issuer.approve(String(begun.headers["location"]));
      back.pathname = "/auth/sso/other/callback";
      expect(await comeBack(browser, back)).toMatchObject(refused);
      expect(second.asked).not.toContain("/token");
    } finally {
      await both.close();
      await second.close();
    }
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "data:text/html,x",
    "evil",
    "/a b",
    "/x\r\nset-cookie: a=b",
  ])("does not lead to %j", async (path) => {
    const page = await new Browser(served).get(`/auth/sso/corp?return_to=${encodeURIComponent(path)}`);
    expect(page).toMatchObject({ status: 400, json: { error: { param: "return_to" } } });
  });

  test("needs to know where Parley is, and a provider that there is", async () => {
    expect((await new Browser(served).get("/auth/sso/corp", { host: "evil.example" })).status).toBe(400);
    expect((await new Browser(served).get("/auth/sso/nobody")).status).toBe(404);
    expect((await new Browser(served).get("/auth/options")).json).toMatchObject({
      providers: [{ name: "corp", path: "/auth/sso/corp" }],
    });
  });
});

function changed(url: URL, name: string, value: string | undefined): URL {
  const other = new URL(url);
  if (value === undefined) other.searchParams.delete(name);
  else other.searchParams.set(name, value);
  return other;
}

/** The confusion of RFC 8725, section 2.1: a public text taken for a shared secret. */
function withSecret(claims: object, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
