/**
 * Writes the frames of all open streams at an even pace from one timer.
 *
 * The streams are dealt into `phases` groups that take turns within a tick: with one phase all streams
 * speak in the same millisecond, with many they speak spread over the tick, as unrelated streams do.
 */
import type { Socket } from "node:net";

/** 20 chunks/s. */
export const CHUNK_INTERVAL_MS = 50;

const FRAMES_AT_ONCE = 2;

interface OpenStream {
  readonly socket: Socket;
  next: number;
}

export class Pacer {
  readonly #frames: readonly Buffer[];
  readonly #groups: OpenStream[][];
  readonly #onEnd: (socket: Socket) => void;
  #dealt = 0;
  #tick = 0;

  constructor(frames: readonly Buffer[], phases: number, onEnd: (socket: Socket) => void) {
    this.#frames = frames;
    this.#groups = Array.from({ length: phases }, () => []);
    this.#onEnd = onEnd;
  }

  /** Begins the clock. It corrects itself: a late turn does not delay the ones after it. */
  start(): void {
    const stepMs = CHUNK_INTERVAL_MS / this.#groups.length;
    let due = performance.now() + stepMs;
    const turn = (): void => {
      this.#writeGroup(this.#groups[this.#tick++ % this.#groups.length] ?? []);
      due = Math.max(due + stepMs, performance.now() - CHUNK_INTERVAL_MS);
      setTimeout(turn, Math.max(0, due - performance.now()));
    };
    setTimeout(turn, stepMs);
  }

  /**
   * Adds a stream. Its role and its first word go out now, behind `head`: real upstreams send them together,
   * and a gateway that waits for the first word before it decides must not seem to wait a whole tick.
   */
  add(socket: Socket, head: Buffer): void {
    socket.write(Buffer.concat([head, ...this.#frames.slice(0, FRAMES_AT_ONCE)]));
    this.#groups[this.#dealt++ % this.#groups.length]?.push({ socket, next: FRAMES_AT_ONCE });
  }

  #writeGroup(streams: OpenStream[]): void {
    for (let index = streams.length - 1; index >= 0; index--) {
      const stream = streams[index];
      const frame = stream === undefined ? undefined : this.#frames[stream.next++];
      if (stream === undefined || frame === undefined) continue;
      if (!stream.socket.destroyed) stream.socket.write(frame);
      const over = stream.next >= this.#frames.length;
      if (over) this.#onEnd(stream.socket);
      if (over || stream.socket.destroyed) removeAt(streams, index);
    }
  }
}

/** Order among streams does not matter, so the last takes the free place. */
function removeAt(streams: OpenStream[], index: number): void {
  const last = streams.pop();
  if (last !== undefined && index < streams.length) streams[index] = last;
}
