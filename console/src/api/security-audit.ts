import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** Something that could be safer; see `GET /v1/organization/security_audit`. The words are the server's. */
export interface SecurityFinding {
  readonly id: string;
  readonly severity: "critical" | "high" | "medium" | "low";
  readonly message: string;
  readonly remedy: string;
  readonly subject: string | null;
}

/** The worst first. */
export const securityAudit = queryOptions({
  queryKey: ["security-audit"],
  queryFn: ({ signal }) =>
    ask<{ readonly checked_at: number; readonly findings: readonly SecurityFinding[] }>(
      "/v1/organization/security_audit",
      { signal },
    ),
});

/** Whether the audit log is as it was written; see `POST /v1/organization/audit_logs/verify`. */
export interface AuditVerification {
  readonly sound: boolean;
  readonly verified_at: number;
  readonly entries: number;
  readonly checkpoints: {
    readonly count: number;
    readonly covered: number;
    readonly last_at: number | null;
    readonly unread: readonly string[];
  };
  /** The oldest entry first; of some it cannot be told which one it is. */
  readonly problems: readonly { readonly sequence: number | null; readonly message: string }[];
}

/** It reads the whole log: asked for when somebody wants to know, and not again by itself. */
export const auditVerification = queryOptions({
  queryKey: ["audit-verification"],
  queryFn: ({ signal }) =>
    ask<AuditVerification>("/v1/organization/audit_logs/verify", { method: "POST", body: {}, signal }),
  staleTime: Infinity,
  gcTime: 0,
  retry: false,
});
