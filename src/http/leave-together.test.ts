import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { leaveTogether } from "./leave-together.ts";

let server: Server;
let sockets: Socket[];
beforeEach(async () => {
  sockets = [];
  server = createServer((socket) => socket.pipe(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function open(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  await once(socket, "connect");
  return socket;
}

function say(socket: Socket, text: string): void {
  leaveTogether(socket);
  socket.write(text);
}

test("what is written in one turn leaves after it, in order, and as one piece for each socket", async () => {
  const [one, other] = [await open(), await open()];
  const came: string[] = [];
  for (const socket of [one, other]) socket.on("data", (data) => came.push(data.toString()));
  say(one, "a");
  say(other, "x");
  await Promise.resolve();
  say(one, "b");
  expect([one.writableLength, other.writableLength, one.writableCorked]).toEqual([2, 1, 1]);
  await setImmediate();
  expect([one.writableLength, other.writableLength, one.writableCorked]).toEqual([0, 0, 0]);
  await expect.poll(() => came.toSorted()).toEqual(["ab", "x"]);
});

test("in each turn anew", async () => {
  const one = await open();
  let came = "";
  one.on("data", (data) => (came += data.toString()));
  for (const text of ["a", "b", "c"]) {
    say(one, text);
    expect(one.writableCorked).toBe(1);
    await setImmediate();
    expect(one.writableCorked).toBe(0);
  }
  await expect.poll(() => came).toBe("abc");
});

test("how much waits is seen at once, so that a slow reader still stops who writes", async () => {
  const one = await open();
  leaveTogether(one);
  expect(one.write(Buffer.alloc(one.writableHighWaterMark))).toBe(false);
  const drained = once(one, "drain");
  await drained;
  expect(one.writableLength).toBe(0);
});

test("a socket that is destroyed meanwhile harms no other", async () => {
  const [gone, other] = [await open(), await open()];
  let came = "";
  other.on("data", (data) => (came += data.toString()));
  gone.on("error", () => undefined);
  say(gone, "lost");
  say(other, "kept");
  gone.destroy();
  await expect.poll(() => came).toBe("kept");
});
