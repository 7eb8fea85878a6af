import { storageError } from "./storage-error.ts";

/** Does `work`, and turns whatever the database throws into a store's error, see `storageError`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageError(cause);
  }
}
