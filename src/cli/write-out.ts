import { once } from "node:events";
import type { CliContext } from "./context.ts";

/**
 * Writes to standard output no faster than it is read. Says whether anybody still reads: when the reader of a pipe
 * has gone (`| head`), there is nothing left to do, and nothing to complain about.
 */
export async function writeOut({ stdout, unread }: CliContext, text: string): Promise<boolean> {
  if (unread.aborted) return false;
  if (!stdout.write(text)) {
    // Not told apart here: whoever is gone is in `unread`.
    await once(stdout, "drain", { signal: unread }).catch(() => undefined);
  }
  return !unread.aborted;
}
