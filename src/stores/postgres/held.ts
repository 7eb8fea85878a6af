import type { PostgresPoolClient } from "kysely";
import type { PoolClient, QueryConfig, QueryResult } from "pg";

import type { Clock } from "../../lib/clock.ts";
import { isAnswer } from "./answers.ts";

/** A connection that somebody has for himself, for as long as the deadline allows. */
export interface Held extends PostgresPoolClient {
  ask(query: string | QueryConfig<unknown[]>): Promise<QueryResult<Record<string, unknown>>>;
  /** Whether it can be asked again: nothing is under way, and it was neither cut nor given up. */
  isSound(): boolean;
  release(): void;
}

export interface HoldOptions {
  readonly client: PoolClient;
  readonly clock: Pick<Clock, "monotonic">;
  /** When it was asked for, by the clock. */
  readonly begun: number;
  /** Milliseconds from then to the release. */
  readonly deadline: number;
  answered(): void;
  failed(cause: unknown, begun: number): void;
  released(): void;
}

/** Lends out a connection. What has not come by the deadline fails, and the connection with it. */
export function holdClient(options: HoldOptions): Held {
  const { client, clock, begun, deadline } = options;
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => {});
  let sound = true;
  let pending = 0;
  const timer = setTimeout(
    () => late.reject(new Error(`PostgreSQL did not answer within ${deadline} ms.`)),
    Math.max(1, begun + deadline - clock.monotonic()),
  );

  async function ask(query: string | QueryConfig<unknown[]>, values?: unknown[]) {
    pending++;
    try {
      const asked = values === undefined ? client.query(query) : client.query(String(query), values);
      const result = await Promise.race([asked, late.promise]);
      options.answered();
      return result as QueryResult<Record<string, unknown>>;
    } catch (cause) {
      if (isAnswer(cause)) options.answered();
      else sound = false;
      options.failed(cause, begun);
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
      options.released();
    },
  };
}
