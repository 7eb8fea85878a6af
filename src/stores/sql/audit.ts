import type { Kysely } from "kysely";

import type { AuditStore, KeepingStores, NewAuditEntry, Recorded } from "../../spec/audit.ts";
import { createAuditHead } from "./audit-head.ts";
import { createAuditReader } from "./audit-reader.ts";
import { type AuditScripts, createAuditScripts } from "./audit-scripts.ts";
import { guarded } from "./guarded.ts";
import { createKeepingStores } from "./keeping-stores.ts";
import { runWithin } from "./run-within.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";
import type { Gathering, Write } from "./written-stores.ts";

export interface AuditStoreOptions {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly write: Write;
  /** Tells other processes of a change, within its transaction. */
  readonly tell?: (transaction: Kysely<Schema>) => Promise<void>;
  /** Tells the watchers of this process, afterwards. */
  readonly announce: () => void;
}

/** All who write entries wait for the one head. */
const gathering: Gathering = { marks: ["audit"], locks: true };

export function createAuditStore(options: AuditStoreOptions): AuditStore {
  const { db, words, write } = options;
  const scripts = createAuditScripts(db, words);
  return {
    record: createRecord(options, scripts),
    append: (entries) => write(() => scripts.append(entries), gathering),
    prune: (through, entry) => write(() => scripts.prune(through, entry), gathering),
    ...createAuditReader(db),
    ...createAuditHead(db, words),
  };
}

function createRecord(
  { db, words, tell, announce }: AuditStoreOptions,
  scripts: AuditScripts,
): AuditStore["record"] {
  return async function record(work) {
    const entries: NewAuditEntry[] = [];
    /** What a deed, or a part of it, threw by itself: told as it is. */
    let thrown: { readonly by: unknown } | undefined;
    const whole = guarded(() =>
      db.transaction().execute(async (transaction) => {
        const within: KeepingStores = {
          ...createKeepingStores(transaction, words),
          audit: { record: gather },
        };
        async function gather<T>(part: (stores: KeepingStores) => Promise<Recorded<T>>): Promise<T> {
          try {
            const recorded = await part(within);
            entries.push(...recorded.entries);
            return recorded.result;
          } catch (error) {
            thrown ??= { by: error };
            throw error;
          }
        }
        const done = await gather(work);
        // A part has failed, and the deed went on: what the part had changed by then must not stay without an entry.
        if (thrown !== undefined) throw new Error("A part of a deed has failed.");
        // Last, so that the head, which all share, is locked for a moment and after everything else.
        await runWithin(transaction, scripts.append(entries));
        if (entries.length > 0) await tell?.(transaction);
        return done;
      }),
    );
    const result = await whole.catch((error: unknown) => {
      throw thrown === undefined ? error : thrown.by;
    });
    if (entries.length > 0) announce();
    return result;
  };
}
