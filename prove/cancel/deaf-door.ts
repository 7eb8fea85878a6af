/** A port where connections stand, and TLS never does: whoever comes is still connecting. */
import { createServer, type Socket } from "node:net";
import type { Cleanup } from "../../bench/lib/cleanup.ts";

export interface DeafDoor {
  readonly port: number;
  /** Resolves with the next one who comes. */
  next(): Promise<{ readonly closed: Promise<number> }>;
}

export async function startDeafDoor(cleanup: Cleanup): Promise<DeafDoor> {
  const open = new Set<Socket>();
  const come: { readonly closed: Promise<number> }[] = [];
  let waiting: ((one: { readonly closed: Promise<number> }) => void) | undefined;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined); // "close" follows
    socket.resume();
    const closed = new Promise<number>((resolve) =>
      socket.once("close", () => {
        open.delete(socket);
        resolve(performance.now());
      }),
    );
    if (waiting === undefined) come.push({ closed });
    else waiting({ closed });
    waiting = undefined;
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1" }, resolve));
  cleanup.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  });
  return {
    port: (server.address() as { readonly port: number }).port,
    next() {
      const one = come.shift();
      return one === undefined ? new Promise((resolve) => (waiting = resolve)) : Promise.resolve(one);
    },
  };
}
