import type { Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "../http/exchange.ts";
import type { Crowd } from "../lib/crowd.ts";
import { ParleyError } from "../spec/errors.ts";

/** Time for error events to reach their readers at the end of a shutdown, in milliseconds. */
const lastWords = 1_000;

/** How often one looks whether the last answer has ended, in milliseconds. */
const lookEvery = 20;

/**
 * How long a connection without a request is left to its client when another process takes over, in milliseconds. Whoever
 * has a connection that is older than that, and idle, has dropped it or is about to: common pools keep theirs for 4 to 5 s.
 */
const idleFor = 6_000;

/** Lets the open answers finish for as long as is allowed, and then ends the rest. */
export async function endAnswers(server: Server, open: Crowd<Exchange>, graceMs: number): Promise<void> {
  server.closeIdleConnections();
  await until(() => open.size === 0, graceMs);
  for (const exchange of open) exchange.abort(new ParleyError("shutting_down"));
  await until(() => open.size === 0, lastWords);
  server.closeAllConnections();
}

/** The connections of a server that are open, from the moment this is called. */
export function connectionsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  // With TLS, requests come on a socket above the connection.
  const event = "setSecureContext" in server ? "secureConnection" : "connection";
  server.on(event, (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

/**
 * Waits until the clients have closed their connections, for at most `graceMs`: no connection is closed on which a
 * request may just be coming. The server must not listen any more, and answers must say `connection: close`.
 */
export async function letGo(
  server: Server,
  sockets: ReadonlySet<Socket>,
  open: Crowd<Exchange>,
  graceMs: number,
): Promise<void> {
  // Those that are busy now, and whose answers have begun without the word, get their time when they become idle.
  server.keepAliveTimeout = idleFor;
  const busy = (): Set<Socket> => new Set([...open].map(({ request }) => request.socket));
  const atWork = busy();
  const idle = [...sockets].filter((socket) => !atWork.has(socket));
  const begun = performance.now();
  await until(() => sockets.size === 0, Math.min(idleFor, graceMs));
  const now = busy();
  for (const socket of idle) if (!now.has(socket)) socket.destroy();
  await until(() => sockets.size === 0, graceMs - (performance.now() - begun));
}

/** Resolves when it is so, or after `ms`. */
async function until(isSo: () => boolean, ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  while (!isSo() && performance.now() < deadline) await sleep(lookEvery);
}
