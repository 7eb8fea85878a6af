import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { readEntryLine } from "../../admin/audit/entry-line.ts";
import { recordsOf } from "../../admin/audit/records-of.ts";
import type { VerifyInput } from "../../admin/audit/verify.ts";
import type { AuditRecord } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { DataError } from "../data-error.ts";
import { databaseName } from "../data-folder.ts";
import { openKeeper } from "../keeper.ts";
import type { Settings } from "../settings/settings.ts";
import { readAuditFile } from "../stores.ts";

/** A log to be verified. */
export interface OpenLog extends Pick<VerifyInput, "records" | "head"> {
  /** For people. */
  readonly name: string;
  close(): Promise<void> | void;
}

/** An export, line by line; see `entryLine`. Throws what the file system throws. */
export async function openExport(path: string): Promise<OpenLog> {
  const file = await open(path);
  async function* records(): AsyncGenerator<AuditRecord | undefined> {
    for await (const line of file.readLines()) yield readEntryLine(line);
  }
  return { name: path, records: records(), close: () => file.close() };
}

/** The log in a database file, which nothing is changed in. */
export function openDatabaseFile(path: string): OpenLog {
  if (!existsSync(path)) throw new DataError(`There is no database at ${path}.`);
  const file = opened(path);
  if (file === undefined)
    throw new DataError(`${path} has no audit log: no server of this version has used it.`);
  async function* records(): AsyncGenerator<AuditRecord> {
    yield* file?.records() ?? [];
  }
  const { head = { sequence: 0, hash: "" } } = file;
  return { name: path, records: records(), head, close: () => file.close() };
}

function opened(path: string): ReturnType<typeof readAuditFile> {
  try {
    return readAuditFile(path);
  } catch (cause) {
    throw new ParleyError("storage_unavailable", { cause });
  }
}

/** The log of the settings' database. */
export async function openOwnLog(settings: Settings): Promise<OpenLog> {
  if (settings.database === undefined) return openDatabaseFile(join(settings.data, databaseName));
  const { keys, close } = await openKeeper(settings.data, settings);
  const { audit } = keys.stores;
  // Entries that come meanwhile are not looked at.
  const head = await audit.head();
  return { name: "the database", records: recordsOf(audit, head.sequence), head, close };
}
