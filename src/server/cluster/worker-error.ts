/** The worker processes cannot start, or go on. Its message is what one of them said, for the operator's terminal. */
export class WorkerError extends Error {
  override readonly name = "WorkerError";
}
