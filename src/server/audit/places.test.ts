import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandPlace } from "./command-place.ts";
import { filePlace } from "./file-place.ts";
import { readSyslogAddress, syslogPlace } from "./syslog-place.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "parley-audit-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const line = '{"parley audit":"checkpoint"}';
const message = /^<109>1 1970-01-01T00:00:05\.000Z \S+ parley \d+ audit - \{"parley audit":"checkpoint"\}$/;
const now = (): number => 5_000;

test("a file gets line after line, for its owner's eyes", async () => {
  const path = join(folder(), "checkpoints.jsonl");
  const place = filePlace(path);
  await place.write("one");
  await place.write("two");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await expect(filePlace(join(path, "below")).write("x")).rejects.toThrow("ENOTDIR");
});

test("a syslog gets a datagram as RFC 5424 has it", async () => {
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const received = once(socket, "message");
  await syslogPlace({ way: "udp", host: "127.0.0.1", port: socket.address().port }, now).write(line);
  expect(String((await received)[0])).toMatch(message);
});

test.each(["tcp", "unix"] as const)("a syslog gets it over %s with its length in front", async (way) => {
  const texts: string[] = [];
  const server = createServer((socket) => {
    socket.on("data", (bytes) => texts.push(String(bytes)));
  });
  onTestFinished(() => void server.close());
  const path = join(folder(), "log.sock");
  server.listen(way === "unix" ? path : 0);
  await once(server, "listening");
  const { port } = way === "tcp" ? (server.address() as AddressInfo) : { port: 0 };
  const address = way === "unix" ? ({ way, path } as const) : ({ way, host: "127.0.0.1", port } as const);
  await syslogPlace(address, now).write(line);
  const [length = "", ...rest] = texts.join("").split(" ");
  expect(rest.join(" ")).toMatch(message);
  expect(Number(length)).toBe(rest.join(" ").length);
});

test("where no syslog listens on a stream, it fails", async () => {
  const path = join(folder(), "nobody.sock");
  await expect(syslogPlace({ way: "unix", path }, now).write(line)).rejects.toThrow("ENOENT");
});

test.each([
  ["udp://127.0.0.1", { way: "udp", host: "127.0.0.1", port: 514 }],
  ["tcp://[::1]:601", { way: "tcp", host: "::1", port: 601 }],
  ["unix:/run/log.sock", { way: "unix", path: "/run/log.sock" }],
  ["udp://host:0", undefined],
  ["udp://host:70000", undefined],
  ["http://host", undefined],
  ["unix:relative", undefined],
])("%s is %j", (text, address) => {
  expect(readSyslogAddress(text)).toEqual(address);
});

const node = process.execPath;

test("a program gets the line on standard input, and its words as they are", async () => {
  const path = join(folder(), "kept");
  const program = `require("fs").writeFileSync(process.argv[1], require("fs").readFileSync(0))`;
  await commandPlace([node, "-e", program, `${path} $(id) ; true`]).write(line);
  expect(readFileSync(`${path} $(id) ; true`, "utf8")).toBe(`${line}\n`);
});

test("a program that complains, or is not there, is a failure", async () => {
  const complains = commandPlace([node, "-e", 'console.error("the tape is full"); process.exit(3)']);
  await expect(complains.write(line)).rejects.toThrow("It ended with 3: the tape is full");
  await expect(commandPlace(["/nowhere/program"]).write(line)).rejects.toThrow("ENOENT");
});

test("a program gets no secret of the environment", async () => {
  process.env["PARLEY_TEST_SECRET_KEY"] = "canary";
  onTestFinished(() => void delete process.env["PARLEY_TEST_SECRET_KEY"]);
  const looks = 'process.exit(JSON.stringify(process.env).includes("canary") ? 1 : 0)';
  expect(await commandPlace([node, "-e", looks]).write(line)).toBeUndefined();
});
