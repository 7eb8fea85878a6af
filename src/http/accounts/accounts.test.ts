import { afterEach, beforeEach, expect, test } from "vitest";
import { createRecovery } from "../../admin/accounts/change-password.ts";
import { createKey } from "../../admin/keys.ts";
import { defaultProject } from "../../admin/projects.ts";
import { operator } from "../../spec/actor.ts";
import { type Served, serveScripted, usualAccounts } from "../serving.fixture.ts";
import { Browser, join, password, signIn } from "./browser.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const first = { email: "ann@example.com", name: "Ann", password };

/** The first account, of whoever sits at the machine. */
async function begin(): Promise<Browser> {
  const browser = new Browser(served);
  expect(await browser.post("/auth/register", first)).toMatchObject({ status: 200 });
  await signIn(browser, first.email);
  return browser;
}

test("the first account is the owner, signs in with a cookie that no page reads, and is told what it may do", async () => {
  const browser = new Browser(served);
  expect((await browser.get("/auth/options")).json).toMatchObject({ registration: "first", providers: [] });
  expect((await browser.post("/auth/register", first)).json).toEqual({
    object: "registration",
    email: first.email,
  });
  const page = await browser.post("/auth/login", { email: "ANN@example.com", password });
  expect(page.json).toMatchObject({
    object: "login",
    account: { role: "owner" },
    session: { current: true },
  });
  expect(page.cookies).toEqual([
    expect.stringMatching(
      /^__Host-parley=[\w-]{43}; Path=\/; Max-Age=7200; Secure; HttpOnly; SameSite=Strict$/,
    ),
    expect.stringMatching(
      /^__Host-parley-browser=[\w-]{59}; Path=\/; Max-Age=31536000; Secure; HttpOnly; SameSite=Strict$/,
    ),
  ]);
  expect(page.text).not.toContain(browser.secret);
  const me = await browser.get("/auth/me");
  expect(me.json).toMatchObject({
    object: "me",
    account: { email: first.email },
    factors: { password: true, authenticator_app: false, passkeys: 0 },
    projects: [{ can: { "key.create": true } }],
    can: { "user.update": true, "project.create": true },
  });
  expect((await browser.get("/auth/options")).json).toMatchObject({ registration: "invitation" });
});

test("of two who register first at once, one is the owner and the other needs an invitation", async () => {
  const both = ["a", "b"].map((name) =>
    new Browser(served).post("/auth/register", { ...first, email: `${name}@example.com` }),
  );
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 403]);
  expect(await served.keys.stores.accounts.people.list()).toMatchObject([{ role: "owner" }]);
});

test.each([
  ["through a proxy", { "x-forwarded-for": "203.0.113.7" }],
  ["for another name", { host: "parley.example" }],
])("the first account is not made %s", async (_how, headers) => {
  expect((await new Browser(served).post("/auth/register", first, headers)).status).toBe(403);
  expect(await served.keys.stores.accounts.people.count()).toBe(0);
});

test.each([
  ["https://parley.example", 403],
  ["http://localhost:4242", 200],
])("where the console is at %s, a proxy that says nothing makes nobody the owner", async (origin, status) => {
  const accounts = { ...usualAccounts, origin };
  const behind = await serveScripted(undefined, {}, { accounts });
  try {
    // As a proxy on the same machine passes it on that sets no header: its own address, and the name it calls.
    const headers = { host: `localhost:${behind.port}`, origin };
    expect((await new Browser(behind).post("/auth/register", first, headers)).status).toBe(status);
  } finally {
    await behind.close();
  }
});

test("who comes from elsewhere is no owner, also when everybody else has gone meanwhile", async () => {
  const open = await serveScripted(undefined, {}, { accounts: { ...usualAccounts, registration: "open" } });
  try {
    await join(open, "bob@example.com", "viewer");
    const { people } = open.keys.stores.accounts;
    const [bob] = await people.list();
    // Gone while the stranger's password is hashed.
    const { hash } = open.passwords;
    open.passwords.hash = async (given) => {
      await people.remove(bob?.id ?? "");
      return hash(given);
    };
    const stranger = { "x-forwarded-for": "203.0.113.7" };
    expect((await new Browser(open).post("/auth/register", first, stranger)).status).toBe(403);
    expect(await people.list()).toEqual([]);
  } finally {
    await open.close();
  }
});

