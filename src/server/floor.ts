import { type AddressRanges, addressRanges } from "../lib/address-ranges.ts";
import type { RouteDeps } from "../http/deps.ts";
import { createEverydayRoutes } from "../http/everyday-routes.ts";
import type { Route } from "../http/route.ts";
import type { RouteTable } from "../http/serve.ts";
import type { Accounts } from "./identity/open-accounts.ts";
import type { Interior } from "./interior.ts";
import type { Lent } from "./lent.ts";
import { createModelKeeper } from "./local-models/keep-models.ts";
import type { Settings } from "./settings/settings.ts";
import type { Environment } from "./settings/substitution.ts";

/** What settings decide of the HTTP floor and of the house below it, swapped as one: each request sees one of them. */
export interface Floor extends RouteTable {
  readonly settings: Settings;
  /** Absent where none is trusted. */
  readonly trustedProxies: AddressRanges | undefined;
}

/** What stays when the settings change. */
export interface FloorParts {
  readonly routes: Omit<
    RouteDeps,
    | "engine"
    | "catalogue"
    | "limits"
    | "mediaBytes"
    | "providerKeys"
    | "defaultModel"
    | "pull"
    | "removeModel"
    | "metricsAccess"
    | "tokenIssuers"
    | "responsesExpireAfterMs"
    | "accounts"
    | "lookForFindings"
  >;
  readonly accounts: Pick<Accounts, "parts">;
  readonly providerKeys: RouteDeps["providerKeys"]["keys"];
  readonly env: Environment;
}

export function createFloor(settings: Settings, interior: Lent<Interior>, parts: FloorParts): Floor {
  const { engine, catalogue, places } = interior.value;
  const { clock } = parts.routes;
  const models = createModelKeeper({
    settings,
    env: parts.env,
    clock,
    providers: catalogue.providers,
    audit: parts.routes.audit,
  });
  const deps: RouteDeps = {
    ...parts.routes,
    engine,
    catalogue,
    limits: bodyLimits(settings),
    mediaBytes: settings.limits.mediaBytes,
    providerKeys: { keys: parts.providerKeys, places },
    defaultModel: settings.defaultModel,
    pull: models.pull,
    removeModel: models.remove,
    metricsAccess: settings.metrics.access,
    tokenIssuers: settings.tokens.issuers,
    responsesExpireAfterMs: settings.conversations.responsesExpireAfterMs,
    accounts: parts.accounts.parts(settings),
    async lookForFindings() {
      const [{ auditSecurity }, { gatherFacts }] = await Promise.all([
        import("./security-audit/audit-security.ts"),
        import("./security-audit/gather.ts"),
      ]);
      return auditSecurity(await gatherFacts(settings, clock.now(), parts.routes.keys));
    },
  };
  let all: readonly Route[] | undefined;
  return {
    settings,
    trustedProxies: settings.trustedProxies.length === 0 ? undefined : addressRanges(settings.trustedProxies),
    routes: createEverydayRoutes(deps),
    all: (create) => (all ??= create(deps)),
    borrow: () => void interior.borrow(),
    giveBack: () => interior.giveBack(),
  };
}

/** Bounds of a request's body. */
export function bodyLimits({ limits }: Settings): RouteDeps["limits"] {
  return { bytes: limits.bodyBytes, json: { depth: limits.jsonDepth, values: limits.jsonValues } };
}
