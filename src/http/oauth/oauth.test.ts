import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKey, revokeKey } from "../../admin/keys.ts";
import { operator } from "../../spec/actor.ts";
import type { KeyRow } from "../../spec/stores.ts";
import { serveScripted, type Served } from "../serving.fixture.ts";

let served: Served;
let key: KeyRow;
let secret: string;
beforeAll(async () => {
  served = await serveScripted();
  ({ key, secret } = await newKey());
});
afterAll(() => served.close());

async function newKey(more: object = {}) {
  const [project] = await served.keys.stores.projects.list();
  const projectId = project?.id ?? "";
  const made = await createKey(served.keys, operator, { projectId, name: "program", ...more });
  return { key: made.key, secret: made.secret.reveal() };
}

type Form = Readonly<Record<string, string>>;

async function post(path: string, form: Form | string, headers: Form = {}) {
  const response = await fetch(`${served.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
  });
  return { response, body: (await response.json()) as Record<string, unknown> };
}

const good = (): Form => ({ grant_type: "client_credentials", client_id: key.id, client_secret: secret });
const basic = (id: string, password: string): Form => ({
  authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`,
});

async function models(token: string, header = "authorization"): Promise<Response> {
  return fetch(`${served.url}/v1/models`, {
    headers: { [header]: header === "authorization" ? `Bearer ${token}` : token },
  });
}

