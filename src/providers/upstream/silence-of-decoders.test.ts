import { expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder } from "./decoder.ts";
import type { Json } from "./json.ts";
import { NdjsonDecoder } from "./ndjson-decoder.ts";
import { SseDecoder } from "./sse-decoder.ts";

/** Hands on what has data other than pings. */
class Events extends SseDecoder {
  protected event(_name: string | undefined, data: string, out: StreamEvent[]): void {
    if (data !== "ping") out.push({ type: "text-delta", choice: 0, text: data });
  }
  protected get complete(): boolean {
    return true;
  }
}

class Lines extends NdjsonDecoder {
  protected line(line: Json, out: StreamEvent[]): void {
    if (line["ping"] !== true) out.push({ type: "text-delta", choice: 0, text: "word" });
  }
  protected get complete(): boolean {
    return true;
  }
}

const ways: readonly (readonly [string, () => Decoder, string, string])[] = [
  ["events that say nothing", () => new Events({ now: () => 0 }), "data: ping\n\n", "data: word\n\n"],
  ["comments", () => new Events({ now: () => 0 }), ": ping\n\n", "data: word\n\n"],
  ["empty lines", () => new Events({ now: () => 0 }), "\n", "data: word\n\n"],
  ["returns", () => new Events({ now: () => 0 }), "\r", "data: word\r\r"],
  ["objects that say nothing", () => new Lines({ now: () => 0 }), '{"ping":true}\n', "{}\n"],
  ["empty lines between objects", () => new Lines({ now: () => 0 }), "\n", "{}\n"],
];

test.each(ways)("%s without end are given up, at the beginning and in the middle", (_, make, ping, word) => {
  for (const before of [0, 3]) {
    const decoder = make();
    const out: StreamEvent[] = [];
    for (let times = 0; times < before; times++) decoder.push(Buffer.from(word), out);
    const pings = Buffer.from(ping.repeat(1_000));
    const endless = (): void => {
      for (let pieces = 0; pieces < 100; pieces++) decoder.push(pings, out);
    };
    expect(endless).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
    expect(out).toHaveLength(before);
  }
});

test.each(ways)("%s now and then are nobody's fault", (_, make, ping, word) => {
  const decoder = make();
  const out: StreamEvent[] = [];
  const piece = Buffer.from(ping.repeat(5_000));
  for (let times = 0; times < 50; times++) {
    decoder.push(piece, out);
    decoder.push(Buffer.from(word), out);
  }
  expect(out).toHaveLength(50);
});
