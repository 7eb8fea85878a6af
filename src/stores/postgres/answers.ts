import { DatabaseError } from "pg";

/** The server says that it goes down, or that it is not up yet (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const goingOrComing: readonly string[] = ["57P01", "57P02", "57P03"];

/**
 * Another transaction was in the way, or the row that a new one refers to has just gone: as if it had come a moment
 * earlier or later, the same work may succeed. Nothing of it was done.
 */
const passing: readonly string[] = ["40001", "40P01", "23503"];

/** Whether a database at work has said so, and not a broken connection or one that comes up or goes down. */
export function isAnswer(cause: unknown): boolean {
  // A value that cannot be read, or be sent, is no fault of the connection.
  if (cause instanceof RangeError || cause instanceof TypeError) return true;
  return cause instanceof DatabaseError && !goingOrComing.includes(cause.code ?? "");
}

/** Whether the same work may succeed when it is done again at once. */
export function isPassing(cause: unknown): boolean {
  return cause instanceof DatabaseError && passing.includes(cause.code ?? "");
}
