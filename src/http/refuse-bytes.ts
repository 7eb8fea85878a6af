import type { Duplex } from "node:stream";
import { problemBody } from "../dialects/openai/problem.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import { type ErrorCode, ParleyError } from "../spec/errors.ts";
import { http } from "./node-http.ts";
import { plainSocketOf } from "./plain-socket-of.ts";
import { safetyHeaders } from "./safety-headers.ts";

/** What is no HTTP never becomes a request: the answer is written by hand, and the connection ends. */
export function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ERR_SSL_HTTP_REQUEST") {
    // Never a redirect: the key is in the request, and has travelled in clear text (ASVS 5.0, 4.1.2).
    const plain = plainSocketOf(socket);
    if (plain !== undefined) refuseSocket(plain, "tls_required");
    return;
  }
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const code =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "headers_too_large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "request_timeout"
        : "malformed_request";
  refuseSocket(socket, code);
}

const safetyLines = Object.entries(safetyHeaders)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join("");

/** Answers on a connection that has no request, and ends it. */
export function refuseSocket(socket: Duplex, code: ErrorCode): void {
  const problem = new ParleyError(code);
  const body = JSON.stringify(problemBody(problem));
  socket.end(
    `HTTP/1.1 ${problem.status} ${http.STATUS_CODES[problem.status] ?? "Refused"}\r\n` +
      `x-request-id: ${timeOrderedId("req")}\r\ncontent-type: application/json\r\n${safetyLines}` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
