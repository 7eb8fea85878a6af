import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { selfSigned } from "../../lib/self-signed.fixture.ts";
import { SettingsError } from "../settings/fault.ts";
import { loadSettings } from "../settings/load.ts";
import { startServer } from "../start.ts";
import { loadTls } from "./load-tls.ts";

interface Files {
  readonly folder: string;
  readonly cert: string;
  readonly key: string;
  /** What was written last. */
  pair: ReturnType<typeof selfSigned>;
  write(pair?: ReturnType<typeof selfSigned>): void;
}

function files(): Files {
  const folder = mkdtempSync(join(tmpdir(), "parley-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const made: Files = {
    folder,
    cert: join(folder, "cert.pem"),
    key: join(folder, "key.pem"),
    pair: selfSigned("localhost"),
    write(pair = selfSigned("localhost")) {
      made.pair = pair;
      writeFileSync(made.cert, pair.cert);
      writeFileSync(made.key, pair.key);
    },
  };
  made.write();
  return made;
}

async function start() {
  const made = files();
  const said: string[] = [];
  const logger = pino({ level: "info" }, { write: (line) => void said.push(line) });
  const env = { PARLEY_DATA: made.folder, PARLEY_PORT: "0" };
  const noFile = (): never => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const input = { tls: { cert: made.cert, key: made.key }, trustedProxies: ["127.0.0.1"] };
  const settings = loadSettings({ env, cwd: made.folder, readFile: noFile, input });
  const server = await startServer(settings, logger, env);
  onTestFinished(() => server.stop());
  return { made, said, server, port: Number(new URL(server.url).port) };
}

type World = Awaited<ReturnType<typeof start>>;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

function ask({ port, made }: World, path: string, agent?: Agent): Promise<Answer> {
  const options = { port, host: "127.0.0.1", servername: "localhost", path, ca: made.pair.cert };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, agent: agent ?? new Agent() }, (response) => read(response, resolve));
    asked.on("error", reject);
    asked.end();
  });
}

function read(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const pieces: Buffer[] = [];
  response.on("data", (piece: Buffer) => pieces.push(piece));
  response.on("end", () => {
    const { statusCode: status, headers } = response;
    resolve({ status, headers, body: Buffer.concat(pieces).toString("utf8") });
  });
}

/** Opens a connection and gives the fingerprint of the certificate that it met. */
function met({ port }: World): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

test("TLS is spoken at every one of its sockets, and browsers are told to use nothing else", async () => {
  const world = await start();
  expect(world.server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const answers = await Promise.all(Array.from({ length: 64 }, () => ask(world, "/healthz")));
  for (const { status, headers } of answers) {
    expect(status).toBe(200);
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  }
  expect((await ask(world, "/v1/models")).status).toBe(401);
});

test("plain HTTP at the port gets a plain answer, no redirect, and is not served", async () => {
  const { port } = await start();
  const headers = { authorization: "Bearer sk-parley-x" };
  const answer = await new Promise<Answer>((resolve, reject) => {
    const asked = plainRequest({ port, host: "127.0.0.1", path: "/v1/models", headers }, (response) =>
      read(response, resolve),
    );
    asked.on("error", reject);
    asked.end();
  });
  expect(answer.status).toBe(400);
  expect(answer.headers["location"]).toBeUndefined();
  expect(answer.headers["strict-transport-security"]).toBeUndefined();
  expect(JSON.parse(answer.body)).toEqual({
    error: {
      message: expect.stringContaining("This port speaks TLS alone"),
      type: "invalid_request_error",
      param: null,
      code: null,
    },
  });
});

test("what is no TLS at all, or an old one, is closed", async () => {
  const { port } = await start();
  const old = connectTls({
    port,
    host: "127.0.0.1",
    maxVersion: "TLSv1.1",
    minVersion: "TLSv1.1",
    ciphers: "ALL@SECLEVEL=0",
    rejectUnauthorized: false,
  });
  await expect(
    new Promise((resolve, reject) => {
      old.on("secureConnect", resolve);
      old.on("error", reject);
    }),
  ).rejects.toThrow(/alert|version|ECONNRESET|disconnected/);
});

test("who says nothing does not hold the end up", async () => {
  const { port, server } = await start();
  const silent = connectPlain({ port, host: "127.0.0.1" });
  const closed = new Promise((resolve) => void silent.once("close", resolve));
  silent.on("error", () => undefined);
  await new Promise((resolve) => void silent.once("connect", resolve));
  await sleep(50);
  const begun = performance.now();
  await server.stop();
  // A handshake may take ten seconds.
  expect(performance.now() - begun).toBeLessThan(8_000);
  await closed;
});

const soon = { timeout: 10_000, interval: 50 };

test("a new certificate is used for who comes, and who is connected goes on", async () => {
  const world = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const before = await met(world);
  expect((await ask(world, "/healthz", agent)).status).toBe(200);
  const first = world.made.pair;
  const kept = Object.values(agent.sockets).concat(Object.values(agent.freeSockets)).flat().at(0);
  world.made.write();
  await expect.poll(() => met(world), soon).not.toBe(before);
  expect(world.said.join("")).toContain("the certificate was read again");
  // The connection from before is still there, and the same.
  const again = await ask({ ...world, made: { ...world.made, pair: first } }, "/healthz", agent);
  expect(again.status).toBe(200);
  expect(kept).toBeDefined();
  expect(Object.values(agent.freeSockets).flat().at(0)).toBe(kept);
  // Who comes anew is served with the new one.
  expect((await ask(world, "/healthz")).status).toBe(200);
});

test("files that are no good change nothing, and that is said loudly", async () => {
  const world = await start();
  const before = await met(world);
  const { made, said } = world;
  const other = selfSigned("localhost");
  const errors = (): number => said.filter((line) => line.includes('"level":50')).length;
  for (const [number, pair] of [
    { ...made.pair, cert: other.cert },
    { ...made.pair, key: "nonsense" },
    { ...made.pair, cert: "" },
  ].entries()) {
    made.write(pair);
    await expect.poll(errors, soon).toBeGreaterThan(number);
    expect(await met(world)).toBe(before);
  }
  expect(said.join("")).not.toContain("the certificate was read again");
  expect(said.join("")).not.toContain("PRIVATE KEY");
  rmSync(made.key);
  await sleep(400);
  expect(await met(world)).toBe(before);
});

test.each<[string, (made: Files) => void, string]>([
  ["a certificate that is not there", ({ cert }) => rmSync(cert), "tls.cert"],
  ["a key that is not there", ({ key }) => rmSync(key), "tls.key"],
  ["a certificate that is none", ({ cert }) => writeFileSync(cert, "x"), "tls.cert"],
  ["a key that is none", ({ key }) => writeFileSync(key, "x"), "tls.key"],
  ["somebody else's key", ({ key }) => writeFileSync(key, selfSigned("localhost").key), "tls:"],
])("%s is a fault of the settings", async (_name, spoil, place) => {
  const made = files();
  spoil(made);
  const loading = loadTls({ cert: made.cert, key: made.key, minVersion: "1.2" });
  await expect(loading).rejects.toThrow(SettingsError);
  await expect(loading).rejects.toThrow(place);
});
