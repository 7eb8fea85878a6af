import { describe, expect, test } from "vitest";
import { RequestWriter } from "./http1-request.ts";

const { signal } = new AbortController();
const writer = new RequestWriter("models.example:8080");
const write = (request: Partial<Parameters<RequestWriter["write"]>[0]>): string =>
  Buffer.concat(
    writer
      .write({ method: "POST", path: "/v1/x?y=1", headers: {}, signal, ...request })
      .filter((piece) => piece !== undefined),
  ).toString();

test("the head and the body are one piece", () => {
  const body = Buffer.from('{"ä":1}');
  const headers = { authorization: "Bearer x" };
  const pieces = writer.write({
    method: "POST",
    path: "/",
    headers,
    ownHeaders: { "x-id": "7" },
    body,
    signal,
  });
  expect(pieces).toHaveLength(1);
  expect(pieces[0].toString()).toBe(
    "POST / HTTP/1.1\r\nhost: models.example:8080\r\nconnection: keep-alive\r\nauthorization: Bearer x\r\n" +
      'x-id: 7\r\ncontent-length: 8\r\n\r\n{"ä":1}',
  );
});

test("a large body is not copied", () => {
  const body = Buffer.alloc(100_000);
  expect(writer.write({ method: "POST", path: "/", headers: {}, body, signal })[1]).toBe(body);
});

test("a text is counted in bytes, a GET has no length, and an empty POST has one", () => {
  expect(write({ body: "ä" })).toContain("content-length: 2\r\n\r\nä");
  expect(write({ method: "GET" })).not.toContain("content-length");
  expect(write({})).toContain("content-length: 0\r\n\r\n");
});

test("a DELETE may say in a body what it is about", () => {
  expect(write({ method: "DELETE", path: "/api/delete", body: '{"model":"m"}' })).toBe(
    "DELETE /api/delete HTTP/1.1\r\nhost: models.example:8080\r\nconnection: keep-alive\r\n" +
      'content-length: 13\r\n\r\n{"model":"m"}',
  );
});

test("the operator may name another host", () => {
  const text = write({ headers: { Host: "inner.example" } });
  expect(text.match(/host:/gi)).toHaveLength(1);
  expect(text).toContain("Host: inner.example\r\n");
});

describe("what would be more than one request, or another one", () => {
  test.each([
    { path: "/a b" },
    { path: "/a\r\nx: y" },
    { path: "a" },
    { path: "/ä" },
    { headers: { a: "b\r\nc: d" } },
    { headers: { a: "b\0" } },
    { headers: { a: "€" } },
    { headers: { "a b": "c" } },
    { headers: { "": "c" } },
    { headers: { "Content-Length": "5" } },
    { headers: { "transfer-encoding": "chunked" } },
    { headers: { connection: "upgrade" } },
    { ownHeaders: { a: "\n" } },
  ])("%j is refused", (request) => {
    expect(() => write(request)).toThrow(TypeError);
  });

  test("a refused header's value is not repeated, for it may be a secret", () => {
    expect(() => write({ headers: { authorization: "sk-secret\n" } })).toThrowError(
      /^(?!.*secret).*authorization/s,
    );
  });
});
