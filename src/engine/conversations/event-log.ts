import { ParleyError } from "../../spec/errors.ts";
import type { ResponseEvent, ResponseStore } from "../../spec/response.ts";

/** What is written together at most, and how long an event waits for others; in milliseconds. */
const batchEvents = 128;
const batchBytes = 64 * 1024;
const longestWait = 100;

/** Bytes that wait while the storage is away. A stream that has more waiting cannot be resumed. */
const mostWaiting = 4 * 1024 * 1024;

/** Keeps the events of a response's stream as they are sent, in small batches, so that any process can send them again. */
export interface EventLog {
  /** Notes the next event, from sequence number 0 on. Never fails and never waits. */
  add(bytes: Uint8Array): void;
  /** Resolves when all events are kept. To be called before the response's end is written. Fails with `storage_unavailable`. */
  close(): Promise<void>;
}

export function createEventLog(responses: Pick<ResponseStore, "appendEvents">, responseId: string): EventLog {
  let waiting: ResponseEvent[] = [];
  let bytesWaiting = 0;
  let next = 0;
  let lost = false;
  let writing: Promise<void> | undefined;
  let fault: unknown;
  let closing = false;
  let hurry = (): void => undefined;
  const isFull = (): boolean => waiting.length >= batchEvents || bytesWaiting >= batchBytes;

  /** Until there is enough to write, or nobody waits any longer. */
  async function gather(): Promise<void> {
    if (closing || isFull()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestWait);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function write(): Promise<void> {
    await gather();
    const batch = waiting.splice(0, batchEvents);
    try {
      await responses.appendEvents(responseId, batch);
      bytesWaiting -= sizeOf(batch);
      fault = undefined;
    } catch (error) {
      // They keep their order: with the next event they are tried again.
      waiting = [...batch, ...waiting];
      fault = error;
    }
  }

  function start(): void {
    writing ??= write().finally(() => {
      writing = undefined;
      if (fault === undefined && waiting.length > 0) start();
    });
  }

  /** Whatever is written may start the next. */
  async function allWritten(): Promise<void> {
    if (writing === undefined) return;
    await writing;
    await allWritten();
  }

  return {
    add(bytes) {
      const sequence = next++;
      lost ||= bytesWaiting + bytes.length > mostWaiting;
      if (lost) return;
      waiting.push({ sequence, bytes: Buffer.from(bytes) });
      bytesWaiting += bytes.length;
      start();
      if (isFull()) hurry();
    },
    async close() {
      closing = true;
      hurry();
      await allWritten();
      // What could not be written gets one more try.
      if (waiting.length > 0) {
        start();
        await allWritten();
      }
      if (fault !== undefined) throw fault;
      if (lost) throw new ParleyError("storage_unavailable", { cause: new Error("Events were left out.") });
    },
  };
}

function sizeOf(events: readonly ResponseEvent[]): number {
  return events.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