test("an invitation works once, for its address, and gives what it says", async () => {
  const owner = await begin();
  const { id: project } = await defaultProject(served.keys);
  const made = await owner.post("/v1/organization/invites", {
    email: "bob@example.com",
    role: "reader",
    projects: [{ id: project, role: "member" }],
  });
  expect(made.json).toMatchObject({ status: "pending", role: "viewer", can: { remove: true } });
  const invite = String(made.json["token"]);
  const bob = new Browser(served);
  const given = { name: "Bob", password, invite };
  expect((await bob.post("/auth/register", { ...given, email: "eve@example.com" })).status).toBe(400);
  expect((await bob.post("/auth/register", { ...given, email: "bob@example.com" })).status).toBe(200);
  const again = await new Browser(served).post("/auth/register", { ...given, email: "bob@example.com" });
  expect(again.status).toBe(400);
  const open = await owner.post("/v1/organization/invites", { email: "joe@example.com", role: "viewer" });
  const joe = { name: "Joe", invite: String(open.json["token"]), email: "joe@example.com" };
  const atOnce = ["one password of two", "the other password"].map((each) =>
    new Browser(served).post("/auth/register", { ...joe, password: each }),
  );
  expect((await Promise.all(atOnce)).map(({ status }) => status).toSorted()).toEqual([200, 400]);
  await signIn(bob, "bob@example.com");
  expect((await bob.get("/auth/me")).json).toMatchObject({
    account: { role: "viewer" },
    projects: [{ id: project, role: "member" }],
    can: { "user.read": true, "user.update": false },
  });
  const listed = await owner.get("/v1/organization/invites");
  expect(listed.json).toMatchObject({ data: [{ status: "accepted", can: { remove: false } }, {}] });
  expect(listed.text).not.toContain(invite);
});

test("without an invitation nobody registers, and where it is open the answer says nothing of who is there", async () => {
  await begin();
  const given = { email: "new@example.com", name: "N", password };
  expect((await new Browser(served).post("/auth/register", given)).status).toBe(403);
  expect(served.refusals.at(-1)).toMatchObject({ action: "login.failed", reason: "registration_refused" });
  const open = await serveScripted(
    undefined,
    {},
    {
      accounts: { registration: "open", newcomerRole: "member", sessionIdleMs: 1e6, sessionMostMs: 1e6 },
    },
  );
  try {
    await new Browser(open).post("/auth/register", first);
    const fresh = await new Browser(open).post("/auth/register", given);
    const taken = await new Browser(open).post("/auth/register", { ...given, email: first.email });
    expect([fresh.status, fresh.json["object"]]).toEqual([taken.status, taken.json["object"]]);
    expect(await open.keys.stores.accounts.people.count()).toBe(2);
    const browser = new Browser(open);
    await signIn(browser, given.email);
    expect((await browser.get("/auth/me")).json).toMatchObject({ projects: [{ role: "member" }] });
  } finally {
    await open.close();
  }
});

test("a wrong password, an unknown address and a disabled account look the same", async () => {
  const owner = await begin();
  await join(served, "bob@example.com");
  const bob = (await served.keys.stores.accounts.people.findByEmail("bob@example.com"))?.id ?? "";
  expect((await owner.post(`/v1/organization/users/${bob}`, { disabled: true })).status).toBe(200);
  const tries = [
    { email: first.email, password: "something else" },
    { email: "nobody@example.com", password },
    { email: "bob@example.com", password },
  ];
  const pages = [];
  for (const given of tries) pages.push(await new Browser(served).post("/auth/login", given));
  expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(pages[0]).toMatchObject({ status: 401, json: { error: { code: "login_refused" } }, cookies: [] });
  expect(served.refusals.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
    "login.failed wrong_password",
    "login.failed wrong_password",
    "login.failed account_disabled",
  ]);
});

