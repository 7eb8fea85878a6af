/** Where Parley keeps its books in a round, and how that can be made to fail. */
export interface Database {
  readonly name: "sqlite" | "postgres";
  /** The environment with which Parley finds a new and empty database. */
  fresh(name: string): Promise<Readonly<Record<string, string>>>;
  /** Ends what was started. */
  stop(): Promise<void>;
}
