import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
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

test("by an idempotency key nobody gets an answer of a model that is not his, also of those who share limits", async () => {
  const folder = dataFolder();
  const { project } = await projectOf(folder);
  const idp = await issuer();
  const grants = [
    { when: { tier: "one" }, project, models: ["rehearsal"] },
    { when: { tier: "other" }, project, models: ["none"] },
  ];
  const issuers = [{ issuer: idp.url, audience: us, allowHttp: true, grants }];
  const { server } = await start(folder, { tokens: { address: us, issuers } } as SettingsInput);
  const ask = async (claims: object) =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await accessToken(idp, claims)}`,
        "content-type": "application/json",
        "idempotency-key": "shared",
      },
      body: JSON.stringify({ model: "rehearsal", messages: [{ role: "user", content: "hi" }] }),
    });
  expect((await ask({ tier: "one" })).status).toBe(200);
  const again = await ask({ tier: "one" });
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  expect((await ask({ tier: "other", sub: "bob" })).status).toBe(422);
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

describe("tokens that their issuer alone can read", () => {
  const token = "2YotnFZFEjr1zCsicMWpAA";

  async function opaque(clientSecret?: string) {
    const folder = dataFolder();
    const { project, key } = await projectOf(folder);
    const idp = await issuer();
    idp.opaque.set(token, { aud: us, sub: "ann", client_id: "app", scope: "models" });
    const introspection = {
      endpoint: `${idp.url}/introspect`,
      clientId: idp.clientId,
      clientSecret: new Secret(clientSecret ?? idp.clientSecret),
    };
    const grants = [{ project, scopes: ["models"] }];
    const issuers = [{ issuer: idp.url, audience: us, allowHttp: true, introspection, grants }];
    return { idp, key, ...(await start(folder, { tokens: { address: us, issuers } } as SettingsInput)) };
  }

  test("are taken as it says, and keys are shown to nobody", async () => {
    const { idp, ask, key } = await opaque();
    expect((await ask("/v1/models", token)).status).toBe(200);
    expect((await ask("/v1/organization/projects", token)).status).toBe(403);
    const asked = [...idp.asked];
    expect(asked).toEqual(["/introspect"]);
    expect((await ask("/v1/models", key)).status).toBe(200);
    expect((await ask("/v1/models", "sk-parley-nonsense-0123456789")).status).toBe(401);
    expect(idp.asked).toEqual(asked);
    const refused = await ask("/v1/models", `${token}x`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect(await refused.text()).not.toContain(token);
  });

  test.each<[string, (idp: MockIssuer) => void, string?]>([
    ["fails", (idp) => (idp.faults = { status: 500 })],
    ["sends us elsewhere", (idp) => (idp.faults = { redirect: "http://127.0.0.1:9/introspect" })],
    ["does not know us", () => undefined, "another secret"],
  ])("are refused with 503 where it %s", async (_name, spoil, secret) => {
    const { idp, ask } = await opaque(secret);
    spoil(idp);
    const refused = await ask("/v1/models", token);
    expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([503, 5]);
    const text = await refused.text();
    for (const never of [idp.url, token, idp.clientSecret]) expect(text).not.toContain(never);
  });
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

test("a token that is revoked ends the answers that it began, here and on a server beside it, and no others", async () => {
  const folder = dataFolder();
  const address = { tokens: { address: us } };
  const [one, two] = [await start(folder, address), await start(folder, address)];
  const secret = one.server.firstKey?.reveal() ?? "";
  const { data } = (await (await one.ask("/v1/organization/admin_api_keys", secret)).json()) as {
    data: { id: string }[];
  };
  const postForm = (path: string, form: Record<string, string>) =>
    fetch(`${one.server.url}${path}`, {
      method: "POST",
      body: new URLSearchParams({ client_id: data[0]?.id ?? "", client_secret: secret, ...form }),
    });
  const newToken = async () => {
    const reply = await postForm("/oauth/token", { grant_type: "client_credentials" });
    return ((await reply.json()) as { access_token: string }).access_token;
  };
  const stream = async (url: string, credential: string, headers: object = {}) => {
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${credential}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({
        model: "rehearsal-slow",
        stream: true,
        messages: [{ role: "user", content: "word ".repeat(400) }],
      }),
    });
    expect(reply.status).toBe(200);
    const state = { over: false, text: "" };
    const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
    const read = async (): Promise<void> => {
      for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read())
        state.text += piece.value;
    };
    void read()
      .catch(() => undefined)
      .finally(() => (state.over = true));
    await expect.poll(() => state.text.length, soon).toBeGreaterThan(0);
    return state;
  };
  const token = await newToken();
  const mine = await stream(one.server.url, token);
  const kept = await stream(one.server.url, token, { "idempotency-key": "once" });
  const far = await stream(two.server.url, token);
  const others = [
    await stream(one.server.url, await newToken()),
    await stream(one.server.url, secret),
    await stream(two.server.url, secret),
  ];
  expect((await postForm("/oauth/revoke", { token })).status).toBe(200);
  await expect.poll(() => [mine, kept, far].map(({ over }) => over), soon).toEqual([true, true, true]);
  for (const { text } of [mine, kept, far]) {
    expect(text).toContain("This token was revoked.");
    expect(text).not.toContain("[DONE]");
  }
  expect(others.map(({ over }) => over)).toEqual([false, false, false]);
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
