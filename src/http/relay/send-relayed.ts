import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import { drained } from "../drained.ts";
import type { Exchange } from "../exchange.ts";
import { asParleyError } from "../problem.ts";
import { standardHeaders } from "../reply.ts";

/**
 * Sends a relayed answer as it comes, with its own media type. A failure before its first byte is thrown; afterwards the
 * connection is dropped, so that half a sound never looks like a whole one.
 */
export async function sendRelayed(exchange: Exchange, stream: EventStream): Promise<void> {
  const { response } = exchange;
  try {
    for (let result = await stream.next(); result.done !== true; result = await stream.next()) {
      await handOn(exchange, result.value);
    }
    if (!response.headersSent) throw new ParleyError("upstream_invalid");
    response.end();
  } catch (thrown) {
    if (!response.headersSent) throw thrown;
    exchange.noteFailure(asParleyError(thrown));
    response.destroy();
  } finally {
    await stream.return();
  }
}

async function handOn(exchange: Exchange, event: StreamEvent): Promise<void> {
  const { response } = exchange;
  if (event.type === "start") exchange.started(event);
  if (event.type !== "source-bytes") return;
  if (!response.headersSent) {
    response.writeHead(200, {
      ...standardHeaders(exchange),
      "content-type": event.contentType ?? "application/octet-stream",
    });
  }
  if (!response.write(event.bytes)) await drained(exchange, response);
}
