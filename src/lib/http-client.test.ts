import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Clocks, createHttpClient, type HttpClient } from "./http-client.ts";

const clocks: Clocks = { connect: 1000, firstByte: 1000, idle: 1000, total: 5000 };
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function upstream(listener: RequestListener, changed: Partial<Clocks> = {}): Promise<HttpClient> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createHttpClient(`http://127.0.0.1:${port}`, { ...clocks, ...changed });
  cleanups.push(
    () => client.close(),
    () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  );
  return client;
}

const get = (client: HttpClient, signal = new AbortController().signal) =>
  client.send({ method: "GET", path: "/", headers: {}, signal }).started;

test("an answer is read piece by piece", async () => {
  const client = await upstream((_request, response) => {
    response.write("one");
    setTimeout(() => response.end("two"), 20);
  });
  const response = await get(client);
  expect(response.status).toBe(200);
  expect((await response.next())?.toString()).toBe("one");
  expect((await response.next())?.toString()).toBe("two");
  expect(await response.next()).toBeUndefined();
  expect(await response.next()).toBeUndefined();
});

test("nobody listens: upstream_unreachable", async () => {
  const client = createHttpClient("http://127.0.0.1:9", clocks);
  cleanups.push(() => client.close());
  await expect(get(client)).rejects.toMatchObject({ code: "upstream_unreachable" });
});

test("no headers in time: upstream_timeout, and the connection is dropped", async () => {
  let closed: () => void;
  const dropped = new Promise<void>((resolve) => (closed = resolve));
  const client = await upstream((request) => request.socket.once("close", () => closed()), { firstByte: 50 });
  await expect(get(client)).rejects.toMatchObject({ code: "upstream_timeout" });
  await dropped;
});

test("silence in the middle: upstream_timeout", async () => {
  const client = await upstream((_request, response) => void response.write("one"), { idle: 50 });
  const response = await get(client);
  await response.next();
  await expect(response.next()).rejects.toMatchObject({ code: "upstream_timeout" });
});

test("a steady answer may take longer than the idle clock, not longer than the total one", async () => {
  const client = await upstream(
    (_request, response) => {
      const timer = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(timer));
    },
    { idle: 200, total: 500 },
  );
  const response = await get(client);
  let pieces = 0;
  const reading = (async () => {
    for (; pieces < 1000; pieces++) await response.next();
  })();
  await expect(reading).rejects.toMatchObject({ code: "upstream_timeout" });
  expect(pieces).toBeGreaterThan(5);
});

test("a connection that breaks is told apart: before the headers, and in the body", async () => {
  const early = await upstream((request) => request.socket.destroy());
  await expect(get(early)).rejects.toMatchObject({ code: "upstream_failed" });
  const late = await upstream((request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("one", () => request.socket.destroy());
  });
  const response = await get(late);
  const reading = (async () => {
    while ((await response.next()) !== undefined);
  })();
  await expect(reading).rejects.toMatchObject({ code: "upstream_truncated" });
});

test("the caller's abort reaches the upstream in every phase", async () => {
  for (const phase of ["waiting", "reading"] as const) {
    let closed: () => void;
    const dropped = new Promise<void>((resolve) => (closed = resolve));
    const client = await upstream((request, response) => {
      request.socket.once("close", () => closed());
      if (phase === "reading") response.write("one");
    });
    const controller = new AbortController();
    const started = get(client, controller.signal);
    if (phase === "waiting") {
      setTimeout(() => controller.abort(), 20);
      await expect(started).rejects.toMatchObject({ code: "cancelled" });
    } else {
      const response = await started;
      await response.next();
      const next = response.next();
      controller.abort();
      await expect(next).rejects.toMatchObject({ code: "cancelled" });
    }
    await dropped;
  }
});

test("a slow reader pauses the upstream instead of filling the memory", async () => {
  let sent = 0;
  const client = await upstream((_request, response) => {
    const piece = Buffer.alloc(64 * 1024);
    const send = () => {
      if (sent++ === 512) response.end();
      else if (response.write(piece)) send();
      else response.once("drain", send);
    };
    send();
  });
  const response = await get(client);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent).toBeLessThan(400);
  let total = 0;
  for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next())
    total += chunk.length;
  expect(total).toBeGreaterThanOrEqual(512 * 64 * 1024);
});
