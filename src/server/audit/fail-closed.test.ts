import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TOTP } from "otpauth";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Authenticator } from "../../http/accounts/authenticator.fixture.ts";
import { Browser, password, signIn } from "../../http/accounts/browser.fixture.ts";
import { accountRoutes, guardedRoutes } from "../../http/access/access-table.fixture.ts";
import { loadSettings } from "../settings/load.ts";
import { type RunningServer, startServer } from "../start.ts";

/** What is written beside deeds and is none: the log itself, counts of tries, times of last use, who runs. */
const beside = new Set([
  "audit_entries",
  "audit_head",
  "login_tries",
  "instances",
  "requests",
  "request_parts",
  "anomalies",
  "anomaly_watch",
]);
const besideColumns = new Set(["last_used_at", "seen_at", "last_seen_at"]);

const email = "ann@example.com";
const folder = mkdtempSync(pathOf(tmpdir(), "parley-closed-"));
let server: RunningServer;
let database: DatabaseSync;
let owner: Browser;
/** Each deed by its route, with whoever does it; what it needs is there. */
const deeds = new Map<string, () => Promise<{ readonly status: number; readonly text: string }>>();

beforeAll(async () => {
  const settings = loadSettings({
    env: { PARLEY_DATA: pathOf(folder, "data"), PARLEY_PORT: "0", PARLEY_CONFIG: "parley.yaml" },
    cwd: folder,
    readFile: () => "providers: { up: { type: openai-compatible, preset: openai, apiKey: stored } }",
  });
  server = await startServer(settings, pino({ level: "silent" }), {});
  database = new DatabaseSync(pathOf(folder, "data/parley.db"));
  owner = new Browser({ port: Number(new URL(server.url).port) });
  await prepare();
}, 60_000);
afterAll(async () => {
  database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function dump(): string {
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !beside.has(name) && !name.startsWith("search_"));
  const rows = tables.map((name) => [
    name,
    database
      .prepare(`select * from ${name}`)
      .all()
      .map((row) => Object.entries(row).filter(([column]) => !besideColumns.has(column))),
  ]);
  return JSON.stringify(rows, (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

const house = "/v1/organization";

async function made(path: string, body: unknown): Promise<Record<string, unknown>> {
  const { status, json, text } = await owner.post(`${house}${path}`, body);
  if (status !== 200) throw new Error(`${path}: ${text}`);
  return json;
}

async function prepare(): Promise<void> {
  const port = Number(new URL(server.url).port);
  await owner.post("/auth/register", { email, name: "Ann", password });
  await signIn(owner, email);
  const { id: project } = await made("/projects", { name: "Ours" });
  const inside = `/projects/${String(project)}`;
  const { id: robot } = await made(`${inside}/service_accounts`, { name: "robot" });
  const key = await made(`${inside}/api_keys`, { name: "key" });
  const turned = await made(`${inside}/api_keys`, { name: "turned" });
  await made(`${inside}/api_keys/${String(turned["id"])}/rotate`, {});
  const adminKey = await made("/admin_api_keys", { name: "admin" });
  const turnedAdmin = await made("/admin_api_keys", { name: "turned" });
  await made(`/admin_api_keys/${String(turnedAdmin["id"])}/rotate`, {});
  const bob = new Browser({ port });
  const invite = await made("/invites", { email: "bob@example.com", role: "member" });
  const registration = { email: "bob@example.com", name: "Bob", password, invite: invite["token"] };
  expect((await bob.post("/auth/register", registration)).status).toBe(200);
  await signIn(bob, "bob@example.com");
  const { account } = (await bob.get("/auth/me")).json as unknown as { account: { id: string } };
  await made(`${inside}/users`, { user_id: account.id, role: "member" });
  const open = await made("/invites", { email: "eve@example.com", role: "member" });
  await made("/providers/up/key", { key: "sk-first-0123456789" });
  const budget = await made("/budgets", { subject: "installation", per: "month", unit: "micros", amount: 9 });
  const limit = await made("/limits", { subject: "installation", kind: "concurrent_calls", amount: 900 });
  await prepareOwnDeeds({ port, bob });

  const eve = { email: "eve@example.com", name: "Eve", password, invite: open["token"] };
  deed("POST /auth/register", () => new Browser({ port }).post("/auth/register", eve));
  const posts: readonly (readonly [route: string, path: string, body?: unknown])[] = [
    ["/projects", "/projects", { name: "Another" }],
    ["/projects/:project", inside, { name: "Renamed" }],
    ["/projects/:project/archive", `${inside}/archive`],
    ["/projects/:project/memory", `${inside}/memory`, { policy: "recall" }],
    ["/projects/:project/service_accounts", `${inside}/service_accounts`, { name: "second" }],
    [
      "/projects/:project/service_accounts/:account",
      `${inside}/service_accounts/${String(robot)}`,
      { name: "r2" },
    ],
    [
      "/projects/:project/service_accounts/:account/api_keys",
      `${inside}/service_accounts/${String(robot)}/api_keys`,
      { name: "k" },
    ],
    ["/projects/:project/api_keys", `${inside}/api_keys`, { name: "k" }],
    ["/projects/:project/api_keys/:key", `${inside}/api_keys/${String(key["id"])}`, { name: "k2" }],
    ["/projects/:project/api_keys/:key/rotate", `${inside}/api_keys/${String(key["id"])}/rotate`, {}],
    [
      "/projects/:project/api_keys/:key/end_rotation",
      `${inside}/api_keys/${String(turned["id"])}/end_rotation`,
    ],
    [
      "/projects/:project/rate_limits/:limit",
      `${inside}/rate_limits/rl-${String(project)}`,
      { max_requests_per_1_minute: 7 },
    ],
    ["/projects/:project/users", `${inside}/users`, { user_id: account.id, role: "viewer" }],
    ["/projects/:project/users/:user", `${inside}/users/${account.id}`, { role: "viewer" }],
    ["/users/:user", `/users/${account.id}`, { role: "viewer" }],
    ["/invites", "/invites", { email: "joe@example.com", role: "viewer" }],
    ["/admin_api_keys", "/admin_api_keys", { name: "k" }],
    ["/admin_api_keys/:key", `/admin_api_keys/${String(adminKey["id"])}`, { name: "k2" }],
    ["/admin_api_keys/:key/rotate", `/admin_api_keys/${String(adminKey["id"])}/rotate`, {}],
    ["/admin_api_keys/:key/end_rotation", `/admin_api_keys/${String(turnedAdmin["id"])}/end_rotation`],
    ["/providers/:name/key", "/providers/up/key", { key: "sk-second-0123456789" }],
    ["/budgets", "/budgets", { subject: "installation", per: "day", unit: "tokens", amount: 9 }],
    ["/budgets/:budget", `/budgets/${String(budget["id"])}`, { amount: 10 }],
    ["/limits", "/limits", { subject: "installation", kind: "requests_per_minute", amount: 900 }],
  ];
  for (const [route, path, body] of posts)
    deed(`POST ${house}${route}`, () => owner.post(`${house}${path}`, body ?? {}));
  const removals: readonly (readonly [route: string, path: string])[] = [
    ["/projects/:project/service_accounts/:account", `${inside}/service_accounts/${String(robot)}`],
    ["/projects/:project/api_keys/:key", `${inside}/api_keys/${String(key["id"])}`],
    ["/projects/:project/users/:user", `${inside}/users/${account.id}`],
    ["/users/:user/sessions", `/users/${account.id}/sessions`],
    ["/users/:user", `/users/${account.id}`],
    ["/invites/:invite", `/invites/${String(open["id"])}`],
    ["/admin_api_keys/:key", `/admin_api_keys/${String(adminKey["id"])}`],
    ["/providers/:name/key", "/providers/up/key"],
    ["/budgets/:budget", `/budgets/${String(budget["id"])}`],
    ["/limits/:bound", `/limits/${String(limit["id"])}`],
  ];
  for (const [route, path] of removals)
    deed(`DELETE ${house}${route}`, () => owner.ask("DELETE", `${house}${path}`));
}

function deed(route: string, run: () => Promise<{ readonly status: number; readonly text: string }>): void {
  deeds.set(route, run);
}

/** Of people with their own accounts. */
async function prepareOwnDeeds({
  port,
  bob,
}: {
  readonly port: number;
  readonly bob: Browser;
}): Promise<void> {
  type Options = Parameters<Authenticator["create"]>[0];
  const device = new Authenticator(`http://localhost:${port}`);
  const create = async (): Promise<object> =>
    device.create((await owner.post("/auth/passkeys/options")).json["options"] as Options);
  const passkey = await owner.post("/auth/passkeys", { credential: await create(), name: "laptop" });
  const second = await owner.post("/auth/passkeys/options");
  const credential = new Authenticator(`http://localhost:${port}`).create(second.json["options"] as Options);
  const comer = new Browser({ port });
  const login = await comer.post("/auth/passkeys/login/options");
  const answer = device.get(login.json["options"] as Options);
  const begun = await bob.post("/auth/authenticator_app");
  const totp = new TOTP({ secret: String(begun.json["secret"]) });
  const ownApp = await owner.post("/auth/authenticator_app");
  const ownTotp = new TOTP({ secret: String(ownApp.json["secret"]) });
  expect((await owner.post("/auth/authenticator_app/confirm", { code: ownTotp.generate() })).status).toBe(
    200,
  );
  const sessions = (await bob.get("/auth/sessions")).json["data"] as { id: string }[];

  deed("POST /auth/login", () =>
    new Browser({ port }).post("/auth/login", { email: "bob@example.com", password }),
  );
  deed("POST /auth/passkeys/login", () => comer.post("/auth/passkeys/login", { credential: answer }));
  deed("POST /auth/passkeys", () => owner.post("/auth/passkeys", { credential, name: "phone" }));
  deed("POST /auth/passkeys/:passkey/remove", () =>
    owner.post(`/auth/passkeys/${String(passkey.json["id"])}/remove`),
  );
  deed("POST /auth/password", () =>
    bob.post("/auth/password", { current_password: password, new_password: "staple of another kind" }),
  );
  deed("POST /auth/authenticator_app/confirm", () =>
    bob.post("/auth/authenticator_app/confirm", { code: totp.generate() }),
  );
  deed("POST /auth/authenticator_app/recovery_codes", () =>
    owner.post("/auth/authenticator_app/recovery_codes"),
  );
  deed("POST /auth/authenticator_app/remove", () => owner.post("/auth/authenticator_app/remove"));
  deed("DELETE /auth/sessions/:session", () => bob.ask("DELETE", `/auth/sessions/${sessions[0]?.id}`));
  deed("DELETE /auth/sessions", () => bob.ask("DELETE", "/auth/sessions"));
  deed("POST /auth/logout", () => bob.post("/auth/logout"));
}

/** What changes nothing of the house, each for a reason. */
const harmless = new Set([
  // Opens nothing until it is confirmed, and that is written down.
  "POST /auth/authenticator_app",
  // What a browser keeps until the second step.
  "POST /auth/passkeys/options",
  // Only looks.
  "POST /v1/organization/audit_logs/verify",
  "POST /v1/organization/settings/check",
  // Files, not rows: their tests have this case.
  "POST /v1/models/pull",
  "DELETE /v1/models/*",
  "POST /v1/organization/settings",
  "POST /v1/organization/settings/providers",
]);

test("every route that changes the house is tried here", () => {
  const changing = [
    ...Object.entries(guardedRoutes).flatMap(([route, [, action]]) => (action === undefined ? [] : [route])),
    ...accountRoutes,
  ].filter((route) => !route.startsWith("GET ") && !harmless.has(route));
  expect(changing.filter((route) => !deeds.has(route))).toEqual([]);
});

test("while the audit log cannot be written nothing changes, and nobody is told that it did", async () => {
  database.exec(
    "create trigger no_entries before insert on audit_entries begin select raise(abort, 'no entries'); end",
  );
  let before = dump();
  const slips: string[] = [];
  for (const [route, run] of deeds) {
    const { status, text } = await run();
    if (status !== 503) slips.push(`${route}: ${status} ${text}`);
    const after = dump();
    if (after !== before) slips.push(`${route} has changed something`);
    before = after;
  }
  expect(slips).toEqual([]);
  // And each would have: it was refused for no other reason.
  database.exec("drop trigger no_entries");
  const refused: string[] = [];
  for (const route of ["POST /v1/organization/users/:user", "POST /auth/authenticator_app/remove"]) {
    const { status, text } = (await deeds.get(route)?.()) ?? { status: 0, text: "" };
    if (status !== 200) refused.push(`${route}: ${text}`);
  }
  expect(refused).toEqual([]);
}, 60_000);
