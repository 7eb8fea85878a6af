import type { IncomingMessage } from "node:http";
import type { SessionKeeper } from "../admin/accounts/session-keeper.ts";
import type { Authenticator } from "../admin/authenticate.ts";
import { canSomewhere, denied } from "../admin/can.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Bounds, Principal } from "../spec/principal.ts";
import { clientAddress } from "./client-address.ts";
import { credentialOf, sessionOf } from "./credential.ts";
import type { Exchange } from "./exchange.ts";
import type { Route } from "./route.ts";
import { demandSameOrigin } from "./same-origin.ts";
import { scopeOf } from "./scopes.ts";

/** Who knows the callers. */
export interface Guards {
  readonly authenticator: Pick<Authenticator, "authenticate">;
  /** Knows people in browsers; absent where nobody can sign in. */
  readonly browsers?: Browsers;
}

export interface Browsers {
  readonly sessions: Pick<SessionKeeper, "authenticate">;
  /** The console's origin in the settings, where it is there. */
  origin(): string | undefined;
}

/**
 * Finds out who calls and whether they may use the route; the one place where that is decided. It answers at once for
 * who is known. Fails with what is wrong, and then nothing else of the request was looked at.
 */
export function authorise(guards: Guards, route: Route, exchange: Exchange): void | Promise<void> {
  const cookie = sessionOf(exchange.request);
  const principal =
    cookie === undefined
      ? guards.authenticator.authenticate(keyOf(route, exchange.request))
      : signedIn(guards, cookie, exchange.request);
  if (principal instanceof Promise) return principal.then((found) => admit(found, route, exchange));
  admit(principal, route, exchange);
}

/** A person's own account is for nobody to keep who only has a key. */
function keyOf(route: Route, request: IncomingMessage): string {
  const { authorization, "x-api-key": key } = request.headers;
  if (route.access === "account" && authorization === undefined && key === undefined)
    throw new ParleyError("session_ended");
  return credentialOf(route, request);
}

/** Whoever is signed in may do it from our own pages alone, and in the project that the request names. */
function signedIn(
  { browsers }: Guards,
  cookie: string,
  request: IncomingMessage,
): Principal | Promise<Principal> {
  if (browsers === undefined) throw new ParleyError("session_ended");
  demandSameOrigin(request, browsers.origin());
  const project = request.headers["openai-project"];
  return browsers.sessions.authenticate(cookie, project === undefined ? undefined : String(project));
}

function admit(principal: Principal, route: Route, exchange: Exchange): void {
  exchange.principal = principal;
  const { bounds, actor } = principal;
  if (bounds !== undefined) demandBounds(bounds, route, exchange.request);
  if (route.access === "key" && scopeOf(route) === "metrics" && !mayMeasure(principal))
    throw lacksScope(route);
  if (route.access === "open" || route.access === "key") return;
  if (route.access === "account") {
    if (principal.sessionId === undefined) throw accountsOnly();
    return;
  }
  if (actor === undefined || !canSomewhere(actor, route.access)) throw denied(route.access);
}

function demandBounds(bounds: Bounds, route: Route, request: IncomingMessage): void {
  const { scopes, allowsAddress, origins } = bounds;
  if (allowsAddress !== undefined && !allowsAddress(clientAddress(request)))
    throw new ParleyError("address_not_allowed");
  if (origins !== undefined && !origins.has(request.headers.origin ?? ""))
    throw new ParleyError("origin_not_allowed");
  if (scopes !== undefined && !scopes.has(scopeOf(route))) throw lacksScope(route);
}

/**
 * Metrics tell of all projects together: with a role in the installation, or with the scope by its name, which nobody
 * without such a role can give. All that a key of a project has is what its project has.
 */
function mayMeasure({ actor, bounds, sessionId }: Principal): boolean {
  if (actor?.role !== undefined) return true;
  return sessionId === undefined && bounds?.scopes?.has("metrics") === true;
}

function accountsOnly(): ParleyError {
  return new ParleyError("permission_denied", {
    message: "This is for people who have signed in. With a key, use /v1/organization.",
  });
}

function lacksScope(route: Route): ParleyError {
  const scope = scopeOf(route);
  const remedy =
    scope === "admin"
      ? "`parley keys create --admin` makes a key that has it."
      : `\`parley keys update ID --scopes …,${scope}\` gives it to a key.`;
  return new ParleyError("insufficient_scope", {
    message: `This key may not use this part of the API: it lacks the scope ${scope}. ${remedy}`,
  });
}

/** Who keeps house by this request. Routes whose access is an action may ask. */
export function actorOf({ principal, request }: Pick<Exchange, "principal" | "request">): Actor {
  if (principal.actor === undefined) throw new ParleyError("permission_denied");
  const userAgent = request.headers["user-agent"];
  const from = { address: clientAddress(request), ...(userAgent !== undefined && { userAgent }) };
  return { ...principal.actor, from };
}
