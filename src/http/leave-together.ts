import type { Socket } from "node:net";

let held: Socket[] = [];

/**
 * Holds back what is written to a socket until this turn of the event loop has read all that has come: then everything
 * leaves, one write a socket, one socket after the other. Half of what a small write costs is waking its reader up, and a
 * reader who is still busy with the write before needs no waking; the pieces of one stream leave as one.
 */
export function leaveTogether(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  if (held.length === 0) setImmediate(letGo);
  socket.cork();
  held.push(socket);
}

function letGo(): void {
  const sockets = held;
  held = [];
  for (const socket of sockets) socket.uncork();
}
