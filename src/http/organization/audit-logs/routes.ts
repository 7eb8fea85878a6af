import type { z } from "zod";
import { type AuditFilter, listAudit } from "../../../admin/audit/list.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentAuditLog, presentVerification } from "./present.ts";
import { auditLogList, auditQuery, auditVerification } from "./schema.ts";

const usualLimit = 20;

export function auditLogRoutes({
  audit,
  verifyAudit,
  clock,
}: Pick<RouteDeps, "audit" | "verifyAudit" | "clock">): readonly Route[] {
  const readQuery = createQueryReader(auditQuery);
  return [
    {
      method: "GET",
      path: "/v1/organization/audit_logs",
      access: "audit.read",
      summary: "Lists who changed what and who was refused, the newest first.",
      tag: "Audit",
      query: auditQuery,
      response: auditLogList,
      async handle(exchange) {
        const filter = filterOf(readQuery(exchange.request.url ?? ""));
        const { entries, more } = await listAudit({ stores: { audit } }, actorOf(exchange), filter);
        sendJson(exchange, 200, {
          object: "list",
          data: entries.map(presentAuditLog),
          first_id: entries[0]?.id ?? null,
          last_id: entries.at(-1)?.id ?? null,
          has_more: more,
        });
      },
    },
    {
      method: "POST",
      path: "/v1/organization/audit_logs/verify",
      access: "audit.read",
      summary: "Says whether the log is as it was written, by its hashes and what was signed of it.",
      tag: "Audit",
      response: auditVerification,
      async handle(exchange) {
        const verdict = await verifyAudit(actorOf(exchange));
        sendJson(exchange, 200, presentVerification(verdict, clock.now()));
      },
    },
  ];
}

function filterOf(query: z.output<typeof auditQuery>): AuditFilter {
  const { limit = usualLimit, after, before } = query;
  const from = latest([query["effective_at[gte]"], plusOne(query["effective_at[gt]"])]);
  const until = earliest([query["effective_at[lt]"], plusOne(query["effective_at[lte]"])]);
  return {
    limit,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(from !== undefined && { from: from * 1000 }),
    ...(until !== undefined && { until: until * 1000 }),
    ...(query.project_ids !== undefined && { projectIds: query.project_ids }),
    ...(query.event_types !== undefined && { actions: query.event_types }),
    ...(query.actor_ids !== undefined && { actorIds: query.actor_ids }),
    ...(query.resource_ids !== undefined && { subjectIds: query.resource_ids }),
  };
}

/** An entry of a second is told by that second: what comes after it is of the next. */
function plusOne(second: number | undefined): number | undefined {
  return second === undefined ? undefined : second + 1;
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}
