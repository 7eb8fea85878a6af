import { IncomingMessage } from "node:http";
import { Socket } from "node:net";

/** A request like `original`, whose body was read, with the body in it again. It is not tied to a connection. */
export function replayRequest(original: IncomingMessage, body: Buffer): IncomingMessage {
  const request = new IncomingMessage(new Socket());
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
