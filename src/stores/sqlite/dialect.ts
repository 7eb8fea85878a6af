import { DialectAdapterBase, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from "kysely";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";

import type { Patience } from "./busy.ts";
import type { Line } from "./line.ts";
import { createStatementCache } from "./statement-cache.ts";
import type { CachedStatement } from "./statement-cache.ts";

/** More than Parley has different query texts today; about 2 kB each. */
const cachedStatements = 128;

export interface DialectOptions {
  /** Whoever opened it closes it. */
  readonly database: DatabaseSync;
  /** The queue for the database: a transaction of one user must not take in statements of another. */
  readonly line: Line;
  readonly patience: Patience;
}

/** Kysely over one open `node:sqlite` database. */
export function createNodeSqliteDialect(options: DialectOptions): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new NodeSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

class NodeSqliteAdapter extends DialectAdapterBase {
  /** So that migrations run in one transaction: two processes that start together take turns. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsReturning(): boolean {
    return true;
  }

  /** `begin immediate` is the lock. */
  async acquireMigrationLock(): Promise<void> {}

  async releaseMigrationLock(): Promise<void> {}
}

class NodeSqliteDriver implements Driver {
  readonly #options: DialectOptions;
  readonly #connection: NodeSqliteConnection;
  #leave: () => void = () => {};

  constructor(options: DialectOptions) {
    this.#options = options;
    this.#connection = new NodeSqliteConnection(options);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#leave = await this.#options.line.enter();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#leave();
  }

  /** `immediate` takes the write lock at once; upgrading a read lock later can fail without waiting. */
  async beginTransaction(): Promise<void> {
    const { database, patience } = this.#options;
    await patience.patiently(() => database.exec("begin immediate"));
  }

  async commitTransaction(): Promise<void> {
    this.#options.database.exec("commit");
  }

  /** SQLite has already rolled back by itself when, for example, the disk was full. */
  async rollbackTransaction(): Promise<void> {
    const { database } = this.#options;
    if (database.isTransaction) database.exec("rollback");
  }

  async destroy(): Promise<void> {}
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #options: DialectOptions;
  readonly #prepare: (sql: string) => CachedStatement;

  constructor(options: DialectOptions) {
    this.#options = options;
    this.#prepare = createStatementCache(options.database, cachedStatements);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#options.patience.patiently(() => this.#execute<R>(query));
  }

  #execute<R>(query: CompiledQuery): QueryResult<R> {
    const { statement, yieldsRows } = this.#prepare(query.sql);
    const parameters = query.parameters as readonly SQLInputValue[];
    if (yieldsRows) return { rows: statement.all(...parameters) as R[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new TypeError("This dialect does not stream: a half-read query would hold the only connection.");
  }
}
