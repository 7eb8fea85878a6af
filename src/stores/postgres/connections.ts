import type { PostgresPool, PostgresPoolClient } from "kysely";
import { Client, Pool, type PoolClient, type QueryConfig, type QueryResult } from "pg";

import { ParleyError } from "../../spec/errors.ts";
import { isAnswer } from "./answers.ts";
import { createBreaker } from "./breaker.ts";
import { clientOptions } from "./client-options.ts";

/** A connection that somebody has for himself, for as long as the deadline allows. */
export interface Held extends PostgresPoolClient {
  ask(query: string | QueryConfig<unknown[]>): Promise<QueryResult<Record<string, unknown>>>;
  /** Whether it can be asked again: nothing is under way, and it was neither cut nor given up. */
  isSound(): boolean;
  release(): void;
}

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
}

/**
 * A pool that never keeps anybody waiting: everything has a deadline, and once the database does not answer, all are
 * refused at once until it does. Then a fresh pool is used, since nobody knows what the old connections are worth.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { url, deadline } = options;
  let pool = createPool(options);
  let lastAnswer = performance.now();
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
      lastAnswer = performance.now();
    } finally {
      void client.end().catch(() => {});
    }
  }

  /** A database that answers others is not down: only this one's connection was, or its lock was somebody else's. */
  function failed(cause: unknown, begun: number): void {
    if (isAnswer(cause) || lastAnswer > begun) return;
    breaker.trip(cause);
    const old = pool;
    pool = createPool(options);
    void old.end().catch(() => {});
  }

  function hold(client: PoolClient, begun: number): Held {
    const late = Promise.withResolvers<never>();
    late.promise.catch(() => {});
    let sound = true;
    let pending = 0;
    const timer = setTimeout(
      () => late.reject(new Error(`PostgreSQL did not answer within ${deadline} ms.`)),
      Math.max(1, begun + deadline - performance.now()),
    );

    async function ask(query: string | QueryConfig<unknown[]>, values?: unknown[]) {
      pending++;
      try {
        const asked = values === undefined ? client.query(query) : client.query(String(query), values);
        const result = await Promise.race([asked, late.promise]);
        lastAnswer = performance.now();
        return result as QueryResult<Record<string, unknown>>;
      } catch (cause) {
        if (isAnswer(cause)) lastAnswer = performance.now();
        else sound = false;
        failed(cause, begun);
        throw cause;
      } finally {
        pending--;
      }
    }
    const isSound = (): boolean => sound && pending === 0;
    return {
      ask: (query) => ask(query),
      // Cursors, which Kysely's type asks for as well, are for streams, and nothing here streams.
      query: ((text: string, values: readonly unknown[]) =>
        ask(text, [...values])) as unknown as PostgresPoolClient["query"],
      isSound,
      release() {
        clearTimeout(timer);
        client.release(!isSound());
        active--;
        if (active === 0) idle();
      },
    };
  }

  return {
    options: {},

    async connect() {
      if (closing) throw new ParleyError("storage_unavailable", { cause: new Error("The store is closed.") });
      breaker.check();
      const begun = performance.now();
      active++;
      try {
        return hold(await pool.connect(), begun);
      } catch (cause) {
        active--;
        if (active === 0) idle();
        failed(cause, begun);
        throw cause;
      }
    },

    async end() {
      closing = true;
      breaker.stop();
      if (active > 0) await new Promise<void>((resolve) => (idle = resolve));
      await pool.end();
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
