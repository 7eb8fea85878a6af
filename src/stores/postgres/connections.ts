import type { PostgresPool } from "kysely";
import { Client, Pool } from "pg";

import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import { isAnswer } from "./answers.ts";
import { createBreaker } from "./breaker.ts";
import { clientOptions } from "./client-options.ts";
import { type Held, holdClient } from "./held.ts";

export interface Connections extends PostgresPool {
  connect(): Promise<Held>;
  /** Takes no more work, waits for what is under way, and closes. */
  end(): Promise<void>;
}

export interface ConnectionsOptions {
  readonly url: string;
  readonly size: number;
  /** Milliseconds from asking for a connection to giving it back; what takes longer fails. */
  readonly deadline: number;
  readonly clock: Pick<Clock, "monotonic">;
}

/**
 * A pool that never keeps anybody waiting: everything has a deadline, and once the database does not answer, all are
 * refused at once until it does. Then a fresh pool is used, since nobody knows what the old connections are worth.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { url, deadline, clock } = options;
  let pool = createPool(options);
  let lastAnswer = clock.monotonic();
  let closing = false;
  let active = 0;
  let idle = (): void => {};
  const breaker = createBreaker(probe);

  async function probe(): Promise<void> {
    const client = new Client({ ...clientOptions(url, deadline), query_timeout: deadline });
    // A connection may break at any time; whoever uses it hears of it from the query.
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
      answered();
    } finally {
      void client.end().catch(() => {});
    }
  }

  function answered(): void {
    lastAnswer = clock.monotonic();
  }

  function released(): void {
    active--;
    if (active === 0) idle();
  }

  /** A database that answers others is not down: only this one's connection was, or its lock was somebody else's. */
  function failed(cause: unknown, begun: number): void {
    if (isAnswer(cause) || lastAnswer > begun) return;
    breaker.trip(cause);
    const old = pool;
    pool = createPool(options);
    void old.end().catch(() => {});
  }

  return {
    options: {},

    async connect() {
      if (closing) throw new ParleyError("storage_unavailable", { cause: new Error("The store is closed.") });
      breaker.check();
      const begun = clock.monotonic();
      active++;
      try {
        const client = await pool.connect();
        return holdClient({ client, begun, clock, deadline, answered, failed, released });
      } catch (cause) {
        released();
        failed(cause, begun);
        throw cause;
      }
    },

    async end() {
      closing = true;
      breaker.stop();
      if (active > 0) await new Promise<void>((resolve) => (idle = resolve));
      // Idle connections keep no process alive (`allowExitOnIdle`), and nor would waiting for their end.
      const awake = setInterval(() => {}, 1_000);
      await pool.end().finally(() => clearInterval(awake));
    },
  };
}

function createPool({ url, size, deadline }: ConnectionsOptions): Pool {
  const pool = new Pool({ ...clientOptions(url, deadline), max: size, allowExitOnIdle: true });
  // Without listeners, a connection that breaks would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
