import { atLeast } from "../../admin/can.ts";
import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

/** Whose tokens are taken, and what they may do. */
export function checkIssuers({ settings }: SecurityFacts): readonly SecurityFinding[] {
  return settings.tokens.issuers.flatMap(({ issuer, allowHttp, grants, scopeClaim }): SecurityFinding[] => {
    const findings: SecurityFinding[] = [];
    if (allowHttp)
      findings.push({
        id: "issuer-by-http",
        severity: "high",
        message: `The keys of the issuer ${issuer} may be fetched without TLS.`,
        remedy: "Take allowHttp out of the settings; it is for trying things out.",
        subject: issuer,
      });
    const broad = grants.some(
      ({ when, scopes, role }) =>
        Object.keys(when).length === 0 && scopes.includes("admin") && atLeast(role, "admin"),
    );
    if (broad && scopeClaim === undefined)
      findings.push({
        id: "issuer-everybody-admin",
        severity: "high",
        message: `Every token of the issuer ${issuer} may keep a project's house.`,
        remedy: "Give the grant a condition (when), or a scopeClaim to the issuer.",
        subject: issuer,
      });
    return findings;
  });
}