test("signing in gives a new session and ends the old one; signing out ends it", async () => {
  const browser = await begin();
  const old = browser.secret ?? "";
  await signIn(browser, first.email);
  expect(browser.secret).not.toBe(old);
  const thief = new Browser(served);
  thief.jar.set("__Host-parley", old);
  expect((await thief.get("/auth/me")).json).toMatchObject({ error: { code: "session_ended" } });
  thief.jar.set("__Host-parley", browser.secret ?? "");
  expect((await thief.get("/auth/me")).status).toBe(200);
  expect((await browser.post("/auth/logout")).status).toBe(200);
  expect(browser.secret).toBeUndefined();
  expect((await thief.get("/auth/me")).status).toBe(401);
});

test("sessions are listed and ended, one's own and by an administrator, and nobody else's", async () => {
  const owner = await begin();
  const bob = await join(served, "bob@example.com");
  const second = new Browser(served);
  await signIn(second, "bob@example.com");
  const list = (await bob.get("/auth/sessions")).json["data"] as { id: string; current: boolean }[];
  expect(list.map(({ current }) => current).toSorted()).toEqual([false, true]);
  const other = list.find(({ current }) => !current)?.id ?? "";
  const [mine] = (await owner.get("/auth/sessions")).json["data"] as { id: string }[];
  expect((await bob.ask("DELETE", `/auth/sessions/${mine?.id}`)).status).toBe(404);
  expect((await bob.ask("DELETE", `/auth/sessions/${other}`)).json).toMatchObject({ ended: 1 });
  expect((await second.get("/auth/me")).status).toBe(401);
  const { id } = (await bob.get("/auth/me")).json["account"] as { id: string };
  expect((await bob.ask("DELETE", `/v1/organization/users/${id}/sessions`)).status).toBe(403);
  expect((await owner.ask("DELETE", `/v1/organization/users/${id}/sessions`)).json).toMatchObject({
    ended: 1,
  });
  expect((await bob.get("/auth/me")).status).toBe(401);
});

test("another password ends all other sessions, and the old one works no more", async () => {
  const browser = await begin();
  const other = new Browser(served);
  await signIn(other, first.email);
  const next = "staple of another kind";
  const wrong = { current_password: "not this one!", new_password: next };
  expect((await browser.post("/auth/password", wrong)).status).toBe(401);
  const weak = { current_password: password, new_password: "ann@example.com" };
  expect((await browser.post("/auth/password", weak)).json.error).toMatchObject({ code: "invalid_value" });
  expect(
    (await browser.post("/auth/password", { current_password: password, new_password: next })).status,
  ).toBe(200);
  expect((await browser.get("/auth/me")).status).toBe(200);
  expect((await other.get("/auth/me")).status).toBe(401);
  expect((await other.post("/auth/login", { email: first.email, password })).status).toBe(401);
  expect((await other.post("/auth/login", { email: first.email, password: next })).status).toBe(200);
});

test("a recovery link works once, within its time, and signs nobody in", async () => {
  const browser = await begin();
  const next = "staple of another kind";
  const earlier = await createRecovery(served.keys, operator, { user: first.email });
  const { token } = await createRecovery(served.keys, operator, { user: first.email });
  const stranger = new Browser(served);
  const use = (text: string) => stranger.post("/auth/recover", { token: text, password: next });
  expect((await use(earlier.token.reveal())).status).toBe(400);
  expect((await use("x".repeat(43))).status).toBe(400);
  expect(served.refusals.map(({ reason }) => reason)).toEqual(["recovery_refused", "recovery_refused"]);
  expect((await stranger.post("/auth/recover", { token: token.reveal(), password: "short" })).status).toBe(
    400,
  );
  const used = await use(token.reveal());
  expect(used).toMatchObject({ status: 200, cookies: [] });
  expect((await use(token.reveal())).status).toBe(400);
  expect((await browser.get("/auth/me")).status).toBe(401);
  expect((await browser.post("/auth/login", { email: first.email, password: next })).status).toBe(200);
});

test("guesses are counted beforehand: of thirty at once only some are looked at", async () => {
  const browser = await begin();
  const guesses = Array.from({ length: 30 }, () =>
    new Browser(served).post("/auth/login", { email: first.email, password: "a wrong guess" }),
  );
  const pages = await Promise.all(guesses);
  const looked = pages.filter(({ status }) => status === 401).length;
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThanOrEqual(11);
  const refused = pages.filter(({ status }) => status === 429);
  expect(refused.length + looked).toBe(30);
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  const unknown = await new Browser(served).post("/auth/login", { email: "no@example.com", password });
  expect([401, 429]).toContain(unknown.status);
  expect(served.refusals.map(({ reason }) => reason)).toContain("too_many_tries");
  // Who is in stays in.
  expect((await browser.get("/auth/me")).status).toBe(200);
});

