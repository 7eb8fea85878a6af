import { collect } from "../engine/collect.ts";
import type { Answer } from "../spec/answer.ts";
import type { EventStream } from "../spec/event.ts";
import { type StreamRenderer, streamEvents } from "./event-stream.ts";
import type { Exchange } from "./exchange.ts";
import { sendJson } from "./reply.ts";

/** How an answer looks in a dialect: whole, and as a stream where the dialect has streams. */
export interface Presentation {
  whole(answer: Answer): object;
  stream?(): StreamRenderer;
}

/** Sends the answer of a call: streamed, or collected first. There is one road, and its end is chosen here. */
export async function sendAnswer(
  exchange: Exchange,
  stream: EventStream,
  streamed: boolean,
  presentation: Presentation,
): Promise<void> {
  if (streamed && presentation.stream !== undefined) {
    await streamEvents(exchange, stream, presentation.stream());
    return;
  }
  try {
    const answer = await collect(stream);
    exchange.started(answer);
    const [source] = answer.source;
    sendJson(exchange, 200, source === undefined ? presentation.whole(answer) : asBuffer(source));
  } finally {
    await stream.return();
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
