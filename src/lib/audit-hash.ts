import { createHash } from "node:crypto";

import type { AuditRecord } from "../spec/audit.ts";

/**
 * SHA-256 of an entry with the hash of the one before in it, in hexadecimal. What is hashed is a JSON array, in which no
 * two different entries look alike; its first member says for what, and by which version of this rule.
 */
export function auditHash(record: Omit<AuditRecord, "hash">): string {
  const parts = [
    "parley audit 1",
    record.sequence,
    record.previous,
    record.id,
    record.at,
    record.actorKind,
    record.actorId,
    record.actorName,
    record.address,
    record.userAgent,
    record.action,
    record.subjectKind,
    record.subjectId,
    record.projectId,
    record.outcome,
    record.details,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
