/** Streams that are no good as events, or are good and look strange. */
import {
  begunStream,
  content,
  done,
  event,
  finish,
  goodStream,
  goodText,
  role,
  sse,
} from "../raw/payload.ts";
import { chunk, head, isChunked, lastChunk, type Shape, type Step, streamed, types } from "./shape.ts";

/** What would break out of a log, and then forge a line in it. */
export const forged = '\u001b[2J\u001b[31mred\r\n{"level":50,"msg":"forged"}\u2028\u009b31m\u007f\u0000';

const call = (index: number, more: object, text: string) => ({
  tool_calls: [{ index, ...more, function: { name: "look", arguments: text } }],
});
const callId = { id: "call_1", type: "function" };
const oneByOne = (text: string): readonly Step[] =>
  [...Buffer.from(text)].map((byte) => chunk(Buffer.from([byte])));
const json = JSON.stringify(
  { choices: [{ index: 0, delta: { content: goodText }, finish_reason: null }] },
  undefined,
  1,
);

export const streamShapes: readonly Shape[] = [
  { name: "no-done", stream: streamed("fail", goodStream.replace(done, "")) },
  { name: "no-finish", stream: streamed("fail", begunStream + done) },
  { name: "neither-finish-nor-done", stream: streamed("fail", begunStream) },
  { name: "role-only", stream: streamed("fail", role) },
  { name: "half-an-event", stream: streamed("fail", begunStream + content[2]?.slice(0, 60)) },
  {
    name: "half-an-event-and-the-end",
    stream: streamed("fail", `${begunStream}data: {"choices":[{"delta":{"cont\n\n${finish}${done}`),
  },
  { name: "no-blank-lines", stream: streamed("fail", goodStream.replaceAll("\n\n", "\n")) },
  { name: "done-without-blank-line", stream: streamed("either", goodStream.slice(0, -1)) },
  { name: "done-twice", stream: streamed("answer", goodStream + done) },
  { name: "data-after-done", stream: streamed("answer", goodStream + content.join("")) },
  { name: "junk-after-done", stream: streamed("answer", `${goodStream}\u0000\u0001 what?\n\n`) },
  { name: "error-after-done", stream: streamed("answer", goodStream + sse({ error: { message: forged } })) },
  {
    name: "error-after-text",
    stream: streamed("fail", begunStream + sse({ error: { message: forged, code: forged } })),
  },
  {
    name: "error-after-text-then-done",
    stream: streamed("fail", begunStream + sse({ error: { message: "no" } }) + finish + done),
  },
  {
    name: "error-event-after-text",
    stream: streamed("fail", `${begunStream}event: error\ndata: {"message":"no"}\n\n`),
  },
  {
    name: "error-between-finish-and-done",
    stream: streamed("fail", begunStream + finish + sse({ error: "no" }) + done),
  },
  { name: "error-at-first", stream: streamed("fail", sse({ error: { message: forged, type: forged } })) },
  {
    name: "error-within-a-chunk",
    stream: streamed("fail", begunStream + sse({ choices: [], error: { code: 500 } }) + finish + done),
  },
  { name: "crlf", stream: streamed("answer", goodStream.replaceAll("\n", "\r\n")) },
  {
    name: "crlf-and-lf",
    stream: streamed("answer", goodStream.replaceAll("\n\n", "\r\n\n").replace("\r\n\n", "\n\r\n")),
  },
  { name: "lone-cr", stream: streamed("answer", goodStream.replaceAll("\n", "\r")) },
  { name: "cr-crlf", stream: streamed("answer", goodStream.replaceAll("\n\n", "\r\r\n")) },
  {
    name: "done-behind-a-cr",
    stream: streamed("fail", `${begunStream}: x\r\rdata: [DONE]\r\r${content[2]}`),
  },
  {
    name: "crlf-byte-by-byte",
    stream: {
      must: "answer",
      steps: [head(types.stream, isChunked), ...oneByOne(goodStream.replaceAll("\n", "\r\n")), lastChunk],
    },
  },
  {
    name: "byte-by-byte",
    stream: { must: "answer", steps: [head(types.stream, isChunked), ...oneByOne(goodStream), lastChunk] },
  },
  { name: "no-space-after-colon", stream: streamed("answer", goodStream.replaceAll("data: ", "data:")) },
  {
    name: "comments-ids-and-retries",
    stream: streamed("answer", goodStream.replaceAll("data: {", ": hm\nid: 7\nretry: 10\ndata: {")),
  },
  {
    name: "pretty-json",
    stream: streamed("answer", `data: ${json.replaceAll("\n", "\ndata: ")}\n\n${finish}${done}`),
  },
  { name: "byte-order-mark", stream: streamed("either", `\ufeff${goodStream}`) },
  { name: "empty-data", stream: streamed("either", `${begunStream}data:\n\n${content[2]}${finish}${done}`) },
  {
    name: "unknown-event-names",
    stream: streamed("either", `event: ping\ndata: {"type":"ping"}\n\n${goodStream}`),
  },
  {
    name: "done-in-the-text",
    stream: streamed(
      "answer",
      `${role}${event({ content: "data: [DONE]" })}${event({ content: '\n\n"error": {' })}${finish}${done}`,
      'data: [DONE]\n\n"error": {',
    ),
  },
  { name: "unknown-finish-reason", stream: streamed("answer", goodStream.replace('"stop"', '"tired"')) },
  { name: "finish-reason-is-a-number", stream: streamed("fail", goodStream.replace('"stop"', "7")) },
  {
    name: "finish-reason-elsewhere",
    stream: streamed("fail", `${begunStream}${event({ x: { finish_reason: "stop" } })}${done}`),
  },
  { name: "negative-index", stream: streamed("either", goodStream.replaceAll('"index":0', '"index":-1')) },
  {
    name: "huge-index",
    stream: streamed("either", begunStream + event({ content: "x" }, null, 1e9) + content[2] + finish + done),
  },
  {
    name: "second-choice-cut",
    stream: streamed("fail", role + content.join("") + event({ content: "x" }, null, 1) + finish + done),
  },
  { name: "choices-missing", stream: streamed("fail", sse({ id: "1" }) + done) },
  {
    name: "choices-null",
    stream: streamed("fail", sse({ choices: null }) + sse({ choices: [null] }) + sse({ choices: {} }) + done),
  },
  {
    name: "delta-is-no-object",
    stream: streamed("either", sse({ choices: [{ index: 0, delta: 7 }] }) + content.join("") + finish + done),
  },
  { name: "events-that-are-no-json", stream: streamed("fail", `data: hello\n\n${goodStream}`) },
  {
    name: "no-json-in-the-middle",
    stream: streamed("fail", `${begunStream}data: hello\n\n${finish}${done}`),
  },
  { name: "deep-json", stream: streamed("fail", `data: ${"[".repeat(100_000)}\n\n${done}`) },
  {
    name: "only-comments",
    stream: {
      must: "fail",
      steps: [head(types.stream, isChunked), { repeat: chunk(": wait\n\n".repeat(8_000)), times: 40 }],
    },
  },
  { name: "tool-call-cut", stream: streamed("fail", role + event(call(0, callId, '{"city":"Ber'))) },
  {
    name: "tool-call-cut-and-done",
    stream: streamed("fail", role + event(call(0, callId, '{"city":"Ber')) + done),
  },
  {
    name: "tool-call-id-repeated",
    stream: streamed(
      "answer",
      role +
        event(call(0, callId, '{"city":')) +
        event(call(0, callId, '"Bern"}')) +
        event({}, "tool_calls") +
        done,
      '{"city":"Bern"}',
    ),
  },
  {
    name: "tool-call-huge-index",
    stream: streamed("either", role + event(call(1e9, callId, "{}")) + event({}, "tool_calls") + done, "{}"),
  },
  {
    name: "whole-answer-instead",
    stream: streamed(
      "fail",
      JSON.stringify({ choices: [{ message: { content: goodText }, finish_reason: "stop" }] }),
    ),
  },
];
