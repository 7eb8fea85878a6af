import { auditDetails } from "../../lib/audit-details.ts";
import { auditHash } from "../../lib/audit-hash.ts";
import { randomHex } from "../../lib/random-id.ts";
import type { AuditDetails, AuditEntry, AuditRecord, NewAuditEntry } from "../../spec/audit.ts";
import type { AuditEntriesTable } from "./schema.ts";
import type { SqlValue } from "./script.ts";

/** An entry tells of a change; whoever puts more than this into it has slipped. In characters. */
const longestDetails = 65_536;

/** What strangers send has a length of their choice. In characters. */
const longestName = 256;

/** The place of an entry in the log. */
export interface AuditPlace {
  readonly sequence: number;
  readonly at: number;
  readonly previous: string;
}

/** Throws `TypeError` for details that are too long. */
export function auditRecord(entry: NewAuditEntry, { sequence, at, previous }: AuditPlace): AuditRecord {
  const { actor, subject, projectId } = entry;
  const details = auditDetails(entry.details);
  if (details.length > longestDetails) throw new TypeError("The details of an audit entry are too long.");
  const record = {
    sequence,
    id: entry.id ?? `audit_log-${randomHex()}`,
    at,
    actorKind: actor.kind,
    actorId: storable(actor.id),
    actorName: storable(actor.name),
    address: actor.address === undefined ? null : storable(actor.address),
    userAgent: actor.userAgent === undefined ? null : storable(actor.userAgent),
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: storable(subject.id),
    projectId: projectId === undefined ? null : storable(projectId),
    outcome: entry.outcome,
    details,
    previous,
  };
  return { ...record, hash: auditHash(record) };
}

/** In the order of `auditColumns`. */
export function auditValues(record: AuditRecord): SqlValue[] {
  return [
    record.sequence,
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
    record.previous,
    record.hash,
  ];
}

export const auditColumns = [
  "sequence",
  "id",
  "at",
  "actor_kind",
  "actor_id",
  "actor_name",
  "address",
  "user_agent",
  "action",
  "subject_kind",
  "subject_id",
  "project_id",
  "outcome",
  "details",
  "previous",
  "hash",
] as const satisfies readonly (keyof AuditEntriesTable)[];

/** Exactly what is in the row, whatever that is. */
export function recordOfRow(row: AuditEntriesTable): AuditRecord {
  return {
    sequence: Number(row.sequence),
    id: row.id,
    at: Number(row.at),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    address: row.address,
    userAgent: row.user_agent,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    projectId: row.project_id,
    outcome: row.outcome,
    details: row.details,
    previous: row.previous,
    hash: row.hash,
  };
}

export function entryOfRow(row: AuditEntriesTable): AuditEntry {
  const record = recordOfRow(row);
  const { sequence, id, at, previous, hash, address, userAgent, projectId } = record;
  return {
    sequence,
    id,
    at,
    actor: {
      kind: record.actorKind as AuditEntry["actor"]["kind"],
      id: record.actorId,
      name: record.actorName,
      ...(address !== null && { address }),
      ...(userAgent !== null && { userAgent }),
    },
    action: record.action as AuditEntry["action"],
    subject: { kind: record.subjectKind as AuditEntry["subject"]["kind"], id: record.subjectId },
    ...(projectId !== null && { projectId }),
    outcome: record.outcome as AuditEntry["outcome"],
    details: readDetails(record.details),
    previous,
    hash,
  };
}

/** Somebody may have changed the row: to list the others must still be possible, and `verify` says what is wrong. */
function readDetails(text: string): AuditDetails {
  try {
    return JSON.parse(text) as AuditDetails;
  } catch {
    return { unreadable: text };
  }
}

/** One line, of a bounded length, that every database gives back as it got it: the hash is over what it gives back. */
function storable(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, longestName)
    .toWellFormed();
}
