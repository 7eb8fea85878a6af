import { createServer, setDefaultCACertificates, getCACertificates, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHttpClient } from "./http-client.ts";
import { fetchWhole, listening, testClocks } from "./raw-upstream.fixture.ts";
import { selfSigned } from "./self-signed.fixture.ts";

const trusted = selfSigned("localhost");
const stranger = selfSigned("localhost");
const before = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...before, trusted.cert]));
afterAll(() => setDefaultCACertificates(before));

async function secureUpstream(identity: { cert: string; key: string }, host = "localhost") {
  const sockets: TLSSocket[] = [];
  const reused: boolean[] = [];
  const server = createServer(identity, (socket) => {
    sockets.push(socket);
    reused.push(socket.isSessionReused());
    socket.on("error", () => socket.destroy());
    socket.on("data", (data: Buffer) => {
      const closing = data.includes("GET /close") ? "connection: close\r\n" : "";
      socket.write(`HTTP/1.1 200 OK\r\n${closing}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`);
    });
  });
  server.on("tlsClientError", () => undefined);
  const client = createHttpClient(`https://${host}:${await listening(server)}`, testClocks);
  return {
    client,
    sockets,
    reused,
    async [Symbol.asyncDispose]() {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("an encrypted answer comes, with the server's name said, and the connection is kept", async () => {
  await using upstream = await secureUpstream(trusted);
  for (let i = 0; i < 3; i++) expect((await fetchWhole(upstream.client)).body.toString()).toBe("ok");
  expect(upstream.sockets).toHaveLength(1);
  expect(upstream.sockets[0]?.servername).toBe("localhost");
  expect(upstream.sockets[0]?.alpnProtocol).toBe(false);
});

test("a new connection goes on with the old one's session", async () => {
  await using upstream = await secureUpstream(trusted);
  const { signal } = new AbortController();
  for (let i = 0; i < 2; i++) {
    const response = await upstream.client.send({ method: "GET", path: "/close", headers: {}, signal })
      .started;
    while ((await response.next()) !== undefined);
    await expect.poll(() => upstream.sockets[i]?.destroyed).toBe(true);
  }
  expect(upstream.reused).toEqual([false, true]);
});

test("a certificate that nobody vouches for: nothing is sent", async () => {
  await using upstream = await secureUpstream(stranger);
  await expect(fetchWhole(upstream.client)).rejects.toMatchObject({ code: "upstream_unreachable" });
});

test("a certificate for another name: nothing is sent", async () => {
  await using upstream = await secureUpstream(trusted, "127.0.0.1");
  await expect(fetchWhole(upstream.client)).rejects.toMatchObject({ code: "upstream_unreachable" });
});
