import type { ColumnTypes } from "../sql/column-types.ts";

/** What PostgreSQL calls the types of the migrations. */
export const columnTypes: ColumnTypes = {
  integer: "bigint",
  bytes: "bytea",
  strict: false,
  fullText: "tsvector",
};
