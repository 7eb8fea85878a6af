/**
 * Something is wrong with the data folder. Its message is a sentence for the operator, and may name paths.
 * What the operating system said is the cause.
 */
export class DataError extends Error {
  override readonly name = "DataError";
}
