import { auditDetails, withoutControls } from "../../lib/audit-details.ts";
import type { AuditRecord } from "../../spec/audit.ts";

/** An entry as a line of an export: JSON, with all that its hash is over, and without a line end. */
export function entryLine(record: AuditRecord): string {
  const { sequence, id, at, details, previous, hash } = record;
  const told = JSON.stringify({
    sequence,
    id,
    at: new Date(at).toISOString(),
    actor: {
      kind: record.actorKind,
      id: record.actorId,
      name: record.actorName,
      address: record.address,
      user_agent: record.userAgent,
    },
    action: record.action,
    subject: { kind: record.subjectKind, id: record.subjectId },
    project_id: record.projectId,
    outcome: record.outcome,
  });
  const rest = `"details":${asJson(details)},"previous":${JSON.stringify(previous)},"hash":${JSON.stringify(hash)}`;
  return withoutControls(`${told.slice(0, -1)},${rest}}`);
}

/** Somebody may have put anything into the row. A line stays a line, and says what is there. */
function asJson(details: string): string {
  try {
    return auditDetails(JSON.parse(details)) === details ? details : JSON.stringify(details);
  } catch {
    return JSON.stringify(details);
  }
}

/** Reads a line of an export; `undefined` where it is not, character by character, what `entryLine` writes. */
export function readEntryLine(line: string): AuditRecord | undefined {
  try {
    const read = JSON.parse(line) as Written;
    const { actor, subject } = read;
    const record: AuditRecord = {
      sequence: read.sequence,
      id: read.id,
      at: Date.parse(read.at),
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      address: actor.address,
      userAgent: actor.user_agent,
      action: read.action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      projectId: read.project_id,
      outcome: read.outcome,
      details: auditDetails(read.details),
      previous: read.previous,
      hash: read.hash,
    };
    return entryLine(record) === line ? record : undefined;
  } catch {
    return undefined;
  }
}

/** What the line is if nobody has touched it. Whether it is, is seen by writing it once more. */
interface Written extends Readonly<
  Pick<AuditRecord, "sequence" | "id" | "action" | "outcome" | "previous" | "hash">
> {
  readonly at: string;
  readonly actor: {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly address: string | null;
    readonly user_agent: string | null;
  };
  readonly subject: { readonly kind: string; readonly id: string };
  readonly project_id: string | null;
  readonly details: unknown;
}
