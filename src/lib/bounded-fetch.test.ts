import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type BoundedFetch, createBoundedFetch } from "./bounded-fetch.ts";

const clocks = { connect: 1_000, firstByte: 300, idle: 300, total: 2_000 };
const open: { server: Server; out: BoundedFetch }[] = [];
afterEach(async () => {
  for (const { server, out } of open.splice(0)) {
    await out.close();
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<{ url: string; out: BoundedFetch }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve()));
  const out = createBoundedFetch({ clocks, bytes: 1_000, origins: 1 });
  open.push({ server, out });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, out };
}

test("asks, sends a form and reads what is answered", async () => {
  const { url, out } = await serve((request, response) => {
    request.setEncoding("utf8").on("data", (body: string) => {
      response.writeHead(201, { "content-type": "text/plain", "x-a": ["1", "2"] });
      response.end(`${request.method} ${request.url} ${request.headers["x-b"]} ${body}`);
    });
  });
  const body = new URLSearchParams({ a: "b c" });
  const reply = await out.fetch(`${url}/path?q=1`, { method: "POST", headers: { "x-b": "y" }, body });
  expect(reply.status).toBe(201);
  expect(reply.headers.get("x-a")).toBe("1, 2");
  expect(await reply.text()).toBe("POST /path?q=1 y a=b+c");
});

test("gives redirects back, and answers without a body", async () => {
  const { url, out } = await serve((request, response) => {
    if (request.url === "/") response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
    else response.writeHead(204).end();
  });
  const reply = await out.fetch(`${url}/`);
  expect([reply.status, reply.headers.get("location")]).toEqual([302, "http://127.0.0.1:9/"]);
  expect(await (await out.fetch(`${url}/none`)).text()).toBe("");
});

test("what is too large, too late or not there fails, and so does another method", async () => {
  const { url, out } = await serve((request, response) => {
    if (request.url === "/large") response.end("x".repeat(2_000));
  });
  await expect(out.fetch(`${url}/large`)).rejects.toMatchObject({ code: "upstream_invalid" });
  await expect(out.fetch(`${url}/silent`)).rejects.toMatchObject({ code: "upstream_timeout" });
  await expect(out.fetch("http://127.0.0.1:9/")).rejects.toMatchObject({ code: "upstream_unreachable" });
  await expect(out.fetch(url, { method: "PUT" })).rejects.toThrow(TypeError);
});
