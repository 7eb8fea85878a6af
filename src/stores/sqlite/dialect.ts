import { DialectAdapterBase, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from "kysely";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";

import { createStatementCache } from "./statement-cache.ts";
import type { CachedStatement } from "./statement-cache.ts";

/** More than Parley has different query texts today; about 2 kB each. */
const cachedStatements = 128;

/** Kysely over one open `node:sqlite` database. Whoever opened the database closes it. */
export function createNodeSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(database),
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

/** Lends its one connection to one user at a time, in the order in which they asked. */
class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  #lastInLine: Promise<void> = Promise.resolve();
  #handBack: () => void = () => {};

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#lastInLine;
    const mine = Promise.withResolvers<void>();
    this.#lastInLine = mine.promise;
    await before;
    this.#handBack = mine.resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#handBack();
  }

  /** `immediate` takes the write lock at once; upgrading a read lock later can fail without waiting. */
  async beginTransaction(): Promise<void> {
    this.#database.exec("begin immediate");
  }

  async commitTransaction(): Promise<void> {
    this.#database.exec("commit");
  }

  /** SQLite has already rolled back by itself when, for example, the disk was full. */
  async rollbackTransaction(): Promise<void> {
    if (this.#database.isTransaction) this.#database.exec("rollback");
  }

  async destroy(): Promise<void> {}
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #prepare: (sql: string) => CachedStatement;

  constructor(database: DatabaseSync) {
    this.#prepare = createStatementCache(database, cachedStatements);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
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
