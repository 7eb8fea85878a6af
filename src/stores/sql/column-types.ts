/** What the databases call the same things; a migration is written once in terms of these. */
export interface ColumnTypes {
  /** An integer of 64 bits. */
  readonly integer: "integer" | "bigint";
  /** Raw bytes. */
  readonly bytes: "blob" | "bytea";
  /** Whether `create table` must ask for types to be enforced. */
  readonly strict: boolean;
  /** What searches texts. */
  readonly fullText: "fts5" | "tsvector";
}
