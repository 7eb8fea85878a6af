import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listKeys, revokeKey } from "../admin/keys.ts";
import { messages, post, raw } from "./asking.fixture.ts";
import { serveScripted, type Served } from "./serving.fixture.ts";
import { operator } from "../spec/actor.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

describe("the connection", () => {
  test("is used again after a stream, and pipelined requests are answered in order", async () => {
    const body = (stream: boolean) => JSON.stringify({ model: "m", messages, stream });
    const request = (stream: boolean) =>
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: ${body(stream).length}\r\n\r\n${body(stream)}`;
    const last = `GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
    const answer = await raw(served, request(true) + request(true) + request(false) + request(true) + last);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
    expect(answer.match(/data: \[DONE\]\n\n\r\n0\r\n\r\n/g)).toHaveLength(3);
    expect(answer.endsWith('{"status":"ok"}')).toBe(true);
    for (const [, size, rest] of answer.matchAll(/\r\n([0-9a-f]+)\r\n(data: [^\r]*)\r\n/g)) {
      expect(Buffer.byteLength(rest ?? "", "latin1")).toBe(Number.parseInt(size ?? "", 16));
    }
  });

  test("of HTTP/1.0 gets a stream without chunks", async () => {
    const body = JSON.stringify({ model: "m", messages, stream: true });
    const answer = await raw(
      served,
      `POST /v1/chat/completions HTTP/1.0\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toContain("\r\n\r\ndata: {");
    expect(answer.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  test("HEAD answers like GET without a body; pages of allowed origins may call, others may not", async () => {
    const head = await fetch(`${served.url}/healthz`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const preflight = (origin: string) =>
      fetch(`${served.url}/v1/chat/completions`, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization, x-stainless-lang",
        },
      });
    const allowed = await preflight("https://page.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://page.example");
    expect(allowed.headers.get("access-control-allow-headers")).toContain("x-stainless-lang");
    const refused = await preflight("https://evil.example");
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("while the server stops, open connections get the protocol's answers and are closed", async () => {
  served.ready = false;
  const calls = await post(served, "/v1/chat/completions", { model: "m", messages });
  expect([calls.status, calls.headers.get("connection"), calls.headers.get("retry-after-ms")]).toEqual([
    503,
    "close",
    "1000",
  ]);
  expect(await calls.json()).toMatchObject({ error: { type: "server_error", code: null, param: null } });
  expect((await fetch(`${served.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
});

test.each([
  [
    "another expectation",
    "POST /v1/chat HTTP/1.1\r\nhost: x\r\nexpect: tea\r\ncontent-length: 2\r\n\r\n{}",
    417,
  ],
  ["no host", "GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n", 400],
  ["a tunnel", "CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n", 405],
  ["no HTTP", "tea please\r\n\r\n", 400],
])("%s is refused with the protocol's body and a request id", async (_what, bytes, status) => {
  const answer = await raw(served, bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/x-request-id: req_[0-9a-f]{32}\r\n/);
  const body: unknown = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
  expect(Object.keys((body as { error: object }).error)).toEqual(["message", "type", "param", "code"]);
});

test("a body that is too large is not asked for, one that fits is", async () => {
  const head = (length: number) =>
    `POST /v1/chat HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`;
  expect(await raw(served, head(99_000_000))).toMatch(/^HTTP\/1\.1 413 /);
  expect(await raw(served, `${head(15)}{"prompt":"hi"}`)).toMatch(
    /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /,
  );
});

test("a revoked key is refused at once in the process that revoked it", async () => {
  expect((await post(served, "/v1/chat/completions", { model: "m", messages })).status).toBe(200);
  const [key] = await listKeys(served.keys, operator);
  await revokeKey(served.keys, operator, { id: key?.id ?? "" });
  await expect
    .poll(async () => (await post(served, "/v1/chat/completions", { model: "m", messages })).status, {
      timeout: 3000,
    })
    .toBe(401);
});
