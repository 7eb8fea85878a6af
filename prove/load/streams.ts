/** Streams that are read to their end, by raw sockets. */
import { connect, type Socket } from "node:net";

export interface StreamEnd {
  /** `[DONE]`; an error event and an end; or neither, by an end or a reset. */
  readonly kind: "whole" | "error-event" | "cut";
  /** The event's error, or the first line of what came. */
  readonly words: string;
  /** The moment of the end, by the monotonic clock. */
  readonly at: number;
}

/** Sends a request and reads its answer to its end, however that comes. `begun` is called with its first bytes. */
export function readStream(port: number, request: Buffer, begun?: () => void): Promise<StreamEnd> {
  const { promise, resolve } = Promise.withResolvers<StreamEnd>();
  let text = "";
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true }, () => socket.write(request));
  const finish = (): void => {
    socket.destroy();
    const error = /data: (\{"error".*)/.exec(text)?.[1];
    const kind = text.includes("data: [DONE]") ? "whole" : error === undefined ? "cut" : "error-event";
    resolve({
      kind,
      words: (error ?? text.slice(0, text.indexOf("\r\n"))).slice(0, 200),
      at: performance.now(),
    });
  };
  socket.on("data", (piece: Buffer) => {
    if (text === "") begun?.();
    text += piece.toString("latin1");
    if (text.endsWith("\r\n0\r\n\r\n")) finish();
    // All that matters stands at the end, and in the first line.
    else if (text.length > 64_000) text = text.slice(0, 200) + text.slice(-2_000);
  });
  socket.on("error", () => undefined); // "close" follows
  socket.once("close", finish);
  return promise;
}
