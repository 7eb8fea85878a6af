import type { SecurityFinding } from "../../../spec/security-finding.ts";
import { seconds } from "../paging.ts";
import type { SecurityAuditObject } from "./schema.ts";

/** @param now Unix milliseconds. */
export function presentSecurityAudit(findings: readonly SecurityFinding[], now: number): SecurityAuditObject {
  return {
    object: "organization.security_audit",
    checked_at: seconds(now),
    findings: findings.map(({ id, severity, message, remedy, subject }) => ({
      id,
      severity,
      message,
      remedy,
      subject: subject ?? null,
    })),
  };
}
