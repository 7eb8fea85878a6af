import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a client may go on sending what nobody wants any more, in milliseconds. */
const longest = 1_000;

/**
 * Ends an answer, all of which is `body`, to a request of which not everything has come: sends it at once, and closes the
 * connection when the client has sent what it wanted to, or a while later. A connection that is closed while bytes come is
 * reset, and the client may never read why (RFC 9112, section 9.6).
 */
export function endLate(request: IncomingMessage, response: ServerResponse, body: string | Buffer): void {
  response.write(body);
  const end = (): void => void response.end();
  const timer = setTimeout(end, longest).unref();
  request.once("end", end);
  response.once("close", () => clearTimeout(timer));
  request.resume();
}
