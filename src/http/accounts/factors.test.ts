import { TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Served, serveScripted } from "../serving.fixture.ts";
import { Authenticator, type Flaws } from "./authenticator.fixture.ts";
import { Browser, join, password } from "./browser.fixture.ts";

const email = "ann@example.com";

let served: Served;
let ann: Browser;
beforeEach(async () => {
  served = await serveScripted();
  ann = await join(served, email, "member");
});
afterEach(() => served.close());

describe("an authenticator app", () => {
  /** Sets one up; gives what shows codes, and the recovery codes. */
  async function setUp() {
    const begun = await ann.post("/auth/authenticator_app", {});
    const uri = String(begun.json["uri"]);
    expect(uri).toContain("otpauth://totp/Parley:ann%40example.com?");
    const totp = new TOTP({ secret: String(begun.json["secret"]) });
    // Half a minute may end at any line of a test.
    const used = totp.generate();
    const confirmed = await ann.post("/auth/authenticator_app/confirm", { code: used });
    expect(confirmed.status).toBe(200);
    const at = (seconds: number): string => totp.generate({ timestamp: Date.now() + seconds * 1_000 });
    return { used, at, codes: confirmed.json["codes"] as string[], secret: String(begun.json["secret"]) };
  }
  const login = (code?: string) =>
    new Browser(served).post("/auth/login", { email, password, ...(code !== undefined && { code }) });

  test("is asked for a code at login, and each code works once, and none after a newer one", async () => {
    const { used, at } = await setUp();
    expect((await login()).json).toMatchObject({ error: { code: "code_required" } });
    expect((await login(used)).json).toMatchObject({ error: { code: "login_refused" } });
    expect((await login("000000")).status).toBe(401);
    const next = at(30);
    expect((await login(next)).status).toBe(200);
    expect((await login(next)).status).toBe(401);
    expect((await login(at(-30))).status).toBe(401);
    expect(served.refusals.map(({ reason }) => reason)).toEqual([
      "code_missing",
      ...Array(4).fill("wrong_code"),
    ]);
    expect((await ann.get("/auth/me")).json).toMatchObject({
      factors: { authenticator_app: true, recovery_codes_left: 10 },
    });
  });

  test("a code is asked for only after the right password", async () => {
    await setUp();
    const page = await new Browser(served).post("/auth/login", { email, password: "not the password" });
    expect(page.json).toMatchObject({ error: { code: "login_refused" } });
  });

  test("recovery codes work once each, however they are written, and new ones end them", async () => {
    const { codes } = await setUp();
    expect(new Set(codes).size).toBe(10);
    const [first = "", second = "", third = ""] = codes;
    expect(first).toMatch(/^[0-9A-Za-z]{5}-[0-9A-Za-z]{5}$/);
    const both = await Promise.all([login(first), login(first)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect((await login(second.replace("-", " "))).status).toBe(200);
    const renewed = await ann.post("/auth/authenticator_app/recovery_codes", {});
    expect((renewed.json["codes"] as string[]).length).toBe(10);
    expect((await login(third)).status).toBe(401);
  });

  test("its secret is stored encrypted, and codes as hashes", async () => {
    const { secret, codes } = await setUp();
    const { id } = (await ann.get("/auth/me")).json["account"] as { id: string };
    const app = await served.keys.stores.accounts.factors.codeApp(id);
    expect(app?.sealed.toString("latin1")).not.toContain(secret);
    expect(app?.sealed.length).toBe(20 + 28);
    expect(codes.join("")).not.toContain("=");
  });

  test("does not count until it was confirmed, cannot be replaced in silence, and can be removed", async () => {
    await ann.post("/auth/authenticator_app", {});
    expect((await login()).status).toBe(200);
    expect((await ann.post("/auth/authenticator_app/confirm", { code: "123456" })).status).toBe(401);
    const { at } = await setUp();
    expect((await ann.post("/auth/authenticator_app", {})).status).toBe(409);
    expect((await ann.post("/auth/authenticator_app/remove", { password })).json).toMatchObject({
      error: { code: "code_required" },
    });
    expect((await ann.post("/auth/authenticator_app/remove", { password, code: at(30) })).status).toBe(200);
    expect((await login()).status).toBe(200);
  });

  test("a browser left open cannot change how one signs in", async () => {
    const sessions = served.keys.stores.accounts.sessions;
    const [session] = await sessions.list(
      (await served.keys.stores.accounts.people.findByEmail(email))?.id ?? "",
    );
    if (session === undefined) throw new Error("no session");
    await sessions.end(session.id);
    const { tokenHash } = await import("../../admin/accounts/deps.ts");
    const hash = tokenHash(served.keys.pepper, "session", ann.secret ?? "");
    await sessions.insert({ ...session, createdAt: Date.now() - 3_600_000 }, hash);
    // As another process would tell.
    await served.keys.stores.providerSecrets.remove("nobody");
    const left = await ann.post("/auth/authenticator_app", {});
    expect(left.json).toMatchObject({ error: { code: "sign_in_again" } });
    expect((await ann.post("/auth/passkeys/options", {})).status).toBe(401);
    expect((await ann.post("/auth/authenticator_app", { password: "guess a password" })).status).toBe(401);
    expect((await ann.post("/auth/authenticator_app", { password })).status).toBe(200);
  });
});

describe("a passkey", () => {
  let device: Authenticator;
  beforeEach(() => {
    device = new Authenticator(`http://localhost:${served.port}`);
  });
  type Options = Parameters<Authenticator["create"]>[0];

  async function add(flaws: Flaws = {}) {
    const begun = await ann.post("/auth/passkeys/options", {});
    const credential = device.create(begun.json["options"] as Options, flaws);
    return ann.post("/auth/passkeys", { credential, name: "laptop" });
  }
  async function login(flaws: Flaws = {}, browser = new Browser(served)) {
    const begun = await browser.post("/auth/passkeys/login/options", {});
    const credential = device.get(begun.json["options"] as Options, flaws);
    return browser.post("/auth/passkeys/login", { credential });
  }

  test("is added, signs in without a name or password, is listed and removed", async () => {
    const added = await add();
    expect(added.json).toMatchObject({ object: "passkey", name: "laptop", last_used_at: null });
    const browser = new Browser(served);
    const page = await login({}, browser);
    expect(page.json).toMatchObject({ account: { email }, session: { method: "passkey" } });
    expect((await browser.get("/auth/passkeys")).json).toMatchObject({
      data: [{ id: added.json["id"], last_used_at: expect.any(Number) as number }],
    });
    expect((await browser.post(`/auth/passkeys/${String(added.json["id"])}/remove`)).status).toBe(200);
    expect((await login()).status).toBe(401);
  });

  test.each<[string, Flaws]>([
    ["for another page", { origin: "https://evil.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["to another challenge", { challenge: "AAAA" }],
    ["without a finger or a PIN", { unverified: true }],
    ["of another kind", { type: "webauthn.get" }],
  ])("an answer %s adds none", async (_what, flaws) => {
    expect((await add(flaws)).json).toMatchObject({ error: { code: "login_refused" } });
  });

  test.each<[string, Flaws]>([
    ["for another page", { origin: "https://evil.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["to another challenge", { challenge: "AAAA" }],
    ["without a finger or a PIN", { unverified: true }],
    ["of another kind", { type: "webauthn.create" }],
    ["with another key", { forged: true }],
    ["of a copy that counts behind", { counter: 1 }],
    ["for another person", { userHandle: Buffer.from("user_other").toString("base64url") }],
  ])("an answer %s signs nobody in", async (_what, flaws) => {
    await add();
    expect((await login()).status).toBe(200);
    const page = await login(flaws);
    expect(page).toMatchObject({ status: 401, cookies: [], json: { error: { code: "login_refused" } } });
    expect(served.refusals.at(-1)).toMatchObject({ action: "login.failed", reason: "wrong_passkey" });
    expect((await login()).status).toBe(200);
  });

  test("a challenge serves once, one browser, and its own purpose", async () => {
    await add();
    const browser = new Browser(served);
    const begun = await browser.post("/auth/passkeys/login/options", {});
    const credential = device.get(begun.json["options"] as Options);
    const flow = browser.jar.get("__Host-parley-passkey") ?? "";
    expect((await new Browser(served).post("/auth/passkeys/login", { credential })).status).toBe(401);
    expect((await browser.post("/auth/passkeys/login", { credential })).status).toBe(200);
    device.counter = 1_000;
    const replay = new Browser(served);
    replay.jar.set("__Host-parley-passkey", flow);
    const again = device.get(begun.json["options"] as Options);
    expect((await replay.post("/auth/passkeys/login", { credential: again })).status).toBe(401);
    const other = await ann.post("/auth/passkeys/options", {});
    const wrong = new Browser(served);
    wrong.jar.set("__Host-parley-passkey", ann.jar.get("__Host-parley-passkey") ?? "");
    const { challenge } = other.json["options"] as Options;
    const answer = device.get({ challenge, rpId: "localhost" });
    expect((await wrong.post("/auth/passkeys/login", { credential: answer })).status).toBe(401);
    // Each of the three is in the audit log.
    expect(served.refusals.map(({ action, reason }) => `${action} ${reason}`)).toEqual(
      Array(3).fill("login.failed sign_in_over"),
    );
  });

  test("needs a name for the site, and takes it from the settings or from this machine", async () => {
    const byAddress = { host: `127.0.0.1:${served.port}` };
    expect((await ann.post("/auth/passkeys/login/options", {}, byAddress)).status).toBe(400);
    const elsewhere = { host: "parley.example" };
    expect((await ann.post("/auth/passkeys/login/options", {}, elsewhere)).status).toBe(400);
  });
});
