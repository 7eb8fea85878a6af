import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { more } from "./http1-more.ts";
import { fetchWhole, rawUpstream } from "./raw-upstream.fixture.ts";

const chunked =
  "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nt: 1\r\n\r\n";
const sized = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world";
const early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
const untilClose = "HTTP/1.1 200 OK\r\n\r\nhello world";

describe("an answer is the same however it is cut", () => {
  test.each([
    ["chunks", chunked],
    ["a length", sized],
    ["answers before the answer", early + chunked],
    ["until the end", untilClose],
  ])("%s: at every byte", async (_name, answer) => {
    let cut = 0;
    await using upstream = await rawUpstream((socket) => {
      socket.write(answer.slice(0, cut));
      setTimeout(
        () => (answer === untilClose ? socket.end(answer.slice(cut)) : socket.write(answer.slice(cut))),
        2,
      );
    });
    for (cut = 1; cut < answer.length; cut++) {
      expect((await fetchWhole(upstream.client)).body.toString()).toBe("hello world");
    }
    if (answer !== untilClose) expect(upstream.sockets).toHaveLength(1);
  });

  test("byte by byte", async () => {
    await using upstream = await rawUpstream((socket) => {
      const send = (at: number): void => {
        if (at === (early + chunked).length) return;
        socket.write((early + chunked).charAt(at), () => setImmediate(send, at + 1));
      };
      send(0);
    });
    expect((await fetchWhole(upstream.client)).body.toString()).toBe("hello world");
  });
});

test("no answer, cut anywhere, crashes the client or keeps it waiting", async () => {
  let answer = Buffer.alloc(0);
  let cuts: readonly number[] = [];
  await using upstream = await rawUpstream((socket) => {
    let at = 0;
    for (const cut of cuts) socket.write(answer.subarray(at, (at += cut)));
    socket.end(answer.subarray(at));
  });
  const heads = ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 C\r\n", "connection: close\r\n", ":", " x", "HTTP/"];
  const framing = [
    "content-length: 5\r\n",
    "transfer-encoding: chunked\r\n",
    "5\r\n",
    "0\r\n",
    "fffffffff\r\n",
    ";x",
  ];
  const words = fc.constantFrom(...heads, ...framing, "\r\n", "\n", "hello", "\0");
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 30 })),
      async (texts, at) => {
        answer = Buffer.from(texts.join(""));
        cuts = at;
        const result = await fetchWhole(upstream.client).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(result).toMatchObject({
            code: expect.stringMatching(/^upstream_(invalid|failed|truncated)$/),
          });
        } else {
          expect(texts[0]).toMatch(/^HTTP/);
        }
      },
    ),
    { numRuns: 150 },
  );
});

