import fc from "fast-check";
import { expect, test } from "vitest";
import { streamFrames } from "../mock/answers.ts";
import { StreamCheck } from "./stream-check.ts";

/** The events of a stream of the mock's, without HTTP's framing. */
function eventsOf(chunks: number): string[] {
  const wire = Buffer.concat(streamFrames(chunks)).toString("latin1");
  return wire.match(/data: .*\n\n/g) ?? [];
}

function check(text: string, chunks: number, places: readonly number[] = [], status = 200): number {
  const ends = [...new Set([...places.map((place) => place % text.length), text.length])].toSorted(
    (a, b) => a - b,
  );
  const checker = new StreamCheck(chunks);
  let counted = 0;
  for (const [index, end] of ends.entries())
    counted += checker.add(Buffer.from(text.slice(ends[index - 1] ?? 0, end)));
  checker.finish(status);
  return counted;
}

test("counts the chunks of a whole stream, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 12 }), fc.array(fc.nat(), { maxLength: 30 }), (chunks, places) => {
      expect(check(eventsOf(chunks).join(""), chunks, places)).toBe(chunks);
    }),
  );
});

test("makes ready for the next stream", () => {
  const checker = new StreamCheck(5);
  const whole = Buffer.from(eventsOf(5).join(""));
  for (let stream = 0; stream < 3; stream++) {
    expect(checker.add(whole)).toBe(5);
    checker.finish(200);
  }
});

test.each([
  ["a chunk is missing", eventsOf(6).toSpliced(2, 1), "5 chunks instead of 6"],
  ["a chunk is doubled", eventsOf(6).toSpliced(2, 0, eventsOf(6)[2] ?? ""), "7 chunks instead of 6"],
  ["[DONE] is missing", eventsOf(6).slice(0, -1), "without [DONE]"],
  ["the usage is missing", eventsOf(6).with(5, 'data: {"usage":null}\n\n'), "without usage"],
  ["it ends within an event", [...eventsOf(6), "data: {"], "ends within an event"],
])("fails when %s", (_, events, message) => {
  expect(() => check(events.join(""), 6)).toThrow(message);
});

test("fails on another status, with what the server said", () => {
  expect(() => check('{"error":"no"}', 6, [], 503)).toThrow('status 503: {"error":"no"}');
});
