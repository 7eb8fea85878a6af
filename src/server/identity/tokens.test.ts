import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings } from "../settings/load.ts";
import type { SettingsInput } from "../settings/schema.ts";
import { startServer } from "../start.ts";
import { MockIssuer } from "./mock-issuer.fixture.ts";

const us = "https://parley.example";

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-tokens-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string, input: SettingsInput = {}) {
  const env = { PARLEY_DATA: folder, PARLEY_PORT: "0" };
  const noFile = (): never => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const settings = loadSettings({ env, cwd: folder, readFile: noFile, input });
  const server = await startServer(settings, pino({ level: "silent" }), env);
  onTestFinished(() => server.stop());
  const ask = (path: string, token: string): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { server, ask };
}

async function issuer(): Promise<MockIssuer> {
  const made = await MockIssuer.start();
  onTestFinished(() => made.close());
  return made;
}

/** The id of the first project. */
async function projectOf(folder: string): Promise<{ readonly project: string; readonly key: string }> {
  const { server, ask } = await start(folder);
  const key = server.firstKey?.reveal() ?? "";
  const { data } = (await (await ask("/v1/organization/projects", key)).json()) as { data: { id: string }[] };
  await server.stop();
  return { project: data[0]?.id ?? "", key };
}

const soon = { timeout: 5_000, interval: 50 };

async function accessToken(idp: MockIssuer, more: object = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: idp.url, aud: us, sub: "ann", client_id: "app", jti: String(Math.random()) };
  return idp.sign({ ...claims, iat: now, exp: now + 300, ...more }, { typ: "at+jwt" });
}

test("tokens of an issuer that is found by its metadata are taken, as its keys change", async () => {
  const folder = dataFolder();
  const { project } = await projectOf(folder);
  const idp = await issuer();
  const issuers = [
    { issuer: idp.url, audience: us, allowHttp: true, grants: [{ project, scopes: ["models"] }] },
  ];
  const { ask } = await start(folder, { tokens: { address: us, issuers } } as SettingsInput);
  expect((await ask("/v1/models", await accessToken(idp))).status).toBe(200);
  expect((await ask("/v1/models", await accessToken(idp))).status).toBe(200);
  expect(idp.asked.filter((path) => path === "/jwks")).toHaveLength(1);
  const narrow = await ask("/v1/organization/projects", await accessToken(idp));
  expect(narrow.status).toBe(403);
  expect(narrow.headers.get("www-authenticate")).toBe(
    `Bearer realm="parley", resource_metadata="${us}/.well-known/oauth-protected-resource", error="insufficient_scope", scope="admin"`,
  );
  for (const token of [
    await idp.sign({ iss: idp.url, sub: "ann" }),
    await accessToken(idp, { aud: idp.clientId }),
    await accessToken(idp, { iss: "https://elsewhere.example" }),
  ]) {
    const refused = await ask("/v1/models", token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toBe(
      `Bearer realm="parley", resource_metadata="${us}/.well-known/oauth-protected-resource", error="invalid_token"`,
    );
  }
  // Its keys have just been read: a new one is not known for a minute, and nothing breaks.
  await idp.rotate();
  expect((await ask("/v1/models", await accessToken(idp))).status).toBe(401);
  expect(idp.asked.filter((path) => path === "/jwks")).toHaveLength(1);
});

test.each<[string, (idp: MockIssuer) => void]>([
  ["fails", (idp) => (idp.faults = { status: 500 })],
  ["sends us elsewhere", (idp) => (idp.faults = { redirect: "http://127.0.0.1:9/jwks" })],
  [
    "describes another issuer",
    (idp) => (idp.faults = { metadata: (all) => ({ ...all, issuer: "https://x.example" }) }),
  ],
  [
    "names its keys by another scheme",
    (idp) => (idp.faults = { metadata: (all) => ({ ...all, jwks_uri: "file:///etc/passwd" }) }),
  ],
])("an issuer that %s is unavailable, and nobody is let in", async (_name, spoil) => {
  const folder = dataFolder();
  const { project } = await projectOf(folder);
  const idp = await issuer();
  spoil(idp);
  const issuers = [{ issuer: idp.url, audience: us, allowHttp: true, grants: [{ project }] }];
  const { ask } = await start(folder, { tokens: { address: us, issuers } } as SettingsInput);
  const refused = await ask("/v1/models", await accessToken(idp));
  expect(refused.status).toBe(503);
  expect(JSON.stringify(await refused.json())).not.toContain(idp.url);
});

test("a token of one server is good at another one beside it, and revoked there within a moment", async () => {
  const folder = dataFolder();
  const address = { tokens: { address: us } };
  const one = await start(folder, address);
  const two = await start(folder, address);
  const admin = one.server.firstKey?.reveal() ?? "";
  const { data } = (await (await one.ask("/v1/organization/admin_api_keys", admin)).json()) as {
    data: { id: string }[];
  };
  const client = { client_id: data[0]?.id ?? "", client_secret: admin };
  const post = (path: string, form: Record<string, string>): Promise<Response> =>
    fetch(`${one.server.url}${path}`, { method: "POST", body: new URLSearchParams({ ...client, ...form }) });
  const issued = await post("/oauth/token", { grant_type: "client_credentials", scope: "models" });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  expect((await two.ask("/v1/models", token)).status).toBe(200);
  expect((await post("/oauth/revoke", { token })).status).toBe(200);
  expect((await one.ask("/v1/models", token)).status).toBe(401);
  await expect.poll(async () => (await two.ask("/v1/models", token)).status, soon).toBe(401);
});

test("without a key programs are told where to learn how to get a token", async () => {
  const { server } = await start(dataFolder());
  const refused = await fetch(`${server.url}/v1/models`);
  const where = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "")?.[1] ?? "";
  expect(where).toBe(`${server.url}/.well-known/oauth-protected-resource`);
  const resource = (await (await fetch(where)).json()) as {
    resource: string;
    authorization_servers: string[];
  };
  expect(resource.resource).toBe(server.url);
  const [first = ""] = resource.authorization_servers;
  const metadata = await (await fetch(`${first}/.well-known/oauth-authorization-server`)).json();
  expect(metadata).toMatchObject({ issuer: first, token_endpoint: `${server.url}/oauth/token` });
});
