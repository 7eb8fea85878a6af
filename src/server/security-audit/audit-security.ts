import { checkAccounts } from "./check-accounts.ts";
import { checkAuditLog } from "./check-audit-log.ts";
import { checkFiles } from "./check-files.ts";
import { checkIssuers } from "./check-issuers.ts";
import { checkKeys } from "./check-keys.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkSpending } from "./check-spending.ts";
import { checkTransport } from "./check-transport.ts";
import { checkUpstreams } from "./check-upstreams.ts";
import { checkVersions } from "./check-versions.ts";
import type { SecurityFacts } from "./facts.ts";
import { type SecurityFinding, severities } from "../../spec/security-finding.ts";

const checks = [
  checkTransport,
  checkUpstreams,
  checkFiles,
  checkSecrets,
  checkKeys,
  checkSpending,
  checkAccounts,
  checkIssuers,
  checkAuditLog,
  checkVersions,
];

/** What could be safer, the worst first. */
export function auditSecurity(facts: SecurityFacts): readonly SecurityFinding[] {
  return checks
    .flatMap((check) => check(facts))
    .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
}
