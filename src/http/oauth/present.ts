import type { IssuedToken } from "../../admin/tokens/own-tokens.ts";
import { scopes } from "../../spec/scope.ts";

export function presentToken({ token, lifeMs, scopes: granted }: IssuedToken): object {
  return {
    access_token: token.reveal(),
    token_type: "Bearer",
    expires_in: Math.floor(lifeMs / 1000),
    scope: granted.join(" "),
  };
}

const authentication = ["client_secret_basic", "client_secret_post"];

/** What programs need to know to get tokens from the issuer at this address. */
export function presentServer(issuer: string): object {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    scopes_supported: scopes,
    response_types_supported: [],
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: authentication,
    revocation_endpoint_auth_methods_supported: authentication,
    service_documentation: `${issuer}/openapi.json`,
  };
}

/** What programs need to know to use this Parley; `issuers` are those whose tokens it takes. */
export function presentResource(resource: string, issuers: readonly string[]): object {
  return {
    resource,
    authorization_servers: [resource, ...issuers],
    scopes_supported: scopes,
    bearer_methods_supported: ["header"],
    resource_name: "Parley",
  };
}
