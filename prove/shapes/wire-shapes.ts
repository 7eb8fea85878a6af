/** Answers that are broken or strange as HTTP, or as bytes: streamed and not. */
import { gzipSync } from "node:zlib";
import { begunStream, goodBody, goodStream } from "../raw/payload.ts";
import {
  type Case,
  chunk,
  head,
  isChunked,
  lastChunk,
  type Must,
  type Shape,
  type Step,
  types,
} from "./shape.ts";
import { forged } from "./stream-shapes.ts";

interface Material {
  readonly type: string;
  readonly good: Buffer;
  /** Good so far as it goes, and not all of it. */
  readonly begun: Buffer;
}

const materials = {
  stream: { type: types.stream, good: Buffer.from(goodStream), begun: Buffer.from(begunStream) },
  body: { type: types.body, good: Buffer.from(goodBody), begun: Buffer.from(goodBody.slice(0, 100)) },
} as const;

/** The same shape of both kinds; of the other one, where it must be seen differently. */
function both(
  name: string,
  must: Must,
  steps: (material: Material) => readonly Step[],
  ofBodies: Must = must,
): Shape {
  const one = (material: Material, what: Must): Case => ({ must: what, steps: steps(material) });
  return { name, stream: one(materials.stream, must), body: one(materials.body, ofBodies) };
}

const sized = ({ type, good }: Material, size: number = good.length): string =>
  head(type, `content-length: ${size}`);
const pieces = ({ type }: Material, ...fields: readonly string[]): string => head(type, isChunked, ...fields);
const early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";

