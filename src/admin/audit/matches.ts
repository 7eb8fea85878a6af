import type { AuditQuery, AuditRecord } from "../../spec/audit.ts";

/** Whether an entry is among those that a query asks for, whatever its place. */
export function matches(
  record: AuditRecord,
  { actorIds, actions, subjectIds, projectIds, from = 0, until = Infinity }: Partial<AuditQuery>,
): boolean {
  const among = (list: readonly string[] | undefined, value: string | null): boolean =>
    list === undefined || (value !== null && list.includes(value));
  return (
    among(actorIds, record.actorId) &&
    among(actions, record.action) &&
    among(subjectIds, record.subjectId) &&
    among(projectIds, record.projectId) &&
    record.at >= from &&
    record.at < until
  );
}
