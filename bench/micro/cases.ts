/** The pieces of work that a call is made of. Add a row where a decision needs a figure. */
import { createHash } from "node:crypto";
import { isWellFormedKey, newKey } from "../../src/admin/key-format.ts";
import { parseBoundedJson } from "../../src/lib/bounded-json.ts";
import { Chunks } from "../../src/lib/http1-chunks.ts";
import { parseResponseHead } from "../../src/lib/http1-head.ts";
import { SseFrames } from "../../src/lib/sse-frames.ts";
import { ChatForwarder } from "../../src/providers/openai-compatible/forward.ts";
import type { StreamEvent } from "../../src/spec/event.ts";
import { chatRequest } from "../load/request.ts";
import { streamFrames, streamHead } from "../mock/answers.ts";
import type { Case } from "./time-case.ts";

const BOUNDS = { depth: 64, values: 100_000 };
const USAGE = Buffer.from('"usage":{');

const key = newKey();
const small = bodyOf(chatRequest(4242, key, false));
const large = largeBody(20_000);
const chunk = payloadOf(streamFrames(100)[1]);
const frames = new SseFrames();
const coded = streamFrames(100)[1] ?? Buffer.alloc(0);
const chunks = new Chunks();
const head = streamHead().toString("latin1", 0, streamHead().length - 4);
const forwarder = new ChatForwarder({ now: () => 0 }, false);

export const cases: readonly Case[] = [
  { name: "JSON.parse of a 2 kB body, from its Buffer", run: () => JSON.parse(small.toString("utf8")) },
  { name: "JSON.parse of a 20 kB body, from its Buffer", run: () => JSON.parse(large.toString("utf8")) },
  { name: "parseBoundedJson of the 2 kB body", run: () => parseBoundedJson(small, BOUNDS) },
  { name: "parseBoundedJson of the 20 kB body", run: () => parseBoundedJson(large, BOUNDS) },
  { name: "JSON.stringify of the 2 kB body", run: stringifier(small) },
  {
    name: "SSE chunk: look for its end",
    run: () => chunk[chunk.length - 1] === 10 && chunk[chunk.length - 2] === 10,
  },
  { name: 'SSE chunk: search for "usage":{', run: () => chunk.includes(USAGE) },
  { name: "SSE chunk: SseFrames.push", run: () => frames.push(chunk) },
  { name: "SSE chunk: out of the chunked coding", run: () => chunks.read(coded, 0, coded.length) },
  { name: "SSE chunk: ChatForwarder.push", run: () => forward(chunk) },
  { name: "answer: its head", run: () => parseResponseHead(head) },
  { name: "SSE chunk: parse", run: () => JSON.parse(chunk.toString("utf8", 6)) },
  {
    name: "SSE chunk: parse and write again",
    run: () => `data: ${JSON.stringify(JSON.parse(chunk.toString("utf8", 6)))}\n\n`,
  },
  { name: "key: its form and checksum", run: () => isWellFormedKey(key) },
  { name: "SHA-256 of the 2 kB body", run: () => createHash("sha256").update(small).digest() },
];

function forward(bytes: Buffer): number {
  const events: StreamEvent[] = [];
  forwarder.push(bytes, events);
  return events.length;
}

function bodyOf(request: Buffer): Buffer {
  return request.subarray(request.indexOf("\r\n\r\n") + 4);
}

/** The event within an HTTP chunk. */
function payloadOf(frame: Buffer | undefined): Buffer {
  if (frame === undefined) throw new Error("a stream without chunks");
  return frame.subarray(frame.indexOf("\r\n") + 2, -2);
}

/** A conversation of 20 turns that fills about `bytes`. */
function largeBody(bytes: number): Buffer {
  const content = "a word and another one, ".repeat(Math.floor(bytes / 20 / 24));
  const messages = Array.from({ length: 20 }, (_, turn) => ({
    role: turn % 2 === 0 ? "user" : "assistant",
    content,
  }));
  return Buffer.from(JSON.stringify({ model: "chat", messages, temperature: 0.7 }));
}

function stringifier(body: Buffer): () => string {
  const value: unknown = JSON.parse(body.toString("utf8"));
  return () => JSON.stringify(value);
}