export const wireShapes: readonly Shape[] = [
  both("no-answer", "fail", () => ["close"]),
  both("reset-before-the-answer", "fail", () => ["reset"]),
  both("half-a-head", "fail", () => ["HTTP/1.1 200 OK\r\ncontent-ty", "close"]),
  both("head-only", "fail", (of) => [pieces(of), "close"]),
  both("head-only-reset", "fail", (of) => [pieces(of), { wait: 20 }, "reset"]),
  both("closed-in-the-middle", "fail", (of) => [pieces(of), chunk(of.begun), { wait: 20 }, "close"]),
  both("reset-in-the-middle", "fail", (of) => [pieces(of), chunk(of.begun), { wait: 20 }, "reset"]),
  both("ended-in-the-middle", "fail", (of) => [pieces(of), chunk(of.begun), lastChunk]),
  both("silent-in-the-middle", "fail", (of) => [pieces(of), chunk(of.begun)]),
  both("silent-after-the-head", "fail", (of) => [pieces(of)]),
  both("empty", "fail", (of) => [sized(of, 0)]),
  both("empty-chunked", "fail", (of) => [pieces(of), lastChunk]),
  both("empty-and-closed", "fail", (of) => [head(of.type), "close"]),
  both("shorter-than-its-length", "fail", (of) => [sized(of, of.good.length + 50), of.begun, "close"]),
  both("longer-than-its-length", "answer", (of) => [sized(of), of.good, "HTTP/1.1 200 OK\r\n\r\n"]),
  both("cut-by-its-length", "fail", (of) => [sized(of, of.begun.length), of.good]),
  both("chunk-size-is-no-number", "fail", (of) => [pieces(of), chunk(of.begun), "zz\r\n"]),
  both("chunk-size-is-endless", "fail", (of) => [pieces(of), `${"f".repeat(40)}\r\n`, of.good]),
  both("chunk-size-is-negative", "fail", (of) => [pieces(of), "-5\r\n", of.good]),
  both("chunk-size-is-too-small", "fail", (of) => [pieces(of), "10\r\n", of.good, "\r\n", lastChunk]),
  both("chunk-size-is-too-large", "fail", (of) => [
    pieces(of),
    `${(of.begun.length + 9).toString(16)}\r\n`,
    of.begun,
    "\r\n",
    lastChunk,
    "close",
  ]),
  both("chunk-extensions", "answer", (of) => [
    pieces(of),
    `${of.good.length.toString(16)};a=b;c="d"\r\n`,
    of.good,
    "\r\n",
    lastChunk,
  ]),
  both("chunk-extensions-without-end", "fail", (of) => [
    pieces(of),
    "5;",
    { repeat: "x".repeat(4096), times: 100 },
  ]),
  both("chunks-of-a-byte", "answer", (of) => [
    pieces(of),
    ...[...of.good].map((byte) => chunk(Buffer.from([byte]))),
    lastChunk,
  ]),
  both("no-last-chunk", "answer", (of) => [pieces(of), chunk(of.good), "close"], "fail"),
  both("more-after-the-last-chunk", "answer", (of) => [pieces(of), chunk(of.good), `${lastChunk}what?`]),
  both("trailers", "answer", (of) => [
    pieces(of),
    chunk(of.good),
    "0\r\nx-error: no\r\ncontent-length: 3\r\n\r\n",
  ]),
  both("early-hints", "answer", (of) => [early, early, "HTTP/1.1 100 Continue\r\n\r\n", sized(of), of.good]),
  both("early-hints-without-end", "fail", () => [{ repeat: early, times: 20_000 }]),
  both("http-1-0", "answer", (of) => [
    `HTTP/1.0 200 OK\r\ncontent-type: ${of.type}\r\n\r\n`,
    of.good,
    "close",
  ]),
  both("http-1-0-cut", "fail", (of) => [
    `HTTP/1.0 200 OK\r\ncontent-type: ${of.type}\r\n\r\n`,
    of.begun,
    "close",
  ]),
  both("http-1-0-with-chunks", "fail", (of) => [
    `HTTP/1.0 200 OK\r\n${isChunked}\r\n\r\n`,
    chunk(of.good),
    lastChunk,
  ]),
  both("two-lengths", "fail", (of) => [
    head(of.type, `content-length: ${of.good.length}`, "content-length: 5"),
    of.good,
  ]),
  both("length-and-chunks", "fail", (of) => [
    head(of.type, "content-length: 5", isChunked),
    chunk(of.good),
    lastChunk,
  ]),
  both("negative-length", "fail", (of) => [sized(of, -1), of.good]),
  both("folded-header", "fail", (of) => [
    head(of.type, "x-a: b", " c: d", isChunked),
    chunk(of.good),
    lastChunk,
  ]),
  both("escapes-in-a-header", "fail", (of) => [
    head(of.type, `x-request-id: \u001b[31m${forged}`, isChunked),
    chunk(of.good),
    lastChunk,
  ]),
  both("escapes-in-the-reason", "fail", (of) => [
    `HTTP/1.1 200 \u001b[31m\u0007\r\n${isChunked}\r\n\r\n`,
    chunk(of.good),
    lastChunk,
  ]),
  both("another-protocol", "fail", (of) => [
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n",
    of.good,
  ]),
  both("http-2", "fail", () => [
    Buffer.from("00001204000000000000030000008000040001000000050000ff", "hex"),
    "close",
  ]),
  both("no-http-at-all", "fail", () => ["SSH-2.0-OpenSSH_9.2\r\n", "close"]),
  both("no-content", "fail", () => ["HTTP/1.1 204 No Content\r\n\r\n"]),
  both("partial-content", "fail", (of) => [sized(of).replace("200 OK", "206 Partial Content"), of.good]),
  both("an-error-with-escapes", "fail", () => {
    const error = JSON.stringify({ error: { message: forged, type: forged, code: forged } });
    return [`HTTP/1.1 500 Oh\r\ncontent-length: ${Buffer.byteLength(error)}\r\n\r\n`, error];
  }),
  both("html", "fail", (of) => [
    sized({ ...of, type: "text/html" }, 44),
    "<!doctype html><title>502 Bad Gateway</title>".slice(0, 44),
  ]),
  both("html-called-an-answer", "fail", (of) => [
    pieces(of),
    chunk("<!doctype html>\n\n<title>502 Bad Gateway</title>\n\n"),
    lastChunk,
  ]),
  both("wrong-content-type", "answer", (of) => [sized({ ...of, type: "text/plain" }), of.good]),
  both("no-content-type", "answer", (of) => [
    `HTTP/1.1 200 OK\r\ncontent-length: ${of.good.length}\r\n\r\n`,
    of.good,
  ]),
  both("compressed", "fail", (of) => [
    pieces(of, "content-encoding: gzip"),
    chunk(gzipSync(of.good)),
    lastChunk,
  ]),
  both("said-to-be-compressed", "fail", (of) => [
    pieces(of, "content-encoding: br"),
    chunk(of.good),
    lastChunk,
  ]),
  both("no-utf-8", "fail", (of) => [
    pieces(of),
    chunk(Buffer.from(of.good.toString("utf8"), "latin1")),
    lastChunk,
  ]),
  both("utf-8-cut-short", "fail", (of) => [
    pieces(of),
    chunk(replaced(of.good, "ü", Buffer.from([0xc3]))),
    lastChunk,
  ]),
  both("nul", "fail", (of) => [
    pieces(of),
    chunk(replaced(of.good, " dem", Buffer.from("\u0000dem"))),
    lastChunk,
  ]),
  both("megabytes", "fail", (of) => [
    pieces(of),
    "7d00000\r\n",
    'data: {"a":"',
    { repeat: "x".repeat(65_536), times: 1_600 },
  ]),
];

/** `bytes` with the last `word` in it replaced. */
function replaced(bytes: Buffer, word: string, by: Buffer): Buffer {
  const at = bytes.lastIndexOf(word);
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + Buffer.byteLength(word))]);
}
