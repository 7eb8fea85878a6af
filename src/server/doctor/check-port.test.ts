import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkPort } from "./check-port.ts";

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const at = (host: string, port: number, others: Partial<Parameters<typeof checkPort>[0]> = {}) => ({
  host,
  port,
  trustedProxies: [],
  allowInsecure: false,
  ...others,
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("a free port is well, and free again afterwards", async () => {
  const port = await freePort();
  const free = [{ check: "Address", level: "ok", message: `Port ${port} of 127.0.0.1 is free.` }];
  expect(await checkPort(at("127.0.0.1", port))).toEqual(free);
  expect(await checkPort(at("127.0.0.1", port))).toEqual(free);
});

test("port 0 is any port", async () => {
  expect(await checkPort(at("localhost", 0))).toMatchObject([
    { level: "ok", message: "Any free port of localhost will be taken." },
  ]);
});

test("a Parley on the port is well", async () => {
  const answers: Record<string, object> = {
    "/healthz": { status: "ok" },
    "/openapi.json": { info: { title: "Parley" } },
  };
  const port = await listen((request, response) => response.end(JSON.stringify(answers[request.url ?? ""])));
  expect(await checkPort(at("127.0.0.1", port))).toMatchObject([
    { level: "ok", message: `A Parley already answers on http://127.0.0.1:${port}.` },
  ]);
});

test.each<[string, RequestListener]>([
  ["answers 404", (_request, response) => response.writeHead(404).end()],
  ["is healthy but no Parley", (_request, response) => response.end('{"status":"ok"}')],
  ["speaks no JSON", (_request, response) => response.end("ok")],
  ["breaks off", (request) => request.socket.destroy()],
])("another program that %s is a problem", async (_name, answer) => {
  const port = await listen(answer);
  expect(await checkPort(at("127.0.0.1", port))).toMatchObject([
    {
      level: "problem",
      message: `Port ${port} of 127.0.0.1 is taken by another program.`,
      remedy: expect.stringContaining("PARLEY_PORT="),
    },
  ]);
});

test("an address that is not this machine's is a problem", async () => {
  // RFC 5737: for documentation, nobody has it.
  const [finding] = await checkPort(at("192.0.2.1", 0));
  expect(finding).toMatchObject({ level: "problem", message: "This machine has no address 192.0.2.1." });
});

test.each(["0.0.0.0", "::"])(
  "on %s keys travel in clear text, unless there is TLS somewhere",
  async (host) => {
    const found = async (others: Parameters<typeof at>[2] = {}) =>
      (await checkPort(at(host, 0, others))).filter(({ level }) => level !== "ok");
    const message = expect.stringContaining("keys travel in clear text");
    expect(await found()).toMatchObject([{ level: "problem", message }]);
    expect(await found({ allowInsecure: true })).toMatchObject([{ level: "warning", message }]);
    expect(await found({ trustedProxies: ["10.0.0.1"] })).toEqual([]);
    expect(await found({ tls: { cert: "c", key: "k", minVersion: "1.2" } })).toEqual([]);
  },
);

test("with TLS, who has the port is not known", async () => {
  const port = await listen((_request, response) => response.end());
  const tls = { cert: "c", key: "k", minVersion: "1.2" } as const;
  expect(await checkPort(at("127.0.0.1", port, { tls }))).toMatchObject([{ level: "warning" }]);
});
