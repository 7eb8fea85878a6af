import type { AuditActor, AuditEntry } from "../../../spec/audit.ts";
import type { OwnVerdict } from "../../../admin/audit/verify-own.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { AuditActorObject, AuditLogObject, AuditVerificationObject } from "./schema.ts";

/** An entry in OpenAI's form, with what was done under a member that is called after the event. */
export function presentAuditLog(entry: AuditEntry): AuditLogObject {
  const { id, action, at, actor, projectId, subject, outcome, details, sequence, previous, hash } = entry;
  return {
    object: "organization.audit_log",
    id,
    type: action,
    effective_at: Math.floor(at / 1000),
    actor: presentActor(actor),
    ...(projectId !== undefined && { project: { id: projectId } }),
    [action]: { id: subject.id, ...details },
    outcome,
    sequence,
    previous_hash: previous,
    hash,
  };
}

/** Where a request came from stands in the session, as with OpenAI; a key has none there, and so both are told. */
function presentActor({ kind, id, name, address, userAgent }: AuditActor): AuditActorObject {
  const from = { ip_address: address ?? null, user_agent: userAgent ?? null };
  const known = address !== undefined || userAgent !== undefined;
  if (kind === "key" || kind === "token") {
    const type = kind === "key" ? "user" : "token";
    return { type: "api_key", api_key: { id, name, type }, ...(known && { session: from }) };
  }
  if (kind === "account") return { type: "session", session: { user: { id, name }, ...from } };
  return { type: kind, ...(known && { session: from }) };
}

/** @param now Unix milliseconds. */
export function presentVerification(verdict: OwnVerdict, now: number): AuditVerificationObject {
  const { problems, entries, first, last, checkpoints, covered, signedAt, unread } = verdict;
  return {
    object: "organization.audit_log.verification",
    sound: problems.length === 0,
    verified_at: seconds(now),
    entries,
    first_sequence: first ?? null,
    last_sequence: last ?? null,
    checkpoints: { count: checkpoints, covered, last_at: secondsOrNull(signedAt), unread: [...unread] },
    problems: problems.map(({ sequence, message }) => ({ sequence: sequence ?? null, message })),
  };
}
