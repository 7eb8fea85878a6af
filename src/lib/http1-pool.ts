import { connect, isIP, type LookupFunction, type TcpNetConnectOpts } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { type Asker, Connection, type Dial, type Keeper, type Outgoing } from "./http1-connection.ts";

/** An idle connection is dropped before servers with the common limit of 5 s drop theirs, in milliseconds. */
const keepAliveMs = 4_000;

/** How often idle connections are looked at, in milliseconds. */
const lookEvery = 500;

/** Until the system asks whether the other side is still there, in milliseconds. */
const probeAfter = 60_000;

/**
 * A connection that has been idle longer is looked at before it is used, in milliseconds: that costs two turns of the
 * event loop. On a busy server they are used again sooner, and servers close none that young.
 */
const fresh = 1;

interface Idle {
  readonly connection: Connection;
  /** Monotonic milliseconds. */
  readonly since: number;
  readonly until: number;
}

/**
 * The connections to one origin. A request takes the one that was free last, whose other side is least likely to
 * be closing it, or a new one; there is no bound on their number, since each carries a caller who waits.
 * Idle connections do not keep the process alive.
 */
export class ConnectionPool implements Keeper {
  readonly #dial: Dial;
  readonly #secure: boolean;
  readonly #all = new Set<Connection>();
  #idle: Idle[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(origin: URL, lookup?: LookupFunction) {
    this.#secure = origin.protocol === "https:";
    this.#dial = this.#secure ? tlsDial(origin, lookup) : plainDial(origin, lookup);
  }

  /** Sends a request, on a connection that the asker is told. */
  ask(asker: Asker, request: Outgoing): void {
    if (this.#closed) throw new Error("the client is closed");
    const now = performance.now();
    const idle = this.#take(now);
    if (idle === undefined) this.#open().ask(asker, request, false);
    else idle.connection.ask(asker, request, now - idle.since > fresh);
  }

  /** On a new connection, so that no request is placed more than twice. */
  unsent(asker: Asker, request: Outgoing): void {
    if (this.#closed) asker.fault(new Error("the client is closed"));
    else this.#open().ask(asker, request, false);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const connection of this.#all) connection.end();
  }

  free(connection: Connection, keepMs: number): void {
    if (this.#closed) {
      connection.drop();
      return;
    }
    const since = performance.now();
    this.#idle.push({ connection, since, until: since + Math.min(keepMs, keepAliveMs) });
    this.#timer ??= setInterval(() => this.#look(), lookEvery).unref();
  }

  gone(connection: Connection): void {
    this.#all.delete(connection);
    const at = this.#idle.findIndex((idle) => idle.connection === connection);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  #take(now: number): Idle | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.until > now && idle.connection.usable) return idle;
      idle.connection.drop();
    }
    return undefined;
  }

  #open(): Connection {
    const connection = new Connection(this, this.#dial, this.#secure);
    this.#all.add(connection);
    return connection;
  }

  #look(): void {
    const now = performance.now();
    const over = this.#idle.filter(({ until }) => until <= now);
    this.#idle = this.#idle.filter(({ until }) => until > now);
    for (const { connection } of over) connection.drop();
    if (this.#idle.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const tcp = { noDelay: true, keepAlive: true, keepAliveInitialDelay: probeAfter } as const;

function plainDial(origin: URL, lookup: LookupFunction | undefined): Dial {
  const host = hostOf(origin);
  const port = Number(origin.port || 80);
  const found = lookup === undefined ? {} : { lookup };
  return (buffer, read) => connect({ ...tcp, ...found, host, port, onread: { buffer, callback: read } });
}

/** Certificates are verified; sessions are used again, which saves a round trip and the dearer half of the sums. */
function tlsDial(origin: URL, lookup: LookupFunction | undefined): Dial {
  const host = hostOf(origin);
  const port = Number(origin.port || 443);
  // An address is no name of a server (RFC 6066, section 3).
  const servername = isIP(host) === 0 ? host : "";
  let session: Buffer | undefined;
  return (buffer, read) => {
    const options: ConnectionOptions & Pick<TcpNetConnectOpts, "onread"> = {
      host,
      port,
      servername,
      ALPNProtocols: ["http/1.1"],
      onread: { buffer, callback: read },
      ...(session !== undefined && { session }),
      ...(lookup !== undefined && { lookup }),
    };
    const socket = connectTls(options);
    socket.on("session", (newest: Buffer) => (session = newest));
    // A session that did not help is not tried for ever.
    socket.once("error", () => (session = undefined));
    socket.setNoDelay(true).setKeepAlive(true, probeAfter);
    return socket;
  };
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