describe("what is no answer ends the connection", () => {
  test.each([
    ["both lengths", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["a bad chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
    ["another protocol", "HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n"],
    ["a head without end", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(5_000)}`],
    ["a head that is too large", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(5_000)}\r\n`],
    ["answers before the answer without end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000)],
    ["no HTTP", "SSH-2.0-OpenSSH\r\n\r\n"],
  ])("%s", async (_name, answer) => {
    await using upstream = await rawUpstream((socket) => socket.write(answer));
    await expect(fetchWhole(upstream.client)).rejects.toMatchObject({ code: "upstream_invalid" });
    await expect.poll(() => upstream.sockets[0]?.destroyed).toBe(true);
  });
});

describe("connections", () => {
  test("one after the other, requests share one", async () => {
    await using upstream = await rawUpstream((socket) => socket.write(sized));
    for (let i = 0; i < 20; i++) await fetchWhole(upstream.client);
    expect(upstream.sockets).toHaveLength(1);
  });

  test("at the same time, each has its own, and no answer goes to another asker", async () => {
    await using upstream = await rawUpstream((socket, request) => {
      const name = /GET \/(\d+)/.exec(request)?.[1] ?? "";
      setTimeout(
        () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${name.length}\r\n\r\n${name}`),
        Number(name) % 7,
      );
    });
    const { signal } = new AbortController();
    for (let round = 0; round < 3; round++) {
      const names = Array.from({ length: 30 }, (_, index) => String(round * 30 + index));
      const answers = names.map(async (name) => {
        const response = await upstream.client.send({ method: "GET", path: `/${name}`, headers: {}, signal })
          .started;
        return (await response.next())?.toString();
      });
      expect(await Promise.all(answers)).toEqual(names);
    }
    expect(upstream.sockets).toHaveLength(30);
  });

  test.each([
    ["one that the server closes", "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"],
    [
      "one that the server keeps for a moment only",
      "HTTP/1.1 200 OK\r\nkeep-alive: timeout=1\r\ncontent-length: 2\r\n\r\nok",
    ],
    [
      "one on which more came than was asked for",
      "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n",
    ],
  ])("%s is not used again", async (_name, answer) => {
    await using upstream = await rawUpstream((socket) => socket.write(answer));
    expect((await fetchWhole(upstream.client)).body.toString()).toBe("ok");
    expect((await fetchWhole(upstream.client)).body.toString()).toBe("ok");
    expect(upstream.sockets).toHaveLength(2);
  });

  test("an answer that comes later than its asker left is nobody else's", async () => {
    await using upstream = await rawUpstream((socket, _request, number) => {
      setTimeout(
        () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n${number}`),
        number === 0 ? 100 : 0,
      );
    });
    const controller = new AbortController();
    const first = fetchWhole(upstream.client, controller.signal);
    await expect.poll(() => upstream.sockets.length).toBe(1);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
    expect((await fetchWhole(upstream.client)).body.toString()).toBe("1");
  });

  test("an idle one that the server closed is noticed before the next request", async () => {
    await using upstream = await rawUpstream((socket) => socket.write(sized));
    await fetchWhole(upstream.client);
    upstream.sockets[0]?.end();
    await sleep(50);
    expect((await fetchWhole(upstream.client)).status).toBe(200);
  });

  test("one that breaks before any answer is not asked again: the upstream may have worked", async () => {
    let asked = 0;
    await using upstream = await rawUpstream((socket, _request, number) => {
      asked++;
      if (number === 0) socket.write(sized);
      else socket.destroy();
    });
    await fetchWhole(upstream.client);
    await expect(fetchWhole(upstream.client)).rejects.toMatchObject({ code: "upstream_failed" });
    expect(asked).toBe(2);
  });

  test.each([
    ["in order", (socket: Socket) => void socket.destroy()],
    ["with a reset", (socket: Socket) => void socket.resetAndDestroy()],
    [
      "after a word of its own",
      (socket: Socket) => void socket.end("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n"),
    ],
  ])("an idle one that is closed in this very moment, %s, costs no request", async (_how, close) => {
    let asked = 0;
    await using upstream = await rawUpstream((socket) => {
      asked++;
      socket.write(sized);
    });
    for (let turn = 0; turn < 5; turn++) {
      await fetchWhole(upstream.client);
      await sleep(40);
      // Its end lies in the system's memory when the request is placed, and nobody has looked yet.
      const last = upstream.sockets.at(-1);
      if (last !== undefined) close(last);
      expect((await fetchWhole(upstream.client)).status).toBe(200);
    }
    expect(asked).toBe(10);
  });

  test("a young one that was broken off takes nothing, and another one is taken", async () => {
    let asked = 0;
    await using upstream = await rawUpstream((socket) => {
      asked++;
      socket.write(sized);
    });
    for (let turn = 0; turn < 5; turn++) {
      await fetchWhole(upstream.client);
      upstream.sockets.at(-1)?.resetAndDestroy();
      expect((await fetchWhole(upstream.client)).status).toBe(200);
    }
    expect(asked).toBe(10);
  });

  test("whoever leaves while an idle one is looked at has sent nothing", async () => {
    let asked = 0;
    await using upstream = await rawUpstream((socket) => {
      asked++;
      socket.write(sized);
    });
    await fetchWhole(upstream.client);
    await sleep(40);
    const controller = new AbortController();
    const second = fetchWhole(upstream.client, controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    await sleep(40);
    expect(asked).toBe(1);
    expect((await fetchWhole(upstream.client)).status).toBe(200);
  });

  test("closing the client ends what is under way, and nothing is sent afterwards", async () => {
    await using upstream = await rawUpstream(() => undefined);
    const waiting = fetchWhole(upstream.client);
    await expect.poll(() => upstream.sockets.length).toBe(1);
    await upstream.client.close();
    await expect(waiting).rejects.toMatchObject({ code: "upstream_failed" });
    await expect(fetchWhole(upstream.client)).rejects.toMatchObject({ code: "upstream_unreachable" });
  });
});

test("what waits for a slow reader holds hardly more memory than it has bytes", async () => {
  const pieces = 400;
  const sent = Promise.withResolvers<void>();
  await using upstream = await rawUpstream((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${pieces}\r\n\r\n`);
    const send = (left: number): void => {
      // Something else takes from the same slabs meanwhile, as other streams do.
      Buffer.allocUnsafe(20_000);
      if (left > 0) socket.write("x", () => setImmediate(send, left - 1));
      else sent.resolve();
    };
    send(pieces);
  });
  const { signal } = new AbortController();
  const response = await upstream.client.send({ method: "GET", path: "/", headers: {}, signal }).started;
  await sent.promise;
  await sleep(50);
  const memory = new Set<ArrayBufferLike>();
  for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next())
    memory.add(chunk.buffer);
  const bytes = [...memory].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(bytes).toBeLessThan(1_000_000);
});

describe("reading with a function", () => {
  test("it is called until it has what it wants, and what it throws is the reader's", async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\na");
      for (const [index, letter] of [..."bcd"].entries())
        setTimeout(() => socket.write(letter), 10 * (index + 1));
    });
    const { signal } = new AbortController();
    const response = await upstream.client.send({ method: "GET", path: "/", headers: {}, signal }).started;
    let text = "";
    const both = await response.read((chunk) => ((text += chunk?.toString() ?? "").length < 2 ? more : text));
    expect(both).toBe("ab");
    const thrown = response.read(() => {
      throw new RangeError("mine");
    });
    await expect(thrown).rejects.toThrow(RangeError);
    await expect(response.read((chunk) => (chunk === undefined ? "end" : more))).resolves.toBe("end");
    await expect(response.read(() => more)).rejects.toMatchObject({ code: "upstream_truncated" });
  });
});