describe("a token", () => {
  test("is had for a key, in the form that programs expect, and calls are made with it", async () => {
    const { response, body } = await post("/oauth/token", good());
    expect(response.status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^eyJ/),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "chat responses conversations embeddings audio images models",
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("pragma")).toBe("no-cache");
    expect((await models(String(body["access_token"]))).status).toBe(200);
    const asked = await fetch(`${served.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${String(body["access_token"])}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] }),
    });
    expect(asked.status).toBe(200);
    expect(served.attempts.at(-1)).toBeDefined();
  });

  test("is had by Basic, too, and may be for a part of the scopes", async () => {
    const form = { grant_type: "client_credentials", scope: "models", resource: "https://parley.example" };
    const { response, body } = await post("/oauth/token", form, basic(key.id, secret));
    expect([response.status, body["scope"]]).toEqual([200, "models"]);
    const token = String(body["access_token"]);
    expect((await models(token)).status).toBe(200);
    const refused = await fetch(`${served.url}/v1/embeddings`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: "{}",
    });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain(
      'error="insufficient_scope", scope="embeddings"',
    );
  });

  test("is ended by who has it, and nobody learns whether it was one", async () => {
    const { body } = await post("/oauth/token", good());
    const token = String(body["access_token"]);
    expect((await models(token)).status).toBe(200);
    const { grant_type: _grant, ...client } = good() as { grant_type: string };
    for (const each of ["nonsense", "a.b.c", token, token]) {
      const { response } = await post("/oauth/revoke", { ...client, token: each });
      expect(response.status).toBe(200);
    }
    const refused = await models(token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect((await post("/oauth/revoke", { token })).body).toMatchObject({ error: "invalid_client" });
  });

  test("ends with its key", async () => {
    const own = await newKey();
    const form = { ...good(), client_id: own.key.id, client_secret: own.secret };
    const { body } = await post("/oauth/token", form);
    expect((await models(String(body["access_token"]))).status).toBe(200);
    await revokeKey(served.keys, operator, { id: own.key.id });
    expect((await models(String(body["access_token"]))).status).toBe(401);
    expect((await post("/oauth/token", form)).body).toMatchObject({ error: "invalid_client" });
  });

  test("is no client: it does not renew itself", async () => {
    const { body } = await post("/oauth/token", good());
    const again = { ...good(), client_secret: String(body["access_token"]) };
    expect((await post("/oauth/token", again)).body).toMatchObject({ error: "invalid_client" });
  });
});

const without = (name: string): Form =>
  Object.fromEntries(Object.entries(good()).filter(([each]) => each !== name));

test.each<[string, () => { form: Form | string; headers?: Form }, number, string]>([
  ["no grant_type", () => ({ form: without("grant_type") }), 400, "invalid_request"],
  ["password", () => ({ form: { ...good(), grant_type: "password" } }), 400, "unsupported_grant_type"],
  [
    "a code",
    () => ({ form: { ...good(), grant_type: "authorization_code" } }),
    400,
    "unsupported_grant_type",
  ],
  [
    "a refresh token",
    () => ({ form: { ...good(), grant_type: "refresh_token" } }),
    400,
    "unsupported_grant_type",
  ],
  ["no client", () => ({ form: { grant_type: "client_credentials" } }), 401, "invalid_client"],
  ["no secret", () => ({ form: without("client_secret") }), 401, "invalid_client"],
  ["no id", () => ({ form: without("client_id") }), 401, "invalid_client"],
  ["an empty secret", () => ({ form: { ...good(), client_secret: "" } }), 401, "invalid_client"],
  ["a wrong secret", () => ({ form: { ...good(), client_secret: "sk-parley-x" } }), 401, "invalid_client"],
  ["another key's id", () => ({ form: { ...good(), client_id: "key_other" } }), 401, "invalid_client"],
  ["two carriers", () => ({ form: good(), headers: basic(key.id, secret) }), 400, "invalid_request"],
  [
    "Basic that is none",
    () => ({ form: without("client_secret"), headers: { authorization: "Basic %%" } }),
    401,
    "invalid_client",
  ],
  [
    "Bearer instead of Basic",
    () => ({ form: { grant_type: "client_credentials" }, headers: { authorization: `Bearer ${secret}` } }),
    401,
    "invalid_client",
  ],
  [
    "Basic and another id",
    () => ({
      form: { grant_type: "client_credentials", client_id: "key_x" },
      headers: basic(key.id, secret),
    }),
    401,
    "invalid_client",
  ],
  ["a scope that there is not", () => ({ form: { ...good(), scope: "everything" } }), 400, "invalid_scope"],
  ["a scope that the key has not", () => ({ form: { ...good(), scope: "admin" } }), 400, "invalid_scope"],
  [
    "another resource",
    () => ({ form: { ...good(), resource: "https://other.example" } }),
    400,
    "invalid_target",
  ],
  [
    "a parameter twice",
    () => ({ form: `${new URLSearchParams(good()).toString()}&scope=chat&scope=admin` }),
    400,
    "invalid_request",
  ],
  ["JSON", () => ({ form: "{}", headers: { "content-type": "application/json" } }), 400, "invalid_request"],
  ["a huge form", () => ({ form: `x=${"y".repeat(40_000)}` }), 413, "invalid_request"],
  ["nothing", () => ({ form: "" }), 400, "invalid_request"],
])("refused in the words of RFC 6749: %s", async (_name, make, status, error) => {
  const { form, headers } = make();
  const { response, body } = await post("/oauth/token", form, headers);
  expect([response.status, body]).toEqual([status, { error, error_description: expect.any(String) }]);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.has("www-authenticate")).toBe(status === 401);
  expect(JSON.stringify(body)).not.toContain(secret);
  if (headers?.["authorization"]?.startsWith("Basic") === true && status === 401)
    expect(response.headers.get("www-authenticate")).toContain("Basic");
});

test("a key for some addresses gives no token to others", async () => {
  const own = await newKey({ addresses: ["192.0.2.1"] });
  const form = { ...good(), client_id: own.key.id, client_secret: own.secret };
  expect((await post("/oauth/token", form)).body).toMatchObject({ error: "invalid_client" });
});

test("what programs need to know is told, and fits together", async () => {
  const get = async (path: string) =>
    (await (await fetch(`${served.url}${path}`)).json()) as Record<string, unknown>;
  const server = await get("/.well-known/oauth-authorization-server");
  expect(server).toMatchObject({
    issuer: "https://parley.example",
    token_endpoint: "https://parley.example/oauth/token",
    jwks_uri: "https://parley.example/.well-known/jwks.json",
    grant_types_supported: ["client_credentials"],
    response_types_supported: [],
  });
  expect(await get("/.well-known/oauth-protected-resource")).toMatchObject({
    resource: "https://parley.example",
    authorization_servers: ["https://parley.example"],
    bearer_methods_supported: ["header"],
  });
  const { keys } = (await get("/.well-known/jwks.json")) as { keys: Record<string, unknown>[] };
  expect(keys.length).toBeGreaterThanOrEqual(2);
  for (const each of keys) {
    expect(each).toMatchObject({ kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig" });
    expect(each).not.toHaveProperty("d");
  }
});

test("a token is a key by every carrier, and bad ones are told alike", async () => {
  const { body } = await post("/oauth/token", good());
  const ask = (headers: Form) =>
    fetch(`${served.url}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", "anthropic-version": "2023-06-01", ...headers },
      body: JSON.stringify({ model: "m", max_tokens: 5, messages: [{ role: "user", content: "hi" }] }),
    });
  const token = String(body["access_token"]);
  for (const [given, status] of [
    [token, 200],
    [`${token.slice(0, -6)}AAAAAA`, 401],
    ["eyJhbGciOiJub25lIn0.e30.", 401],
  ] as const) {
    expect((await ask({ "x-api-key": given })).status).toBe(status);
    expect((await ask({ authorization: `Bearer ${given}` })).status).toBe(status);
  }
  expect((await fetch(`${served.url}/v1/models?access_token=${token}`)).status).toBe(400);
});