test("strangers from everywhere keep nobody out of a browser in which that person has signed in before", async () => {
  const browser = await begin();
  await browser.post("/auth/logout");
  // More than an account, and an address, have for all strangers together.
  for (let round = 0; round < 30; round++)
    await new Browser(served).post("/auth/login", { email: first.email, password: "a wrong guess" });
  const login = (from: Browser, given = password) =>
    from.post("/auth/login", { email: first.email, password: given });
  expect((await login(new Browser(served))).status).toBe(429);
  expect((await login(browser)).status).toBe(200);
  // It is for one account, opens nothing, and is counted as well.
  const thief = new Browser(served);
  thief.jar.set("__Host-parley-browser", browser.jar.get("__Host-parley-browser") ?? "");
  expect((await thief.post("/auth/login", { email: "bob@example.com", password })).status).toBe(429);
  expect((await thief.get("/auth/me")).status).toBe(401);
  const statuses: number[] = [];
  for (let round = 0; round < 15; round++) statuses.push((await login(thief, "a wrong guess")).status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(11);
  expect(statuses.at(-1)).toBe(429);
  // Made up, it is as if it were not there.
  thief.jar.set("__Host-parley-browser", "A".repeat(59));
  expect((await login(thief)).status).toBe(429);
  // And changing the password needs no stranger's leave.
  const next = { current_password: password, new_password: "staple of another kind" };
  expect((await browser.post("/auth/password", next)).status).toBe(200);
});

test("who is signed in asks models in a project of theirs, and a viewer does not", async () => {
  await begin();
  const { id: project } = await defaultProject(served.keys);
  const other = { id: "proj_other", name: "Other", createdAt: 5 };
  await served.keys.stores.projects.insert({ ...other, createdAt: Date.now() });
  const bob = await join(served, "bob@example.com", undefined, [{ id: project, role: "member" }]);
  const eve = await join(served, "eve@example.com", undefined, [{ id: project, role: "viewer" }]);
  const call = { model: "m", messages: [{ role: "user", content: "Hi" }] };
  expect((await bob.post("/v1/chat/completions", call)).status).toBe(200);
  expect((await bob.post("/v1/chat/completions", call, { "openai-project": other.id })).status).toBe(404);
  expect((await eve.post("/v1/chat/completions", call)).status).toBe(403);
  expect((await eve.get("/v1/models")).status).toBe(200);
  const nobody = await join(served, "nobody@example.com");
  expect((await nobody.post("/v1/chat/completions", call)).status).toBe(403);
  expect((await nobody.get("/auth/me")).json).toMatchObject({ projects: [] });
});

test("who is disabled is out at once, and so are the person's own keys", async () => {
  const owner = await begin();
  const { id: projectId } = await defaultProject(served.keys);
  const bob = await join(served, "bob@example.com", "member");
  const { id } = (await bob.get("/auth/me")).json["account"] as { id: string };
  const made = await createKey(served.keys, operator, {
    projectId,
    name: "bob's",
    owner: { type: "account", id },
  });
  const authorization = `Bearer ${made.secret.reveal()}`;
  const byKey = () => new Browser(served).get("/v1/models", { authorization });
  expect((await byKey()).status).toBe(200);
  expect((await owner.post(`/v1/organization/users/${id}`, { disabled: true })).json).toMatchObject({
    disabled_at: expect.any(Number) as number,
  });
  expect((await bob.get("/auth/me")).status).toBe(401);
  expect((await byKey()).status).toBe(401);
  expect((await bob.post("/auth/login", { email: "bob@example.com", password })).status).toBe(401);
  await owner.post(`/v1/organization/users/${id}`, { disabled: false });
  expect((await bob.post("/auth/login", { email: "bob@example.com", password })).status).toBe(200);
  expect((await byKey()).status).toBe(401);
});
