import type { Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Step } from "./shape.ts";

/** Longest wait for a caller that reads no further and does not leave, in milliseconds. */
const patienceMs = 20_000;

/** Does the steps one after the other, no faster than the other side reads, until it has gone. */
export async function play(
  socket: Socket,
  steps: readonly Step[],
  wrote: () => void = () => undefined,
): Promise<void> {
  for (const step of steps) {
    if (socket.destroyed) return;
    if (step === "close") socket.end();
    else if (step === "reset") socket.resetAndDestroy();
    else if (typeof step === "string" || Buffer.isBuffer(step)) {
      wrote();
      await write(socket, step);
    } else if ("wait" in step) await sleep(step.wait);
    else for (let left = step.times; left > 0 && !socket.destroyed; left--) await write(socket, step.repeat);
  }
}

async function write(socket: Socket, bytes: string | Buffer): Promise<void> {
  if (socket.write(bytes) || socket.destroyed) return;
  const over = new AbortController();
  const options = { signal: AbortSignal.any([over.signal, AbortSignal.timeout(patienceMs)]) };
  try {
    await Promise.race([once(socket, "drain", options), once(socket, "close", options)]);
  } catch {
    socket.destroy(); // it broke, or nobody reads
  } finally {
    over.abort();
  }
}
