import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseResponseHead } from "./http1-head.ts";

const head = (...lines: string[]): string => lines.join("\r\n");

describe("what is understood", () => {
  test("status, headers by lower-case name, and a list where a name came twice", () => {
    const { status, headers, framing } = parseResponseHead(
      head(
        "HTTP/1.1 429 Too Many Requests",
        "Retry-After:  7 ",
        "Set-Cookie: a",
        "Set-Cookie: b",
        "Content-Length: 12",
      ),
    );
    expect(status).toBe(429);
    expect({ ...headers }).toEqual({
      "retry-after": "7",
      "set-cookie": ["a", "b"],
      "content-length": "12",
    });
    expect(framing).toBe(12);
  });

  test.each([
    ["HTTP/1.1 200 OK", "close"],
    ["HTTP/1.1 200", "close"],
    ["HTTP/1.1 200 \r\ntransfer-encoding: Chunked", "chunked"],
    ["HTTP/1.0 200 OK\r\ncontent-length: 0", 0],
    ["HTTP/1.1 204 No Content", 0],
    ["HTTP/1.1 304 Not Modified\r\ncontent-length: 100", 0],
    ["HTTP/1.1 103 Early Hints\r\nlink: </x>", 0],
  ])("%j: the body ends by %s", (text, framing) => {
    expect(parseResponseHead(text).framing).toBe(framing);
  });

  test.each([
    [["HTTP/1.1 200 OK", "content-length: 1"], Infinity],
    [["HTTP/1.1 200 OK", "content-length: 1", "connection: Close"], 0],
    [["HTTP/1.1 200 OK"], 0],
    [["HTTP/1.0 200 OK", "content-length: 1"], 0],
    [["HTTP/1.0 200 OK", "content-length: 1", "connection: keep-alive"], Infinity],
    [["HTTP/1.1 200 OK", "content-length: 1", "keep-alive: timeout=5, max=100"], 4000],
    [["HTTP/1.1 200 OK", "content-length: 1", "keep-alive: timeout=1"], 0],
  ])("%j: the connection is kept for %d ms", (lines, keepMs) => {
    expect(parseResponseHead(head(...lines)).keepMs).toBe(keepMs);
  });

  test("names of JavaScript's own objects are names like others", () => {
    const { headers } = parseResponseHead(head("HTTP/1.1 200 OK", "__proto__: x", "constructor: y"));
    expect(Object.entries(headers)).toContainEqual(["__proto__", "x"]);
    expect(headers["constructor"]).toBe("y");
    expect(headers["toString"]).toBeUndefined();
  });
});

describe("what is refused", () => {
  test.each([
    "",
    "HTTP/2 200 OK",
    "HTTP/1.1 2000 OK",
    "HTTP/1.1 099 Low",
    "HTTP/1.1  200 OK",
    "ICY 200 OK",
    "<html>",
    "HTTP/1.1 200 OK\r\nno colon",
    "HTTP/1.1 200 OK\r\n: no name",
    "HTTP/1.1 200 OK\r\nspace before : colon",
    "HTTP/1.1 200 OK\r\ncontent-length : 5",
    "HTTP/1.1 200 OK\r\na: 1\r\n folded",
    "HTTP/1.1 200 OK\r\na: 1\nb: 2",
    "HTTP/1.1 200 OK\r\na: 1\rb: 2",
    "HTTP/1.1 200 OK\r\na: \0",
    "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked",
    "HTTP/1.1 204 None\r\ncontent-length: 5\r\ntransfer-encoding: chunked",
    "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 5",
    "HTTP/1.1 200 OK\r\ncontent-length: 5, 5",
    "HTTP/1.1 200 OK\r\ncontent-length: +5",
    "HTTP/1.1 200 OK\r\ncontent-length: 0x5",
    "HTTP/1.1 200 OK\r\ncontent-length: -1",
    "HTTP/1.1 200 OK\r\ncontent-length:",
    "HTTP/1.1 200 OK\r\ncontent-length: 9999999999999999",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: identity",
    "HTTP/1.1 200 OK\r\ntransfer-encoding:",
    "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked",
  ])("%j", (text) => {
    expect(() => parseResponseHead(text)).toThrowError(expect.objectContaining({ code: "upstream_invalid" }));
  });

  test("whatever comes, it is a head or upstream_invalid, and nothing else", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom(
        "content-length: 3",
        "transfer-encoding: chunked",
        "connection: close",
        "keep-alive: timeout=x",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.boolean(), (lines, withStatus) => {
        const text = head(...(withStatus ? ["HTTP/1.1 200 OK"] : []), ...lines);
        try {
          const { framing, status } = parseResponseHead(Buffer.from(text).toString("latin1"));
          expect(status).toBeGreaterThanOrEqual(100);
          if (typeof framing === "number") expect(framing).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: "upstream_invalid" });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
