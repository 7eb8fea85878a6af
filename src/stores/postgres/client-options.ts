import { type ClientConfig, types } from "pg";

/** `int8`, by its number in `pg_type`. */
const int8 = 20;

/** Columns are integers of 64 bits, JavaScript's of 53: one that does not fit must not become another one. */
function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be exact.`);
  return value;
}

/**
 * How a connection works. `deadline` (milliseconds) bounds the connecting, and on the server's side each statement and
 * the wait for a lock; 0 bounds only the connecting, by `connect`.
 *
 * `synchronous_commit` is on whatever the server's default is: what was acknowledged survives a crash of the database,
 * and a power cut.
 */
export function clientOptions(url: string, deadline: number, connect: number = deadline): ClientConfig {
  return {
    connectionString: url,
    fallback_application_name: "parley",
    connectionTimeoutMillis: connect,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // What we gave up must not keep its locks.
    ...(deadline > 0 && { statement_timeout: deadline, idle_in_transaction_session_timeout: 2 * deadline }),
    options: "-c synchronous_commit=on",
    types: {
      getTypeParser: ((oid: number, format?: "text") =>
        oid === int8 ? exactInteger : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  };
}
