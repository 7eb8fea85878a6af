import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import { ParleyError } from "../../spec/errors.ts";
import { streamEnd } from "./decoder.ts";
import { JsonDecoder } from "./json-decoder.ts";
import { playRecorded, readAll } from "./recorded.fixture.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "./stream.ts";

const clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 10_000 };
const request: HttpRequest = { method: "GET", path: "/", headers: {}, signal: new AbortController().signal };

async function ask(status: number, headers: readonly (readonly [string, string])[], body: string | Buffer) {
  const { origin } = await playRecorded([{ status, headers, body: Buffer.from(body as string) }]);
  const client = createHttpClient(origin, clocks);
  const ways: UpstreamWays = {
    client,
    now: () => 0,
    secrets: [],
    refused: (refusal) => new ParleyError("upstream_failed", { raw: { status: refusal.status } }),
  };
  const stream = new UpstreamStream(ways, {
    model: "m",
    request: () => request,
    decode: (heading) => new JsonDecoder((_body, out) => out.push(streamEnd(heading, "m", undefined))),
  });
  const { events, error } = await readAll(stream);
  const fetched = await fetchJson(ways, request).catch((thrown: unknown) => thrown);
  await client.close();
  return { events, error, fetched };
}

describe("an answer that says it is compressed", () => {
  test.each(["gzip", "br", "zstd", "gzip, br", "GZIP", "unheard-of"])(
    "%s is refused, and not unpacked",
    async (coding) => {
      const { events, error, fetched } = await ask(200, [["content-encoding", coding]], gzipSync("{}"));
      expect(events).toEqual([]);
      expect(error).toMatchObject({ code: "upstream_invalid" });
      expect(fetched).toMatchObject({ code: "upstream_invalid" });
    },
  );

  test("identity is no compression", async () => {
    const { events, fetched } = await ask(200, [["content-encoding", "identity"]], '{"a":1}');
    expect(events).toMatchObject([{ type: "end" }]);
    expect(fetched).toEqual({ a: 1 });
  });

  test("a refusal is still one, by its status", async () => {
    const { error } = await ask(429, [["content-encoding", "gzip"]], gzipSync("{}"));
    expect(error).toMatchObject({ code: "upstream_failed", raw: { status: 429 } });
  });
});

test("an answer that says it is too large is not read at all", async () => {
  const length = (bytes: number) => ask(200, [["content-length", String(bytes)]], "{}");
  const { events, error } = await length(16 * 1024 * 1024 + 1);
  expect(events).toEqual([]);
  expect(error).toMatchObject({ code: "upstream_invalid", message: expect.stringContaining("too much") });
});

describe("a refusal whose body never comes as a whole", () => {
  const head = "HTTP/1.1 429 No\r\nretry-after: 7\r\ncontent-length: 500\r\n\r\n";
  const ends: readonly (readonly [string, (socket: Socket) => void])[] = [
    ["breaks off", (socket) => socket.end(`${head}{"error":`)],
    ["stalls", (socket) => socket.write(`${head}{"error":`)],
    ["is reset", (socket) => socket.write(`${head}{`, () => socket.resetAndDestroy())],
  ];
  test.each(ends)("%s: its status and headers count", async (_name, answer) => {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket.on("error", () => undefined));
      socket.once("data", () => answer(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createHttpClient(origin, { ...clocks, idle: 100 });
    const ways: UpstreamWays = {
      client,
      now: () => 0,
      secrets: [],
      refused: ({ status, headers, body }) =>
        new ParleyError("rate_limit_exceeded", {
          raw: { status, type: String(headers["retry-after"]), code: String(body) },
        }),
    };
    const stream = new UpstreamStream(ways, {
      model: "m",
      request: () => request,
      decode: (heading) => new JsonDecoder((_body, out) => out.push(streamEnd(heading, "m", undefined))),
    });
    const wanted = { code: "rate_limit_exceeded", raw: { status: 429, type: "7", code: "undefined" } };
    expect((await readAll(stream)).error).toMatchObject(wanted);
    expect(await fetchJson(ways, request).catch((thrown: unknown) => thrown)).toMatchObject(wanted);
    await client.close();
  });
});

test.each([0, 1, 3, Infinity])(
  "what is taken as it comes is not given again: %s at a time",
  async (atATime) => {
    const { origin } = await playRecorded([{ status: 200, headers: [], body: Buffer.from("abcdefghij") }]);
    const client = createHttpClient(origin, clocks);
    const failing = (text: string) => text.includes("j");
    const stream = new UpstreamStream(
      { client, now: () => 0, secrets: [], refused: () => new ParleyError("upstream_failed") },
      {
        model: "m",
        request: () => request,
        // Each letter is an event, and behind the last ones something is wrong.
        decode: () => ({
          push(chunk, out) {
            for (const text of chunk.toString("latin1")) out.push({ type: "text-delta", choice: 0, text });
            if (failing(chunk.toString("latin1"))) throw new ParleyError("upstream_invalid");
          },
          finish: () => undefined,
        }),
      },
    );
    let had = "";
    let taken = false;
    let left = atATime;
    const read = async (): Promise<void> => {
      for (let result = await stream.next(); result.done !== true;) {
        if (!taken && "text" in result.value) had += `(${result.value.text})`;
        [taken, left] = [false, atATime];
        result = await stream.next((event) => {
          had += "text" in event ? event.text : "";
          taken = --left <= 0;
          return !taken;
        });
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "upstream_invalid" });
    expect(had).toBe("(a)bcdefghij");
    expect(await stream.next()).toMatchObject({ done: true });
    await client.close();
  },
);
