import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Has `closeAllConnections` close those, too, on which TLS does not stand yet: Node knows only those that have come to
 * HTTP, and a client that says nothing would hold the end of the server up.
 */
export function closeHandshakes(server: Server): void {
  const sockets = new Set<Socket>();
  server.prependListener("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const closeAll = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeAll();
    for (const socket of sockets) socket.destroy();
  };
}
