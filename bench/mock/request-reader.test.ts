import fc from "fast-check";
import { expect, test } from "vitest";
import { chatRequest } from "../load/request.ts";
import { type MockRequest, RequestReader } from "./request-reader.ts";

function read(pieces: readonly Buffer[]): MockRequest[] {
  const reader = new RequestReader();
  const requests: MockRequest[] = [];
  for (const piece of pieces) reader.feed(piece, (request) => requests.push(request));
  return requests;
}

test("tells JSON from streams on one connection, wherever the network cuts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 5_000 }),
      (streams, size) => {
        const wire = Buffer.concat(streams.map((stream) => chatRequest(80, "sk-any", stream)));
        const pieces = Array.from({ length: Math.ceil(wire.length / size) }, (_, index) =>
          wire.subarray(index * size, (index + 1) * size),
        );
        expect(read(pieces)).toEqual(
          streams.map((stream) => ({ line: "POST /v1/chat/completions", stream, sized: true })),
        );
      },
    ),
  );
});

test("reads a GET, which has no body, and knows a body of unknown length", () => {
  expect(read([Buffer.from("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n")])).toMatchObject([
    { line: "GET /v1/models", sized: true },
  ]);
  const unsized = Buffer.from("POST /v1/chat/completions HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
  expect(read([unsized])).toMatchObject([{ sized: false }]);
});
