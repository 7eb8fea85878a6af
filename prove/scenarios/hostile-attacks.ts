/** What an upstream could send to keep this server busy, or to fill its memory. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { begunStream, goodBody } from "../raw/payload.ts";
import { chunk, head, isChunked, type Step, types } from "../shapes/shape.ts";

export interface Attack {
  /** Lower case and hyphens: it is also the provider's name. */
  readonly name: string;
  /** Whether the caller asks for a stream. */
  readonly stream: boolean;
  readonly steps: readonly Step[];
  /** Whose protocol it speaks; OpenAI's where it is absent. */
  readonly type?: "anthropic";
  /** Statuses that a caller may see; 200 is an error event within a stream. */
  readonly statuses: readonly number[];
}

const kib64 = "x".repeat(65_536);
/** A gigabyte of them. */
const gigabyte = 16_384;

/** 100 MB of spaces, and of zeros: a thousandth of that on the wire. */
function bomb(squeeze: (bytes: Buffer) => Buffer): Buffer {
  return squeeze(
    Buffer.concat([Buffer.from(goodBody.slice(0, -1)), Buffer.alloc(100_000_000, 0x20), Buffer.from("}")]),
  );
}

function drip(text: string, everyMs: number, times: number): readonly Step[] {
  return Array.from({ length: times }, () => [text, { wait: everyMs }]).flat();
}

const ping = 'event: ping\ndata: {"type": "ping"}\n\n';
const json = (...fields: readonly string[]): string => head(types.body, isChunked, ...fields);
const sse = head(types.stream, isChunked);
const failed = [502, 504] as const;

/** Made when they are needed: the bombs cost a second. */
export function hostileAttacks(): readonly Attack[] {
  const gzip = bomb((bytes) => gzipSync(bytes));
  const brotli = bomb((bytes) => brotliCompressSync(bytes));
  const body = (name: string, ...steps: readonly Step[]): Attack => ({
    name,
    stream: false,
    steps,
    statuses: failed,
  });
  const stream = (name: string, ...steps: readonly Step[]): Attack => ({
    name,
    stream: true,
    steps,
    statuses: failed,
  });
  const midStream = (name: string, ...steps: readonly Step[]): Attack => ({
    ...stream(name, sse, chunk(begunStream), ...steps),
    statuses: [200],
  });
  return [
    body("gzip-bomb", json("content-encoding: gzip"), chunk(gzip), "0\r\n\r\n"),
    body("brotli-bomb", json("content-encoding: br"), chunk(brotli), "0\r\n\r\n"),
    body("gzip-bomb-in-disguise", json(), chunk(gzip), "0\r\n\r\n"),
    stream(
      "gzip-bomb-as-a-stream",
      head(types.stream, isChunked, "content-encoding: gzip, br"),
      chunk(gzip),
      "0\r\n\r\n",
    ),
    { ...body("gzip-bomb-as-an-error", "HTTP/1.1 500 Oh\r\ncontent-encoding: gzip\r\n\r\n", gzip, "close") },
    body(
      "header-of-a-megabyte",
      `HTTP/1.1 200 OK\r\nx-a: ${"x".repeat(1_048_576)}\r\n\r\n`,
      goodBody,
      "close",
    ),
    body("ten-thousand-headers", `HTTP/1.1 200 OK\r\n${"x-a: b\r\n".repeat(10_000)}\r\n`, goodBody, "close"),
    body("status-line-of-a-megabyte", `HTTP/1.1 200 ${"x".repeat(1_048_576)}\r\n\r\n`, goodBody, "close"),
    body("early-hints-of-a-gigabyte", {
      repeat: `HTTP/1.1 103 A\r\nx-a: ${kib64.slice(0, 8_000)}\r\n\r\n`,
      times: 131_072,
    }),
    body("body-of-a-gigabyte", head(types.body, "content-length: 1073741824"), {
      repeat: kib64,
      times: gigabyte,
    }),
    body("chunks-of-a-gigabyte", json(), { repeat: chunk(kib64), times: gigabyte }),
    body("body-without-end", head(types.body), '{"a":"', { repeat: kib64, times: gigabyte }),
    body("trailers-of-a-gigabyte", json(), chunk("{"), "0\r\n", {
      repeat: `x-a: ${kib64}\r\n`,
      times: gigabyte,
    }),
    body("error-of-a-gigabyte", "HTTP/1.1 500 Oh\r\n\r\n", { repeat: kib64, times: gigabyte }),
    stream("event-of-a-gigabyte", sse, chunk("data: "), { repeat: chunk(kib64), times: gigabyte }),
    stream("lines-of-a-gigabyte", sse, { repeat: chunk("data: x\n".repeat(8_192)), times: gigabyte }),
    stream("comments-of-a-gigabyte", sse, { repeat: chunk(": x\n\n".repeat(13_107)), times: gigabyte }),
    stream("empty-lines-of-a-gigabyte", sse, { repeat: chunk("\n".repeat(65_536)), times: gigabyte }),
    stream("returns-of-a-gigabyte", sse, { repeat: chunk("\r".repeat(65_536)), times: gigabyte }),
    midStream("event-of-a-gigabyte-after-text", chunk("data: "), { repeat: chunk(kib64), times: gigabyte }),
    {
      ...stream("pings-of-a-gigabyte", sse, { repeat: chunk(ping.repeat(1_500)), times: gigabyte }),
      type: "anthropic",
    },
    midStream(
      "event-full-of-errors",
      chunk(`data: {"x":[${'{"error":{}},{"usage":{}},'.repeat(30_000)}0]}\n\n`),
      "close",
    ),
    midStream("chunks-of-a-byte-after-text", { repeat: "1\r\nx\r\n".repeat(8_192), times: 36 }, "close"),
    body("drip-of-a-head", ...drip("H", 100, 60)),
    body("drip-of-headers", "HTTP/1.1 200 OK\r\n", ...drip("x-a: b\r\n", 100, 60)),
    body("drip-of-a-body", json(), ...drip("1\r\n{\r\n", 100, 100)),
    stream("drip-of-comments", sse, ...drip("3\r\n:\n\n\r\n", 100, 100)),
    midStream("drip-of-an-event", ...drip("1\r\nx\r\n", 100, 100)),
  ];
}
