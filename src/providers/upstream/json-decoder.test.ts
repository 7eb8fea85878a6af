import { expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import { JsonDecoder } from "./json-decoder.ts";
import type { Json } from "./json.ts";

function read(pieces: readonly (string | Buffer)[], largest?: number): Json | undefined {
  let found: Json | undefined;
  const decoder = new JsonDecoder((body) => (found = body), largest);
  const out: StreamEvent[] = [];
  for (const piece of pieces) decoder.push(Buffer.from(piece as string));
  decoder.finish(out);
  return found;
}

test("an object is read, however it is cut, also within a character", () => {
  const bytes = Buffer.from('{"a":"ü😀"}');
  for (let at = 0; at <= bytes.length; at++) {
    expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual({ a: "ü😀" });
  }
});

test.each([
  ["nothing", ""],
  ["half an object", '{"a":'],
  ["two objects", "{}{}"],
  ["a list", "[]"],
  ["a web page", "<html></html>"],
  ["bytes that are no UTF-8", Buffer.from('{"a":"\u00fc"}', "latin1")],
  ["half a character", Buffer.from('{"a":"\u00c3"}', "latin1")],
])("%s is no answer", (_name, bytes) => {
  expect(() => read([bytes])).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
});

test("more than the largest answer is refused when it comes, and not when it has come", () => {
  const decoder = new JsonDecoder(() => undefined, 10);
  decoder.push(Buffer.from('{"a":"bcd"'));
  expect(() => decoder.push(Buffer.from("}"))).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
});
