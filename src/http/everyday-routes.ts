import { chatCompletionRoutes } from "./chat-completions/routes.ts";
import { chatRoutes } from "./chat/routes.ts";
import { completionRoutes } from "./completions/routes.ts";
import type { RouteDeps } from "./deps.ts";
import { embeddingRoutes } from "./embeddings/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { modelPullRoutes } from "./model-pull/routes.ts";
import { modelRoutes } from "./models/routes.ts";
import { operationRoutes } from "./operation/routes.ts";
import { relayRoutes } from "./relay/routes.ts";
import { responseRoutes } from "./responses/routes.ts";
import type { Route } from "./route.ts";

/**
 * Those of `createRoutes` that programs and watchers ask for all day. A server begins with these; the others, with their
 * schemas and all that keeps house behind them, are loaded when the first request for one comes.
 *
 * A path that one of these takes is nobody else's: a test looks that none of the others would be hidden.
 */
export function createEverydayRoutes(deps: RouteDeps): readonly Route[] {
  return [
    ...chatRoutes(deps),
    ...chatCompletionRoutes(deps),
    ...responseRoutes(deps),
    ...completionRoutes(deps),
    ...embeddingRoutes(deps),
    ...relayRoutes(deps),
    ...messageRoutes(deps),
    ...modelRoutes(deps),
    ...modelPullRoutes(deps), // its path is one that `/v1/models/*` would take
    ...operationRoutes(deps),
  ];
}
