import { createPublicKey, generateKeyPairSync } from "node:crypto";

import { auditHash } from "../../lib/audit-hash.ts";
import { type AuditRecord, type NewAuditEntry, noHash } from "../../spec/audit.ts";
import { auditRecord } from "../../stores/sql/audit-rows.ts";
import { checkpointLine, signCheckpoint } from "./checkpoint.ts";
import { type Verdict, verifyAudit } from "./verify.ts";

const { privateKey } = generateKeyPairSync("ed25519");
export const signingKey = privateKey;
export const publicKeys = [createPublicKey(privateKey)];

export function entry(number: number, more: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    id: `audit_log-${String(number).padStart(32, "0")}`,
    actor: { kind: "key", id: `key_${number % 3}`, name: "ann", address: "192.0.2.1", userAgent: "curl/8" },
    action: "api_key.created",
    subject: { kind: "api_key", id: `key_${number}` },
    projectId: "proj_a",
    outcome: "done",
    details: { name: `key ${number}`, changes: { b: { old: null, new: number } } },
    ...more,
  };
}

/** A log of so many entries. */
export function logOf(size: number): AuditRecord[] {
  let previous = noHash;
  return Array.from({ length: size }, (_, place) => {
    const record = auditRecord(entry(place), { sequence: place + 1, at: 1_000 * place, previous });
    previous = record.hash;
    return record;
  });
}

/** What was signed when the log had that many entries. */
export function checkpointsOf(log: readonly AuditRecord[], sizes: readonly number[]): string[] {
  return sizes.map((size) => {
    const hash = log[size - 1]?.hash ?? "";
    return checkpointLine(
      signCheckpoint(privateKey, { kind: "checkpoint", size, hash, at: 5_000_000 + size }),
    );
  });
}

/** As somebody does who can change everything in the database: numbers and hashes are made anew, all of them. */
export function restamped(log: readonly AuditRecord[]): AuditRecord[] {
  let previous = noHash;
  return log.map((record, place) => {
    const rest = { ...record, sequence: place + 1, previous };
    const hash = auditHash(rest);
    previous = hash;
    return { ...rest, hash };
  });
}

/** Holds a log against checkpoints, its head being whatever the last entry is. */
export async function verdictOn(
  log: readonly AuditRecord[],
  checkpointLines: readonly string[],
  head = log.at(-1),
): Promise<Verdict> {
  async function* records(): AsyncGenerator<AuditRecord> {
    yield* log;
  }
  return verifyAudit({
    records: records(),
    checkpointLines,
    publicKeys,
    head: head ?? { sequence: 0, hash: noHash },
  });
}
