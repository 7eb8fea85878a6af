import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
let keys: string;
beforeEach(async () => {
  keeping = await openKeeping();
  keys = `/projects/${keeping.project}/api_keys`;
});
afterEach(() => keeping.served.close());

const messages = [{ role: "user", content: "Hi" }];

async function call(secret: unknown, path: string, body?: object, headers: object = {}) {
  const reply = await fetch(`${keeping.served.url}/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${String(secret)}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = (await reply.json()) as { error?: { code: string }; data?: { id: string }[] };
  return { status: reply.status, code: json.error?.code, json, headers: reply.headers };
}

const chat = (secret: unknown, model = "m", headers: object = {}) =>
  call(secret, "/chat/completions", { model, messages }, headers);

async function make(terms: object): Promise<string> {
  const { status, json } = await keeping.ask("POST", keys, { name: "k", ...terms });
  expect([status, json["error"]]).toEqual([200, undefined]);
  return String(json["value"]);
}

describe("a key's bounds", () => {
  test("a new key may ask models and keep no house", async () => {
    const key = await make({});
    expect((await chat(key)).status).toBe(200);
    expect((await call(key, "/embeddings", { model: "m", input: "x" })).status).toBe(200);
    for (const path of ["/organization/projects", "/organization/usage/completions?start_time=0"]) {
      const refused = await call(key, path);
      expect([refused.status, refused.code]).toEqual([403, "insufficient_scope"]);
      expect(refused.headers.get("www-authenticate")).toMatch(
        /error="insufficient_scope", scope="(admin|usage)"$/,
      );
    }
  });

  test("scopes say which parts of the API it may use", async () => {
    const key = await make({ scopes: ["models", "usage"] });
    expect((await call(key, "/models")).status).toBe(200);
    expect(await chat(key)).toMatchObject({ status: 403, code: "insufficient_scope" });
    expect((await call(key, "/organization/usage/completions?start_time=0")).status).toBe(200);
    expect(await keeping.ask("POST", keys, { name: "k", scopes: ["everything"] })).toMatchObject({
      status: 400,
    });
  });

  test("models say which ones it may ask, and others do not exist for it", async () => {
    const key = await make({ models: ["vendor/*"] });
    for (const model of ["m", "no-such-model"])
      expect(await chat(key, model)).toMatchObject({ status: 403, code: "model_not_allowed" });
    expect((await call(key, "/chat", { prompt: "x", model: "m" })).status).toBe(403);
    expect((await call(key, "/responses/input_tokens", { model: "m", input: "x" })).status).toBe(403);
    expect((await chat(key, "vendor/with/slashes")).status).toBe(200);
    expect((await call(key, "/models")).json.data?.map(({ id }) => id)).toEqual(["vendor/with/slashes"]);
    expect((await call(key, "/models/m")).status).toBe(404);
  });

  test("addresses say where it may come from", async () => {
    const here = await make({ addresses: ["::ffff:127.0.0.0/104"] });
    expect((await chat(here)).status).toBe(200);
    const elsewhere = await make({ addresses: ["203.0.113.0/24", "2001:db8::/32"] });
    expect(await chat(elsewhere)).toMatchObject({ status: 403, code: "address_not_allowed" });
    for (const wrong of ["10.0.0.0/33", "example.com", "10.0.0"])
      expect((await keeping.ask("POST", keys, { name: "k", addresses: [wrong] })).status).toBe(400);
  });

  test("origins say from which pages it may come", async () => {
    const key = await make({ origins: ["https://app.example"] });
    expect((await chat(key, "m", { origin: "https://app.example" })).status).toBe(200);
    for (const headers of [{ origin: "https://evil.example" }, {}])
      expect(await chat(key, "m", headers)).toMatchObject({ status: 403, code: "origin_not_allowed" });
    for (const wrong of ["https://app.example/", "app.example", "file:///x", "https://a.example/path"])
      expect((await keeping.ask("POST", keys, { name: "k", origins: [wrong] })).status).toBe(400);
  });

  test("an end is kept to, also for a key that is known already", async () => {
    const key = await make({ expires_in_seconds: 1 });
    expect((await chat(key)).status).toBe(200);
    await expect.poll(async () => (await chat(key)).code, { timeout: 5000 }).toBe("key_expired");
    expect((await keeping.ask("POST", keys, { name: "k", expires_at: 1 })).status).toBe(400);
    const both = { name: "k", expires_at: 9_999_999_999, expires_in_seconds: 5 };
    expect((await keeping.ask("POST", keys, both)).status).toBe(400);
  });

  test("changes hold at once, and null takes a bound away", async () => {
    const made = await keeping.ask("POST", keys, { name: "k", models: ["x"], metadata: { team: "a" } });
    const { id } = made.json;
    const key = made.json["value"];
    expect((await chat(key)).status).toBe(403);
    const changed = await keeping.ask("POST", `${keys}/${id}`, { models: null, name: "renamed" });
    expect(changed.json).toMatchObject({ models: null, name: "renamed", metadata: { team: "a" } });
    expect((await chat(key)).status).toBe(200);
    await keeping.ask("POST", `${keys}/${id}`, { scopes: ["models"] });
    expect((await chat(key)).code).toBe("insufficient_scope");
    const tooMany = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, "v"]));
    for (const metadata of [tooMany, { k: "x".repeat(513) }, { ["k".repeat(65)]: "v" }])
      expect((await keeping.ask("POST", `${keys}/${id}`, { metadata })).status).toBe(400);
  });
});

describe("rotation", () => {
  const made = async () => (await keeping.ask("POST", keys, { name: "k" })).json;
  const rotate = (id: string, body: object = {}, headers: object = {}) =>
    keeping.ask("POST", `${keys}/${id}/rotate`, body, undefined, headers);

  test("both secrets work until the moment given, and the old one is told to be in use", async () => {
    const { id, value: old } = await made();
    expect((await chat(old)).status).toBe(200);
    const { json } = await rotate(id, { overlap_seconds: 3600 });
    expect([(await chat(old)).status, (await chat(json["value"])).status]).toEqual([200, 200]);
    expect(json).toMatchObject({ id, reissued: false, rotation_id: expect.stringMatching(/^rot_/) });
    await expect
      .poll(async () => (await keeping.ask("GET", `${keys}/${id}`)).json["secrets"], { timeout: 9000 })
      .toMatchObject([
        { status: "active", ends_at: null, last_used_at: expect.any(Number) },
        { status: "active", ends_at: expect.any(Number), last_used_at: expect.any(Number) },
      ]);
  });

  test("without overlap the old secret ends at once", async () => {
    const { id, value: old } = await made();
    expect((await chat(old)).status).toBe(200);
    const { json } = await rotate(id, { overlap_seconds: 0 });
    expect(await chat(old)).toMatchObject({ status: 401, code: "key_expired" });
    expect((await chat(json["value"])).status).toBe(200);
  });

  test("whoever lost the answer asks again, and there are never three that work", async () => {
    const { id, value: old } = await made();
    const lost = await rotate(id, {}, { "idempotency-key": "once" });
    const found = await rotate(id, { rotation_id: "once" });
    expect([lost.json["reissued"], found.json["reissued"]]).toEqual([false, true]);
    expect((await chat(lost.json["value"])).status).toBe(401);
    expect([(await chat(old)).status, (await chat(found.json["value"])).status]).toEqual([200, 200]);
    // Its secret is in use now, so its answer was not lost.
    await expect
      .poll(async () => (await rotate(id, { rotation_id: "once" })).status, { timeout: 5000 })
      .toBe(409);
    expect((await rotate(id, { rotation_id: "another" })).status).toBe(409);
    expect((await rotate(id, { rotation_id: "a" }, { "idempotency-key": "b" })).status).toBe(400);
  });

  test("the old secret is ended early on request, and with it what it began", async () => {
    const { id, value: old } = await made();
    const { json } = await rotate(id);
    expect((await chat(old)).status).toBe(200);
    expect((await keeping.ask("POST", `${keys}/${id}/end_rotation`)).json["secrets"]).toMatchObject([
      { status: "active" },
      { status: "ended", ends_at: expect.any(Number) },
    ]);
    expect([(await chat(old)).status, (await chat(json["value"])).status]).toEqual([401, 200]);
    expect((await rotate(id)).status).toBe(200);
  });

  test("of many rotations at once one takes place", async () => {
    const { id, value: old } = await made();
    const all = await Promise.all(Array.from({ length: 8 }, () => rotate(id)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    const all2 = await Promise.all(all.map(({ json }) => chat(json["value"] ?? "sk-parley-none")));
    expect(all2.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await chat(old)).status).toBe(200);
  });

  test("a revoked key is not rotated, and its secrets end together", async () => {
    const { id, value: old } = await made();
    const { json } = await rotate(id);
    expect((await keeping.ask("DELETE", `${keys}/${id}`)).status).toBe(200);
    expect([(await chat(old)).status, (await chat(json["value"])).status]).toEqual([401, 401]);
    expect((await rotate(id)).status).toBe(400);
  });
});

test("stale keys are found: used long ago, or never", async () => {
  const used = await make({});
  expect((await chat(used)).status).toBe(200);
  await keeping.ask("POST", keys, { name: "gone" });
  const stale = await keeping.ask("GET", `${keys}?stale_days=0`);
  expect(stale.json.data.length).toBeGreaterThan(1);
  expect(stale.json.data[0]).toMatchObject({ idle_seconds: expect.any(Number) });
  expect((await keeping.ask("GET", `${keys}?stale_days=1`)).json.data).toEqual([]);
});
