import { open } from "node:fs/promises";
import type { SignedLines } from "../../admin/audit/verify-own.ts";
import type { AuditSettings } from "../settings/audit-settings.ts";
import { checkpointPlaces } from "./keep-audit.ts";

/**
 * Reads back what was signed of the audit log: of a file, that is. What a syslog or a program was given is out of reach
 * here, which is its purpose, and so is a file that this process may only add to.
 */
export async function readSigned(settings: AuditSettings): Promise<SignedLines> {
  const { file, ...others } = settings.checkpoints;
  const elsewhere = checkpointPlaces({ ...settings, checkpoints: others }, { now: Date.now });
  const unread = elsewhere.map(({ name }) => name);
  if (file === undefined) return { lines: [], unread };
  try {
    return { lines: (await open(file)).readLines(), unread };
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // It is made with the first checkpoint.
    return { lines: [], unread: missing ? unread : [`the file ${file}`, ...unread] };
  }
}
