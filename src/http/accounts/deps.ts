import type { From, SignInDeps } from "../../admin/accounts/deps.ts";
import type { OidcClient } from "../../admin/accounts/oidc-client.ts";
import type { Person, SessionKeeper } from "../../admin/accounts/session-keeper.ts";
import type { Proof } from "../../admin/accounts/confirm-person.ts";
import { ParleyError } from "../../spec/errors.ts";
import { clientAddress } from "../client-address.ts";
import { readCookie, sessionCookieName } from "../cookies.ts";
import type { Exchange } from "../exchange.ts";

/** What the routes of accounts need. */
export interface AccountParts {
  readonly deps: SignInDeps;
  readonly sessions: SessionKeeper;
  /** Providers of single sign-on, by their names in the settings. */
  readonly signOn: ReadonlyMap<string, OidcClient>;
}

/** Where a request comes from, for sessions and the audit log. */
export function fromOf({ request }: Pick<Exchange, "request">): From {
  const userAgent = request.headers["user-agent"];
  return { address: clientAddress(request), ...(userAgent !== undefined && { userAgent }) };
}

/** The person whose session was authenticated. For routes with the access `account`. */
export async function personOf(
  { sessions }: AccountParts,
  { request }: Pick<Exchange, "request">,
): Promise<Person> {
  const secret = readCookie(request, sessionCookieName);
  if (secret === undefined) throw new ParleyError("session_ended");
  return sessions.person(secret);
}

/** What a body says to show that it is still the person. */
export function proofOf(
  exchange: Pick<Exchange, "request">,
  { session }: Person,
  { password, code }: { readonly password?: string | undefined; readonly code?: string | undefined },
): Proof {
  return { session, password, code, from: fromOf(exchange) };
}
