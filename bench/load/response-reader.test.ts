import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResponseReader } from "./response-reader.ts";

interface Read {
  readonly status: number;
  readonly body: string;
}

function readAll(pieces: readonly Buffer[]): Read[] {
  const answers: Read[] = [];
  let status = 0;
  let body = "";
  const reader = new ResponseReader({
    head: (found) => (status = found),
    body: (piece) => (body += piece.toString("latin1")),
    end: () => {
      answers.push({ status, body });
      body = "";
    },
  });
  for (const piece of pieces) reader.feed(piece);
  return answers;
}

function cut(whole: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % whole.length), whole.length])].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
}

function sized(status: number, body: string): string {
  return `HTTP/1.1 ${status} Any Reason\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function chunked(status: number, pieces: readonly string[]): string {
  const chunks = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join("");
  return `HTTP/1.1 ${status} Any Reason\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
}

const text = fc.string({ unit: "binary-ascii", maxLength: 60 });
const answer = fc.oneof(
  text.map((body) => ({ wire: sized(200, body), read: { status: 200, body } })),
  fc
    .array(
      text.filter((piece) => piece !== ""),
      { maxLength: 5 },
    )
    .map((pieces) => ({ wire: chunked(404, pieces), read: { status: 404, body: pieces.join("") } })),
);

test("reads answers in a row, wherever the network cuts them", () => {
  fc.assert(
    fc.property(
      fc.array(answer, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (answers, places) => {
        const wire = Buffer.from(answers.map((one) => one.wire).join(""), "latin1");
        expect(readAll(cut(wire, places))).toEqual(answers.map((one) => one.read));
      },
    ),
  );
});

describe("refuses", () => {
  const cases = {
    "a body without an announced end": "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n",
    "a chunk without a size": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "a chunk that is longer than its size":
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabcd\r\n",
    "a head without an end": `HTTP/1.1 200 OK\r\nx: ${"a".repeat(20_000)}`,
  };
  test.each(Object.entries(cases))("%s", (_, wire) => {
    expect(() => readAll([Buffer.from(wire)])).toThrow(/./);
  });
});
