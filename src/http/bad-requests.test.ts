import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postWrong, raw } from "./asking.fixture.ts";
import { serveScripted, type Served } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());

const user = { role: "user", content: "hi" };
const chat = "/v1/chat/completions";

describe("the wrong address, method, type, size or key", () => {
  test("unknown addresses are 404, on every path", async () => {
    for (const path of [
      "/",
      "/v1",
      "/v1/nothing",
      "/v1/assistants",
      "/v1/chat/completions/x",
      "/../etc/passwd",
      "/v1/%00",
    ]) {
      const response = await fetch(served.url + path, { headers: { authorization: `Bearer ${served.key}` } });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({
        error: { type: "invalid_request_error", code: null, param: null },
      });
    }
  });

  test("a path that cannot be decoded is 404 or 400, not an accident", async () => {
    const status = await raw(
      served,
      `GET /v1/models/%E0%A4%A HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\nconnection: close\r\n\r\n`,
    );
    expect(status).toMatch(/^HTTP\/1\.1 40[04] /);
  });

  test("an id that is too long is 400, and it is said why", async () => {
    const headers = { authorization: `Bearer ${served.key}` };
    const long = await fetch(`${served.url}/v1/conversations/${"a".repeat(501)}`, { headers });
    expect(long.status).toBe(400);
    expect(await long.text()).toContain("longer than 500 characters");
    const fits = await fetch(`${served.url}/v1/conversations/${"a".repeat(500)}`, { headers });
    expect(fits.status).toBe(404);
    const broken = await fetch(`${served.url}/v1/conversations/%E0%A4%A`, { headers });
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("cannot be decoded")]);
  });

  test("a type of a body that nobody can read is no accident, and is not looked at before the key", async () => {
    for (const type of [";", "/", "a/b/c", ", ", '"']) {
      const headers = { "content-type": type };
      const ask = async (path: string, more: object = {}) => {
        const all = { ...headers, ...more };
        return (await fetch(served.url + path, { method: "POST", headers: all, body: "{}" })).status;
      };
      const key = { authorization: `Bearer ${served.key}` };
      const statuses = [
        await ask("/v1/conversations"),
        await ask("/v1/conversations", key),
        await ask("/nowhere"),
      ];
      expect([type, ...statuses]).toEqual([type, 401, 415, 404]);
    }
  });

  test("an address that does not begin with a slash is none", async () => {
    for (const target of ["*", "**", "*v1/models", "*healthz"]) {
      const status = await raw(served, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect([target, status.slice(0, 13)]).toEqual([target, "HTTP/1.1 400 "]);
    }
    const whole = await raw(
      served,
      "GET http://other.example/healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    expect(whole).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("known addresses with another method are 405 and say what is allowed", async () => {
    for (const [method, path, allow] of [
      ["GET", chat, "POST"],
      ["PUT", "/v1/chat", "POST"],
      ["POST", "/v1/models", "GET, HEAD"],
      ["DELETE", "/v1/models", "GET, HEAD"],
      ["PATCH", "/healthz", "GET, HEAD"],
    ] as const) {
      const response = await fetch(served.url + path, { method });
      expect([path, response.status, response.headers.get("allow")]).toEqual([path, 405, allow]);
      expect(await response.json()).toMatchObject({ error: { code: null } });
    }
    expect(await raw(served, "TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 40[45] /,
    );
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
  ])("the type %s is 415", async (type) => {
    const answer = await postWrong(served, chat, { model: "m", messages: [user] }, { "content-type": type });
    expect(answer.status).toBe(415);
    expect(answer.body.error.message).toContain("application/json");
  });

  test("a compressed body is 415; JSON under other names and without a type is taken", async () => {
    expect((await postWrong(served, chat, "{}", { "content-encoding": "gzip" })).status).toBe(415);
    for (const type of ["application/json; charset=utf-8", "application/vnd.api+json"]) {
      expect(
        (await postWrong(served, chat, { model: "m", messages: [user] }, { "content-type": type })).status,
      ).toBe(200);
    }
    const bare = await fetch(served.url + chat, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}` },
      body: Buffer.from(JSON.stringify({ model: "m", messages: [user] })),
    });
    expect(bare.status).toBe(200);
  });

  test("a body that says it is too large is refused before any of it is read", async () => {
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const request = httpRequest(`${served.url}${chat}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${served.key}`,
          "content-type": "application/json",
          "content-length": 200_000,
        },
      });
      request.flushHeaders(); // nothing of the body is ever sent
      request.on("response", (response) => {
        let text = "";
        response.on("data", (piece) => (text += String(piece)));
        response.on("end", () => resolve({ status: response.statusCode, text }));
      });
      request.on("error", reject);
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain("larger than 100000 bytes");
  });

  test("who sends all of it before he listens reads why it was refused, at every try", async () => {
    const body = "a".repeat(3_000_000);
    const head = (path: string, type: string): string =>
      `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
    for (let times = 0; times < 8; times++)
      for (const [path, type] of [
        [chat, "application/json"],
        ["/oauth/token", "application/x-www-form-urlencoded"],
      ] as const) {
        const answer = await raw(served, head(path, type) + body);
        expect(answer).toMatch(
          /^HTTP\/1\.1 413 .*\r\n[^]*\r\nconnection: close\r\n[^]*larger than \d+ bytes/i,
        );
      }
  });

  test("and who goes on sending for ever is not listened to for long", async () => {
    const begun = performance.now();
    const socket = connect(served.port, "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    socket.resume();
    socket.write(
      `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\n\r\n`,
    );
    const timer = setInterval(() => socket.write("a"), 20);
    await closed;
    clearInterval(timer);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test("a body that grows too large without saying so is refused", async () => {
    const piece = Buffer.alloc(50_000, 0x20);
    const response = await fetch(served.url + chat, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
      body: new ReadableStream({
        pull(controller) {
          controller.enqueue(piece);
        },
      }),
      duplex: "half",
    } as RequestInit).catch(() => undefined);
    // The connection is closed under a sender who does not listen, so the answer may not reach it.
    if (response !== undefined) expect(response.status).toBe(413);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  });

  test("no key, a key in the wrong form, a wrong key", async () => {
    const bare = await fetch(served.url + chat, { method: "POST", body: "{}" });
    expect(bare.status).toBe(401);
    expect(bare.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await bare.json()).toMatchObject({ error: { code: null, type: "invalid_request_error" } });
    for (const authorization of ["Basic abc", "Bearer", "Bearer a b"]) {
      const response = await fetch(served.url + chat, {
        method: "POST",
        headers: { authorization },
        body: "{}",
      });
      expect(response.status).toBe(401);
    }
    const flipped = served.key.slice(0, -1) + (served.key.endsWith("A") ? "B" : "A");
    for (const key of ["nonsense", "sk-parley-short", flipped, `${served.key}x`]) {
      const answer = await postWrong(
        served,
        chat,
        { model: "m", messages: [user] },
        { authorization: `Bearer ${key}` },
      );
      expect(answer.status).toBe(401);
      expect(answer.body.error.code).toBe("invalid_api_key");
      expect(answer.body.error.message).toMatch(/^Incorrect API key provided/);
      expect(answer.body.error.message).not.toContain(key);
    }
    const query = await fetch(`${served.url}/v1/models?key=${served.key}`);
    expect(query.status).toBe(400);
  });

  test("an unknown model", async () => {
    const answer = await postWrong(served, chat, { model: "gpt-99", messages: [user] });
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: "model_not_found", param: null });
    expect(answer.body.error.message).toMatch(/^The model `gpt-99` does not exist/);
    expect((await postWrong(served, "/v1/chat", { prompt: "x", model: "gpt-99" })).status).toBe(404);
    expect((await postWrong(served, "/v1/chat", { prompt: "x", session: "sess_wrong" })).status).toBe(404);
  });

  test("what is no HTTP gets an answer and loses its connection", async () => {
    expect(await raw(served, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(served, `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    const both = `POST ${chat} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await raw(served, both)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test("after all of this nothing was logged as our fault, and the server lives", async () => {
  expect(served.failures).toEqual([]);
  expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
});
