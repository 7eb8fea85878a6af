import type { IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
import { http } from "../node-http.ts";

/** A request like `original`, whose body was read, with the body in it again. It is not tied to a connection. */
export function replayRequest(original: IncomingMessage, body: Buffer): IncomingMessage {
  const nowhere = new Duplex({ read: () => undefined });
  const request = new http.IncomingMessage(nowhere as ConstructorParameters<typeof IncomingMessage>[0]);
  request.method = original.method;
  request.url = original.url;
  request.headers = original.headers;
  request.rawHeaders = original.rawHeaders;
  request.httpVersion = "1.1";
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.complete = true;
  if (body.length > 0) request.push(body);
  request.push(null);
  return request;
}
