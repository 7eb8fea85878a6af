import type { Actor } from "../../spec/actor.ts";
import type { AuditActor, AuditDetails, AuditStore, KeepingStores, NewAuditEntry } from "../../spec/audit.ts";
import { randomHex } from "../../lib/random-id.ts";

/** What a deed tells the audit log of itself. */
export interface Note extends Pick<NewAuditEntry, "action" | "subject" | "projectId"> {
  readonly details?: AuditDetails;
}

/** What came of a deed. Without notes nothing has changed, and nothing is written. */
export interface Done<T> {
  readonly result: T;
  readonly notes: readonly Note[];
}

export interface AuditedDeps {
  readonly stores: { readonly audit: Pick<AuditStore, "record"> };
}

/**
 * Does a change of the database and writes into the audit log what it was, in one transaction: where that cannot be
 * written, nothing has changed and the deed fails with `storage_unavailable`. `work` asks the stores that it is given,
 * and waits for nothing else. Every deed that changes anything goes through here, or through `auditedAround`.
 */
export function audited<T>(
  { stores }: AuditedDeps,
  actor: Actor,
  work: (within: KeepingStores) => Promise<Done<T>>,
): Promise<T> {
  return stores.audit.record(async (within) => {
    const { result, notes } = await work(within);
    return { result, entries: notes.map((note) => entryOf(actor, note, "done")) };
  });
}

/** Where the log is, for what happens outside of the database. */
export interface AuditedAroundDeps {
  readonly audit: Pick<AuditStore, "append">;
}

/**
 * The same for what no transaction can hold, such as files and servers of others: says beforehand that it begins, and
 * does nothing where that cannot be written; and then how it ended, before anybody is told. An entry that has begun and
 * never ended is a process that died meanwhile.
 */
export async function auditedAround<T>(
  { audit }: AuditedAroundDeps,
  actor: Actor,
  note: Note,
  work: () => Promise<{ readonly result: T; readonly details?: AuditDetails }>,
): Promise<T> {
  const id = `audit_log-${randomHex()}`;
  await audit.append([{ ...entryOf(actor, note, "begun"), id }]);
  try {
    const { result, details } = await work();
    const ended = { ...note, details: { ...details, begun: id } };
    await audit.append([entryOf(actor, ended, "done")]);
    return result;
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "internal";
    const failed = { ...note, details: { begun: id, error: why } };
    // What went wrong is what the caller must hear of, also where this cannot be written any more.
    await audit.append([entryOf(actor, failed, "failed")]).catch(() => undefined);
    throw error;
  }
}

function entryOf(actor: Actor, note: Note, outcome: NewAuditEntry["outcome"]): NewAuditEntry {
  const { action, subject, projectId, details = {} } = note;
  return {
    actor: auditActor(actor),
    action,
    subject,
    ...(projectId !== undefined && { projectId }),
    outcome,
    details,
  };
}

function auditActor({ kind, id, name, from }: Actor): AuditActor {
  return { kind, id, name, ...from };
}
