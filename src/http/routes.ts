import { factorRoutes } from "./accounts/factor-routes.ts";
import { passkeyRoutes } from "./accounts/passkey-routes.ts";
import { accountRoutes } from "./accounts/routes.ts";
import { sessionRoutes } from "./accounts/session-routes.ts";
import { signOnRoutes } from "./accounts/sign-on-routes.ts";
import { chatCompletionRoutes } from "./chat-completions/routes.ts";
import { chatRoutes } from "./chat/routes.ts";
import { completionRoutes } from "./completions/routes.ts";
import { conversationRoutes } from "./conversations/routes.ts";
import { consoleRoutes } from "./console/routes.ts";
import type { RouteDeps } from "./deps.ts";
import { embeddingRoutes } from "./embeddings/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { modelPullRoutes } from "./model-pull/routes.ts";
import { modelRemovalRoutes } from "./model-removal/routes.ts";
import { modelRoutes } from "./models/routes.ts";
import { describeApi } from "./openapi.ts";
import { oauthRoutes } from "./oauth/routes.ts";
import { operationRoutes } from "./operation/routes.ts";
import { projectMemoryRoutes } from "./organization/memory/routes.ts";
import { keyRoutes } from "./organization/keys/routes.ts";
import { projectRoutes } from "./organization/projects/routes.ts";
import { anomalyRoutes } from "./organization/anomalies/routes.ts";
import { budgetRoutes } from "./organization/budgets/routes.ts";
import { limitRoutes } from "./organization/limits/routes.ts";
import { auditLogRoutes } from "./organization/audit-logs/routes.ts";
import { healthRoutes } from "./organization/health/routes.ts";
import { providerRoutes } from "./organization/providers/routes.ts";
import { rateLimitRoutes } from "./organization/rate-limits/routes.ts";
import { requestRoutes } from "./organization/requests/routes.ts";
import { securityAuditRoutes } from "./organization/security-audit/routes.ts";
import { serviceAccountRoutes } from "./organization/service-accounts/routes.ts";
import { inviteRoutes } from "./organization/invites/routes.ts";
import { projectUserRoutes } from "./organization/project-users/routes.ts";
import { userRoutes } from "./organization/users/routes.ts";
import { settingsRoutes } from "./organization/settings/routes.ts";
import { usageLedgerRoutes } from "./organization/usage-ledger/routes.ts";
import { usageRequestRoutes } from "./organization/usage-requests/routes.ts";
import { usageRoutes } from "./organization/usage/routes.ts";
import { relayRoutes } from "./relay/routes.ts";
import { sendJson } from "./reply.ts";
import { responseRoutes } from "./responses/routes.ts";
import type { Route } from "./route.ts";

/** The one route table: validation, authorisation and the reference are made from it. */
export function createRoutes(deps: RouteDeps): readonly Route[] {
  const routes: Route[] = [
    ...chatRoutes(deps),
    ...conversationRoutes(deps),
    ...chatCompletionRoutes(deps),
    ...responseRoutes(deps),
    ...completionRoutes(deps),
    ...embeddingRoutes(deps),
    ...relayRoutes(deps),
    ...messageRoutes(deps),
    ...modelRoutes(deps),
    ...modelPullRoutes(deps),
    ...modelRemovalRoutes(deps),
    ...projectRoutes(deps),
    ...serviceAccountRoutes(deps),
    ...keyRoutes(deps),
    ...rateLimitRoutes(deps),
    ...budgetRoutes(deps),
    ...limitRoutes(deps),
    ...usageRoutes(deps),
    ...usageLedgerRoutes(deps),
    ...usageRequestRoutes(deps),
    ...providerRoutes(deps),
    ...healthRoutes(deps),
    ...settingsRoutes(deps),
    ...auditLogRoutes(deps),
    ...securityAuditRoutes(deps),
    ...requestRoutes(deps),
    ...anomalyRoutes(deps),
    ...projectMemoryRoutes(deps),
    ...consoleRoutes(deps),
    ...accountRoutes(deps),
    ...sessionRoutes(deps),
    ...factorRoutes(deps),
    ...passkeyRoutes(deps),
    ...signOnRoutes(deps),
    ...userRoutes(deps),
    ...inviteRoutes(deps),
    ...projectUserRoutes(deps),
    ...oauthRoutes(deps),
    ...operationRoutes(deps),
  ];
  let document: object | undefined;
  routes.push({
    method: "GET",
    path: "/openapi.json",
    access: "open",
    summary: "This API, described.",
    tag: "Operation",
    handle: (exchange) => sendJson(exchange, 200, (document ??= describeApi(routes))),
  });
  return routes;
}
