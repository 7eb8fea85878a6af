import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { SseFrames } from "./sse-frames.ts";

const event = fc
  .tuple(fc.string({ unit: "grapheme" }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([text, eol]) => `data: ${text.replaceAll(/[\r\n]/g, " ")}${eol}${eol}`);

test("cut anywhere, the pieces are whole events and together the same lines, each with LF", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), fc.array(fc.nat(50)), (events, cuts) => {
      const bytes = Buffer.from(events.join(""));
      const frames = new SseFrames();
      const out: Buffer[] = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        const piece = frames.push(bytes.subarray(at, Math.min(bytes.length, at + cut)));
        at = Math.min(bytes.length, at + cut);
        if (piece.length > 0) expect(piece.toString().endsWith("\n\n")).toBe(true);
        out.push(piece);
      }
      expect(Buffer.concat(out).toString()).toBe(bytes.toString().replaceAll(/\r\n?/g, "\n"));
      expect(frames.unfinished).toBe(0);
    }),
  );
});

test("an end mark behind a lone CR is a line of its own", () => {
  const frames = new SseFrames();
  expect(frames.push(Buffer.from("data: a\r\rdata: [DONE]\r")).toString()).toBe("data: a\n\n");
  expect(frames.push(Buffer.from("\n\r")).toString()).toBe("data: [DONE]\n\n");
  expect(frames.push(Buffer.from("\n")).toString()).toBe("");
  expect(frames.unfinished).toBe(0);
});

test("an unfinished event is kept back and counted", () => {
  const frames = new SseFrames();
  expect(frames.push(Buffer.from("data: a\n\ndata: b")).toString()).toBe("data: a\n\n");
  expect(frames.unfinished).toBe(7);
  expect(frames.push(Buffer.from("c\n")).toString()).toBe("");
  expect(frames.push(Buffer.from("\n")).toString()).toBe("data: bc\n\n");
});

test("an event without end is refused at 1 MiB", () => {
  const frames = new SseFrames();
  const piece = Buffer.alloc(64 * 1024, 0x61);
  expect(() => {
    for (let i = 0; i < 20; i++) frames.push(piece);
  }).toThrowError(/too large/);
});

test("an event of many lines in small pieces is copied once, not once for each piece", () => {
  const concat = vi.spyOn(Buffer, "concat");
  const frames = new SseFrames();
  const piece = Buffer.from("data:x\n".repeat(140));
  for (let i = 0; i < 1000; i++) expect(frames.push(piece)).toHaveLength(0);
  expect(frames.push(Buffer.from("\n"))).toHaveLength(piece.length * 1000 + 1);
  const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
  concat.mockRestore();
  expect(copied).toBeLessThan(piece.length * 1000 * 3);
});
