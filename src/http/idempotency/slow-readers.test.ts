import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import { messages } from "../asking.fixture.ts";
import { type Served, serveScripted } from "../serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const pieceBytes = 128 * 1024;

/** An answer of large pieces, as fast as they are asked for. Counts those that were. */
function pieces(most: number) {
  const count = { made: 0 };
  served.script = function* (): Generator<StreamEvent> {
    const text = "x".repeat(pieceBytes);
    for (; count.made < most; count.made++) yield { type: "text-delta", choice: 0, text };
    yield { type: "choice-finish", choice: 0, finish: { unified: "stop" } };
    yield { type: "end" };
  };
  return count;
}

/** A reader that reads only when it is told to. */
interface Reader {
  readonly bytes: number;
  readonly ended: boolean;
  readonly last: string;
  readonly socket: Socket;
}

function read(): Promise<Reader> {
  const body = JSON.stringify({ model: "m", messages, stream: true });
  const head =
    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nidempotency-key: k\r\n" +
    `authorization: Bearer ${served.key}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, "127.0.0.1", () => socket.write(head + body));
    const reader = { bytes: 0, ended: false, last: "", socket };
    socket.on("error", reject);
    socket.on("end", () => (reader.ended = true));
    socket.on("data", (piece: Buffer) => {
      if (reader.bytes === 0) resolve(reader);
      reader.bytes += piece.length;
      reader.last = (reader.last + piece.subarray(-40).toString("latin1")).slice(-40);
    });
  });
}

/** Waits until a count has not changed for a while. */
async function settled(count: () => number): Promise<number> {
  for (let before = -1, now = count(); ; before = now, now = count()) {
    if (before === now) return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const all = 60;

test("a lone reader that stops reading holds up the upstream, and gets it all when it goes on", async () => {
  // Far more than the buffers of both ends of a connection hold.
  const most = 7 * all;
  const count = pieces(most);
  const reader = await read();
  reader.socket.pause();
  expect(await settled(() => count.made)).toBeLessThan(most);
  reader.socket.resume();
  await expect.poll(() => reader.ended, { timeout: 10_000 }).toBe(true);
  expect(reader.bytes).toBeGreaterThan(most * pieceBytes);
  expect(reader.last).toContain("[DONE]");
});

test("a slow reader does not hold up a quick one, and still gets it all", async () => {
  const count = pieces(all);
  const slow = await read();
  slow.socket.pause();
  await settled(() => count.made);
  const quick = await read();
  await expect.poll(() => quick.ended, { timeout: 10_000 }).toBe(true);
  expect(count.made).toBe(all);
  expect(slow.ended).toBe(false);
  slow.socket.resume();
  await expect.poll(() => slow.ended, { timeout: 10_000 }).toBe(true);
  expect(slow.last).toContain("[DONE]");
  expect(slow.bytes).toBeGreaterThan(all * pieceBytes);
  expect(served.attempts).toHaveLength(1);
});

test("one that is more than 8 MiB behind a quick one is cut off, and not ended as if that were all", async () => {
  pieces(4 * all);
  const slow = await read();
  slow.socket.pause();
  const quick = await read();
  slow.socket.on("error", () => undefined);
  await expect.poll(() => quick.ended, { timeout: 15_000 }).toBe(true);
  expect(quick.bytes).toBeGreaterThan(4 * all * pieceBytes);
  const closed = new Promise((resolve) => slow.socket.once("close", resolve));
  slow.socket.resume();
  await closed;
  expect(slow.last).not.toContain("[DONE]");
  expect(slow.bytes).toBeLessThan(4 * all * pieceBytes);
});
