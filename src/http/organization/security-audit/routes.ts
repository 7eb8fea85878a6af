import { listFindings } from "../../../admin/list-findings.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentSecurityAudit } from "./present.ts";
import { securityAuditObject } from "./schema.ts";

export function securityAuditRoutes({
  lookForFindings,
  clock,
}: Pick<RouteDeps, "lookForFindings" | "clock">): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/v1/organization/security_audit",
      access: "security.read",
      summary: "Says what could be safer, the worst first, with what to do about it.",
      tag: "Audit",
      response: securityAuditObject,
      async handle(exchange) {
        const now = clock.now();
        const findings = await listFindings(lookForFindings, actorOf(exchange));
        sendJson(exchange, 200, presentSecurityAudit(findings, now));
      },
    },
  ];
}
