import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chunks } from "./http1-chunks.ts";

/** Feeds a body in pieces of these lengths; gives back the data and how many bytes of the text were the body's. */
function decode(text: Buffer, lengths: readonly number[]): { data: Buffer; used: number; done: boolean } {
  const chunks = new Chunks();
  const data: Buffer[] = [];
  let at = 0;
  for (const length of [...lengths, text.length]) {
    const end = Math.min(text.length, at + length);
    if (chunks.done || at === end) continue;
    // The piece lies somewhere in a larger buffer, as it does in a connection.
    const buffer = Buffer.concat([Buffer.from("before"), text.subarray(at, end), Buffer.from("after")]);
    chunks.read(buffer, 6, 6 + end - at);
    data.push(Buffer.from(buffer.subarray(chunks.start, chunks.stop)));
    at += chunks.position - 6;
  }
  return { data: Buffer.concat(data), used: at, done: chunks.done };
}

const chunk = fc.tuple(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc.constantFrom("", ";a=b", ';name="quoted; text"', "  ", "\t;x"),
  fc.boolean(),
);

function encode(parts: readonly (readonly [Uint8Array, string, boolean])[], trailers: string): Buffer {
  const pieces: Buffer[] = [];
  for (const [bytes, extension, upper] of parts) {
    const size = bytes.length.toString(16);
    pieces.push(
      Buffer.from(`${upper ? size.toUpperCase() : size}${extension}\r\n`),
      Buffer.from(bytes),
      Buffer.from("\r\n"),
    );
  }
  return Buffer.concat([...pieces, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

test("cut anywhere, it is the same data, and what follows is not touched", () => {
  fc.assert(
    fc.property(
      fc.array(chunk, { maxLength: 8 }),
      fc.constantFrom("", "a: b\r\n", "a: b\r\nc:\r\n"),
      fc.array(fc.nat(60), { maxLength: 40 }),
      (parts, trailers, cuts) => {
        const body = encode(parts, trailers);
        const { data, used, done } = decode(Buffer.concat([body, Buffer.from("HTTP/1.1 200 OK")]), cuts);
        expect(done).toBe(true);
        expect(used).toBe(body.length);
        expect(data).toEqual(Buffer.concat(parts.map(([bytes]) => bytes)));
      },
    ),
  );
});

test("byte for byte it is the same", () => {
  const body = encode(
    [
      [Buffer.from("hello"), ";x", false],
      [Buffer.from(" world"), "", true],
    ],
    "t: 1\r\n",
  );
  expect(
    decode(
      body,
      Array.from({ length: body.length }, () => 1),
    ).data.toString(),
  ).toBe("hello world");
});

describe("what is refused", () => {
  test.each([
    "\r\n",
    "g\r\n",
    "-1\r\n",
    "0x5\r\nhello\r\n",
    ";x\r\n",
    "5\nhello\r\n",
    "5\r\nhello!\r\n",
    "5\r\nhell\r\n0\r\n\r\n",
    "5;a\nb\r\nhello",
    "5;\0\r\nhello",
    "1000000000000\r\n",
    "0000000000005\r\nhello\r\n",
    "0\r\nt: 1\n\r\n",
    "0\r\n\n",
    "0\r\n\rX",
    `5;${"x".repeat(20_000)}\r\nhello\r\n`,
    `0\r\n${"a: b\r\n".repeat(5_000)}\r\n`,
  ])("%#", (text) => {
    expect(() => decode(Buffer.from(text), [])).toThrowError(
      expect.objectContaining({ code: "upstream_invalid" }),
    );
  });

  test("many small extensions are too much together", () => {
    expect(() => decode(Buffer.from("1;xxxxxxx\r\na\r\n".repeat(3_000)), [])).toThrowError(
      expect.objectContaining({ code: "upstream_invalid" }),
    );
  });

  test("whatever comes, it is data or upstream_invalid", () => {
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
      fc
        .string({ unit: fc.constantFrom("0", "1", "a", ";", " ", "\r", "\n", "x"), maxLength: 60 })
        .map((words) => Buffer.from(words)),
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat(10)), (bytes, cuts) => {
        try {
          expect(decode(bytes, cuts).data.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toMatchObject({ code: "upstream_invalid" });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
