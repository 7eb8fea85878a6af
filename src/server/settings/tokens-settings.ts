import type { z } from "zod";
import type { TokenGrant, TokenIssuer } from "../../admin/tokens/token-issuer.ts";
import { written } from "./normalise-models.ts";
import type { tokensSchema } from "./tokens-schema.ts";

export interface TokensSettings {
  /** Where programs reach Parley, without a slash at its end; absent: as it listens. */
  readonly address?: string;
  readonly issuers: readonly TokenIssuer[];
}

type Input = z.output<typeof tokensSchema>;

export function tokensSettings({ address, issuers }: Input): TokensSettings {
  return {
    ...(address !== undefined && { address }),
    issuers: issuers.map(({ audience, jwksUri, introspection, scopeClaim, grants, ...rest }) => ({
      ...rest,
      audiences: audience,
      ...written({ jwksUri, introspection, scopeClaim }),
      grants: grants.map(grantOf),
    })),
  };
}

/** That there is a project or a claim for it, `tokensFaults` has seen. */
function grantOf({ project, projectClaim, ...rest }: Input["issuers"][number]["grants"][number]): TokenGrant {
  const { when, scopes, models, role, limitsOf } = rest;
  return {
    when,
    project: project === undefined ? { claim: projectClaim ?? "" } : { id: project },
    scopes,
    ...written({ models, role, limitsOf }),
  };
}
