import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
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
