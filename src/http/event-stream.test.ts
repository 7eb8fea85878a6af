import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Crowd } from "../lib/crowd.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import { streamEvents, type StreamRenderer } from "./event-stream.ts";
import { Exchange } from "./exchange.ts";
import { type Speaker, StreamWatch } from "./stream-watch.ts";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function answer(): EventStream {
  const events: StreamEvent[] = [{ type: "text-delta", choice: 0, text: "word" }, { type: "end" }];
  const over = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      const value = events.shift();
      return Promise.resolve(value === undefined ? over : { done: false, value });
    },
    return: () => Promise.resolve(over),
  };
}

/** More than the system takes for a reader who does not read. */
const last = `data: ${"x".repeat(32 * 1024 * 1024)}\n\n`;
const renderer: StreamRenderer = { event: () => "data: word\n\n", end: () => last };

test("behind a whole answer that a slow reader has not taken yet no error follows", async () => {
  const served = Promise.withResolvers<Exchange>();
  server = createServer((request, response) => {
    const exchange = new Exchange(request, response, undefined, {});
    streamEvents(exchange, answer(), renderer).catch(served.reject);
    served.resolve(exchange);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reader = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
  reader.write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  const exchange = await served.promise;
  await expect.poll(() => exchange.response.writableLength).toBeGreaterThan(1024 * 1024);
  exchange.abort(new ParleyError("shutting_down"));
  let end = "";
  for await (const piece of reader) end = (end + String(piece)).slice(-100);
  expect(end).toMatch(/x\n\n\r\n0\r\n\r\n$/);
});

test("a stream whose connection has just gone is not kept alive, and that is no fault", async () => {
  const speakers: Speaker[] = [];
  class Watch extends StreamWatch {
    override add(speaker: Speaker): void {
      speakers.push(speaker);
    }
  }
  const served = Promise.withResolvers<Exchange>();
  server = createServer((request, response) => {
    const exchange = new Exchange(request, response, undefined, {});
    exchange.watch = new Watch(new Crowd<Exchange>());
    streamEvents(exchange, answer(), { ...renderer, end: () => "" }).catch(served.reject);
    served.resolve(exchange);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reader = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
  reader.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  const { response } = await served.promise;
  response.socket?.destroy();
  expect(response.destroyed).toBe(false);
  expect(speakers).toHaveLength(1);
  for (const speaker of speakers) expect(() => speaker.keepAlive()).not.toThrow();
});

test("the head leaves with the first event, and what follows later leaves then", async () => {
  const [waiting, gate] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()];
  const events = answer();
  let asked = 0;
  const slowly: EventStream = {
    ...events,
    next: async () => {
      if (++asked === 2) {
        waiting.resolve(socketOf().writableLength);
        await gate.promise;
      }
      return events.next();
    },
  };
  let socketOf = (): { readonly writableLength: number } => ({ writableLength: 0 });
  server = createServer((request, response) => {
    const exchange = new Exchange(request, response, undefined, {});
    socketOf = () => request.socket;
    streamEvents(exchange, slowly, { ...renderer, end: () => "" }).catch(waiting.reject);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reader = connect((server.address() as AddressInfo).port, "127.0.0.1").setEncoding("utf8");
  reader.write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  // Both were written, and neither has left.
  expect(await waiting.promise).toBeGreaterThan("c\r\ndata: word\n\n\r\n".length);
  let came = "";
  reader.on("data", (piece) => (came += String(piece)));
  await expect.poll(() => came).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nc\r\ndata: word\n\n\r\n$/);
  gate.resolve();
  await expect.poll(() => came.endsWith("0\r\n\r\n")).toBe(true);
});

test.each(["1.1", "1.0"])(
  "a stream that gives its events at once is held up by a slow reader of HTTP/%s, and all arrives in order",
  async (version) => {
    const pieces = 64;
    let given = 0;
    let pauses = 0;
    const over = { done: true, value: undefined } as const;
    const eager: EventStream = {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async (take) => {
        await Promise.resolve();
        for (; given < pieces;) {
          const event = { type: "text-delta", choice: 0, text: `${given++};` } as const;
          if (take?.(event) === true) continue;
          if (take !== undefined) pauses++;
          return { done: false, value: event };
        }
        return { done: false, value: { type: "end" } };
      },
      return: () => Promise.resolve(over),
    };
    const filling = "x".repeat(1024 * 1024);
    server = createServer((request, response) => {
      const exchange = new Exchange(request, response, undefined, {});
      void streamEvents(exchange, eager, {
        event: (event) => `${"text" in event ? event.text : ""}${filling}`,
        end: () => "end",
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const reader = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
    reader.write(`GET / HTTP/${version}\r\nhost: a\r\nconnection: close\r\n\r\n`);
    await expect.poll(() => pauses).toBeGreaterThan(0);
    const held = given;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given).toBe(held);
    expect(given).toBeLessThan(pieces);
    let came = "";
    for await (const piece of reader.setEncoding("latin1")) came += String(piece).replaceAll("x", "");
    expect([...came.matchAll(/(\d+);/g)].map(([, number]) => Number(number))).toEqual(
      Array.from({ length: pieces }, (_, index) => index),
    );
    expect(came).toContain("end");
  },
);

test("what cannot be written in the moment in which it comes ends the stream with an error, and is not written again", async () => {
  let asked = 0;
  const over = { done: true, value: undefined } as const;
  const event = { type: "text-delta", choice: 0, text: "word" } as const;
  let left = false;
  const stream: EventStream = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async (take) => {
      await Promise.resolve();
      if (++asked > 1) expect(take?.(event)).toBe(false);
      return { done: false, value: event };
    },
    return: () => {
      left = true;
      return Promise.resolve(over);
    },
  };
  let written = 0;
  server = createServer((request, response) => {
    const exchange = new Exchange(request, response, undefined, {});
    void streamEvents(exchange, stream, {
      event: () => {
        if (++written === 2) throw new TypeError("this one not");
        return "data: word\n\n";
      },
      end: () => "end",
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const answered = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const text = await answered.text();
  expect(text).toMatch(/^data: word\n\ndata: \{"error"/);
  expect(text).not.toContain("this one not");
  expect(written).toBe(2);
  expect(left).toBe(true);
});
