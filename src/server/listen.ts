import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, Server as NetServer } from "node:net";
import { socketOptions } from "../http/app.ts";
import type { Fellows } from "./cluster/worker.ts";
import { freePort } from "./free-port.ts";
import type { Settings } from "./settings/settings.ts";

type ListenSettings = Pick<Settings, "host" | "port" | "tls">;

/** How a port is shared; Linux alone shares connections out among sockets. */
type Sharing = Fellows["listening"];

/**
 * Sockets on which a process listens. libuv accepts one connection of each in a turn of the event loop, whatever is
 * waiting: with a single one, whoever comes while turns take 20 ms is the fiftieth in a second, or waits (see decision
 * 0021). The system shares connections out among them.
 */
const doorsOnLinux = 32;

/** How often it is said that connections cannot be taken, in milliseconds: the system says it at every turn. */
const sayEvery = 10_000;

/** The sockets on which a server listens. */
export interface Doors {
  /** What the system listens on, which may be given to another process; none where it cannot be. */
  readonly sockets: readonly object[];
  /** No more than that: `close` of an HTTP server would drop connections whose request has not come yet. */
  stopListening(): void;
  /** Takes nobody any more, and resolves when the last connection is closed. */
  close(): Promise<void>;
}

/**
 * Listens where the settings say, or on the sockets of the process that this one follows. `warn` is told when the system
 * has no connection to give, such as for want of files: those that are there go on, and so does the server.
 */
export async function listen(
  server: HttpServer,
  settings: ListenSettings,
  fellows: Fellows | undefined,
  warn: (message: string, error: unknown) => void,
): Promise<Doors> {
  const more: NetServer[] = [];
  const inherited = await fellows?.inherit();
  try {
    if (inherited !== undefined) await takeOver(server, settings, inherited, more);
    else if (process.platform === "linux") await listenOften(server, settings, fellows, more);
    else await listening(server, { host: settings.host, port: settings.port, ...fellows?.listening });
  } catch (error) {
    await closeAll(server, more);
    throw error;
  }
  surviveFaults([server, ...more], warn);
  return {
    get sockets() {
      return [server, ...more].flatMap((door) => handleOf(door) ?? []);
    },
    stopListening() {
      for (const door of [server, ...more]) NetServer.prototype.close.call(door);
    },
    close: () => closeAll(server, more),
  };
}

async function listenOften(
  server: HttpServer,
  settings: ListenSettings,
  fellows: Fellows | undefined,
  more: NetServer[],
): Promise<void> {
  const sharing: Sharing = { exclusive: true, reusePort: true };
  // Workers have a port that the first process has tried.
  const port = fellows === undefined ? await freePort(settings) : settings.port;
  await listening(server, { host: settings.host, port, ...sharing });
  const { address: host } = server.address() as AddressInfo;
  while (more.length < doorsOnLinux - 1) {
    const door = doorOf(server, settings);
    more.push(door);
    await listening(door, { host, port, ...sharing });
  }
}

async function takeOver(
  server: HttpServer,
  settings: ListenSettings,
  [first, ...others]: readonly object[],
  more: NetServer[],
): Promise<void> {
  await listening(server, first ?? {});
  for (const socket of others) {
    const door = doorOf(server, settings);
    more.push(door);
    await listening(door, socket);
  }
}

/** A socket more, whose connections are the server's like its own. */
function doorOf(server: HttpServer, settings: ListenSettings): NetServer {
  return createServer(socketOptions(settings), (socket) => void server.emit("connection", socket));
}

function listening(server: NetServer, where: object): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** An error that nobody listens to would be a fault of the whole process. */
function surviveFaults(doors: readonly NetServer[], warn: (message: string, error: unknown) => void): void {
  let said = -Infinity;
  for (const door of doors) {
    door.on("error", (error) => {
      const now = performance.now();
      if (now - said < sayEvery) return;
      said = now;
      warn("the system gives no connection", error);
    });
  }
}

async function closeAll(server: HttpServer, more: readonly NetServer[]): Promise<void> {
  await Promise.all([server, ...more].map(closing));
}

function closing(server: NetServer): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}

/** Node hands servers over only as ones that both processes accept for; node:cluster gives this away in the same manner. */
function handleOf(server: NetServer): object | undefined {
  const { _handle: handle } = server as object as { readonly _handle?: object | null };
  return handle ?? undefined;
}

/** Such as `http://127.0.0.1:4242`. */
export function urlOf(server: HttpServer, { host, tls }: Pick<Settings, "host" | "tls">): string {
  const { port } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return `${tls === undefined ? "http" : "https"}://${name}:${port}`;
}
