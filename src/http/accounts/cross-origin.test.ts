import { afterEach, beforeEach, expect, test } from "vitest";
import { type Served, serveScripted } from "../serving.fixture.ts";
import { Browser, join, send } from "./browser.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const begin = () => join(served, "ann@example.com", "owner");

test.each([
  ["another site says so", { "sec-fetch-site": "cross-site" }],
  ["a neighbour says so", { "sec-fetch-site": "same-site" }],
  ["its origin is another", { "sec-fetch-site": "", origin: "https://evil.example" }],
  ["its origin is hidden", { "sec-fetch-site": "", origin: "null" }],
])("a request with a cookie is refused when %s", async (_how, given) => {
  const browser = await begin();
  const { "sec-fetch-site": site, ...rest } = given;
  const headers: Record<string, string> = { cookie: `__Host-parley=${browser.secret}`, ...rest };
  headers["host"] = `localhost:${served.port}`;
  headers["content-type"] = "application/json";
  if (site !== "") headers["sec-fetch-site"] = site;
  for (const [method, path] of [
    ["POST", "/v1/organization/projects"],
    ["POST", "/v1/chat/completions"],
    ["POST", "/auth/logout"],
    ["DELETE", "/auth/sessions"],
    ["GET", "/auth/me"],
  ] as const) {
    const body = method === "POST" ? { name: "x" } : undefined;
    const page = await send(served.port, method, path, { body, headers });
    expect([method, path, page.status, page.json.error?.code]).toEqual([method, path, 403, "cross_origin"]);
  }
  expect((await browser.get("/auth/me")).status).toBe(200);
});

test("what changes something is JSON, and says where it comes from", async () => {
  const browser = await begin();
  const ask = (headers: Record<string, string>) =>
    send(served.port, "POST", "/v1/organization/projects", {
      body: { name: "x" },
      headers: { host: `localhost:${served.port}`, cookie: `__Host-parley=${browser.secret}`, ...headers },
    });
  const json = { "content-type": "application/json" };
  expect((await ask(json)).json.error?.code).toBe("cross_origin");
  const ours = { origin: `http://localhost:${served.port}` };
  expect((await ask({ ...ours, "content-type": "text/plain" })).status).toBe(415);
  expect((await ask(ours)).status).toBe(415);
  expect((await ask({ ...ours, ...json })).status).toBe(200);
});

test("a key and a cookie together are refused, wherever the key stands", async () => {
  const browser = await begin();
  for (const headers of [{ authorization: `Bearer ${served.key}` }, { "x-api-key": served.key }]) {
    for (const path of ["/auth/me", "/v1/models", "/v1/organization/projects"])
      expect((await browser.get(path, headers)).json).toMatchObject({ error: { code: "invalid_request" } });
  }
  const twice = await browser.get("/auth/me", { cookie: "__Host-parley=a; __Host-parley=b" });
  expect(twice.json).toMatchObject({ error: { code: "invalid_request" } });
  const key = await new Browser(served).get("/auth/me", { authorization: `Bearer ${served.key}` });
  expect(key.status).toBe(403);
  expect((await new Browser(served).get("/auth/me")).json).toMatchObject({
    error: { code: "session_ended" },
  });
});
