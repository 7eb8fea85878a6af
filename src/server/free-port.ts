import { createServer } from "node:net";
import type { Settings } from "./settings/settings.ts";

/**
 * The port to listen on. Port 0 means any that is free, and is chosen here, for all sockets that come. That nobody else
 * has the port is seen here, too: Parley's sockets share it by `SO_REUSEPORT`, which another Parley of the same user
 * would be let into, and its callers would be answered from two data folders by turns. Fails as listening there would.
 */
export async function freePort({ host, port }: Pick<Settings, "host" | "port">): Promise<number> {
  const server = createServer();
  try {
    return await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  } finally {
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  }
}
