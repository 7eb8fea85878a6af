import { validate } from "../../lib/validate.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { oauthForm } from "./oauth-form.ts";
import { presentResource, presentServer, presentToken } from "./present.ts";
import { readClient, readClientForm } from "./read-client.ts";
import {
  keySet,
  oauthFailure,
  resourceMetadata,
  revocationRequest,
  serverMetadata,
  tokenAnswer,
  tokenRequest,
} from "./schema.ts";

/** Tokens for who has a key, and what others need to know of them. */
export function oauthRoutes(deps: RouteDeps): readonly Route[] {
  return [...tokenRoutes(deps), ...metadataRoutes(deps)];
}

const common = { access: "open", tag: "OAuth" } as const;

function tokenRoutes({ tokens, authenticator }: RouteDeps): readonly Route[] {
  const asked = {
    ...common,
    method: "POST",
    form: true,
    asksClient: true,
    failure: oauthFailure,
    problem: oauthForm,
  } as const;
  return [
    {
      ...asked,
      path: "/oauth/token",
      summary: "Gives a token that lives for an hour at most to who has an API key.",
      request: tokenRequest,
      response: tokenAnswer,
      async handle(exchange) {
        const form = validate(tokenRequest, await readClientForm(exchange.request));
        const principal = await readClient(authenticator, exchange.request, form);
        if (form.grant_type !== "client_credentials")
          throw new ParleyError("invalid_value", {
            message: "The only grant_type is client_credentials.",
            param: "grant_type",
          });
        if (form.resource !== undefined && form.resource.replace(/\/$/, "") !== tokens.issuer())
          throw new ParleyError("invalid_value", {
            message: "Tokens are for this Parley alone.",
            param: "resource",
          });
        const issued = await tokens.issue(principal, form.scope);
        sendJson(exchange, 200, presentToken(issued), { pragma: "no-cache" });
      },
    },
    {
      ...asked,
      path: "/oauth/revoke",
      summary: "Ends a token before its time.",
      request: revocationRequest,
      async handle(exchange) {
        const form = validate(revocationRequest, await readClientForm(exchange.request));
        const principal = await readClient(authenticator, exchange.request, form);
        await tokens.revoke(principal, form.token);
        sendJson(exchange, 200, {});
      },
    },
  ];
}

/** What others need to know. */
function metadataRoutes({ tokens, tokenIssuers }: RouteDeps): readonly Route[] {
  return [
    {
      ...common,
      method: "GET",
      path: "/.well-known/oauth-authorization-server",
      summary: "How to get tokens (RFC 8414).",
      response: serverMetadata,
      handle: (exchange) => sendJson(exchange, 200, presentServer(tokens.issuer())),
    },
    {
      ...common,
      method: "GET",
      path: "/.well-known/oauth-protected-resource",
      summary: "Whose tokens are taken, and how (RFC 9728).",
      response: resourceMetadata,
      handle: (exchange) =>
        sendJson(
          exchange,
          200,
          presentResource(
            tokens.issuer(),
            tokenIssuers.map(({ issuer }) => issuer),
          ),
        ),
    },
    {
      ...common,
      method: "GET",
      path: "/.well-known/jwks.json",
      summary: "The public keys of Parley's own tokens.",
      response: keySet,
      handle: (exchange) => sendJson(exchange, 200, tokens.keys()),
    },
  ];
}
