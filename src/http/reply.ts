import type { OutgoingHttpHeaders } from "node:http";
import type { Exchange } from "./exchange.ts";
import { endLate } from "./end-late.ts";
import { limitHeaders } from "./limit-headers.ts";
import { routeHeaders } from "./route-headers.ts";
import { safetyHeadersFor } from "./safety-headers.ts";

/** Headers of every answer. */
export function standardHeaders(exchange: Exchange): OutgoingHttpHeaders {
  const { route, request } = exchange;
  const idHeader = route?.problem?.(request)?.idHeader;
  const { limits, way, warnings, context } = exchange;
  const headers: OutgoingHttpHeaders = {
    "x-request-id": exchange.id,
    "openai-processing-ms": Math.round(performance.now() - exchange.begun),
    "openai-version": "2020-10-01",
    ...safetyHeadersFor(request),
  };
  if (limits !== undefined) Object.assign(headers, limitHeaders(limits));
  if (way !== undefined) Object.assign(headers, routeHeaders(way, warnings));
  if (context !== undefined) headers["x-parley-context"] = context.text;
  if (idHeader !== undefined) headers[idHeader] = exchange.id;
  return headers;
}

/** Sends a whole JSON answer. `body` is the text where it is at hand, else a value. */
export function sendJson(
  exchange: Exchange,
  status: number,
  body: unknown,
  extra?: OutgoingHttpHeaders,
): void {
  send(exchange, status, "application/json", Buffer.isBuffer(body) ? body : JSON.stringify(body), extra);
}

/** Bytes up to which an answer is copied to go out together with its head. */
const joinedWithHead = 16 * 1024;

/** What is said to a client that may still be sending. */
const tooLarge = 413;

/** Sends a whole answer of any type. */
export function send(
  exchange: Exchange,
  status: number,
  type: string,
  body: string | Buffer,
  extra?: OutgoingHttpHeaders,
): void {
  const headers = standardHeaders(exchange);
  headers["content-type"] = type;
  headers["content-length"] = Buffer.byteLength(body);
  if (extra !== undefined) Object.assign(headers, extra);
  exchange.tap?.begin(type);
  exchange.tap?.add(body);
  const { response } = exchange;
  response.writeHead(status, headers);
  if (status === tooLarge && !exchange.request.complete) {
    endLate(exchange.request, response, body);
    return;
  }
  // A text goes out with the head in one write. Latin-1 keeps the bytes as they are, for less than a second write.
  if (typeof body === "string") response.end(body);
  else if (body.length <= joinedWithHead) response.end(body.toString("latin1"), "latin1");
  else response.end(body);
}
