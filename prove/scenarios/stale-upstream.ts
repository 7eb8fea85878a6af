/** An upstream that closes idle connections whenever it likes, and keeps books of what it was asked. */
import type { Socket } from "node:net";
import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import { goodBody } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { World } from "./scenario.ts";

/** How a connection is closed: in order, or with a reset, as machines between two servers do. */
const resets = 20;

/** A connection is closed that long after its last answer, in milliseconds, at most. */
const longestIdleMs = 5_000;

export interface StaleUpstream {
  readonly port: number;
  connections(): number;
  /** How often each question was read as a whole. */
  readonly books: ReadonlyMap<string, number>;
  /** How many connections were closed idle. */
  closed(): number;
  /** When a connection of `provider` was last closed idle, in monotonic milliseconds; 0 for never. */
  lastClosed(provider: string): number;
  /** Closes the connection that `provider` would use next, now. Says whether there was one. */
  closeNext(provider: string): boolean;
}

/** Questions that begin with `take` are read, and the connection is closed without a word. */
export async function startStaleUpstream(world: World): Promise<StaleUpstream> {
  const books = new Map<string, number>();
  const idle = new Map<string, Socket[]>();
  let closed = 0;
  const { random } = world;
  const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(goodBody)}\r\n\r\n${goodBody}`;
  const lastClosed = new Map<string, number>();
  const timers = new Map<Socket, NodeJS.Timeout>();
  const leaveIdle = (provider: string, socket: Socket): void => {
    const sockets = idle.get(provider) ?? [];
    idle.set(provider, sockets);
    if (!sockets.includes(socket)) sockets.push(socket);
    const close = (): void => {
      closed++;
      lastClosed.set(provider, performance.now());
      closeIdle(socket, random);
    };
    timers.set(socket, setTimeout(close, random.below(longestIdleMs)));
  };
  const upstream = await startRawUpstream(world.cleanup, ({ socket, provider, question, turn }) => {
    books.set(question, (books.get(question) ?? 0) + 1);
    clearTimeout(timers.get(socket));
    if (question.startsWith("take")) {
      if (turn % 2 === 0) socket.destroy();
      else socket.resetAndDestroy();
      return;
    }
    socket.write(answer);
    if (turn === 0) {
      socket.once("close", () => {
        clearTimeout(timers.get(socket));
        timers.delete(socket);
        idle.set(provider, idle.get(provider)?.filter((other) => other !== socket) ?? []);
      });
    }
    leaveIdle(provider, socket);
  });
  return {
    port: upstream.port,
    connections: upstream.connections,
    books,
    closed: () => closed,
    lastClosed: (provider) => lastClosed.get(provider) ?? 0,
    closeNext(provider) {
      const socket = idle.get(provider)?.at(-1);
      if (socket === undefined || socket.destroyed) return false;
      closed++;
      closeIdle(socket, random);
      return true;
    },
  };
}

function closeIdle(socket: Socket, random: SeededRandom): void {
  if (random.below(100) < resets) socket.resetAndDestroy();
  else socket.destroy();
}
