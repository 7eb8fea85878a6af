import { randomBytes } from "node:crypto";
import { randomId } from "../../lib/random-id.ts";
import type { Account } from "../../spec/account.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited, type Note } from "../audit/audited.ts";
import { actorOfAccount, type From, type SignInDeps } from "./deps.ts";
import { checkedEmail } from "./email.ts";
import { beginFlow, endFlow, flowIsOver, readFlow } from "./flow.ts";
import { applyRoles, groupsOf, mapRoles } from "./mapped-roles.ts";
import { noteRefusal, noting } from "./note-refusal.ts";
import type { AuthorizationRequest, Claims, OidcClient } from "./oidc-client.ts";
import type { SignOnProvider } from "./sign-on-provider.ts";
import { type SignedIn, startSession } from "./start-session.ts";
import { countTry } from "./tries.ts";

interface Flow extends AuthorizationRequest {
  /** Each provider has an address of its own to come back to: what one says is never taken for another's (RFC 9700, 4.4). */
  readonly provider: string;
  readonly returnTo: string;
  /** The session that the browser had: coming back from elsewhere, it does not show that cookie. */
  readonly before?: string;
}

export interface SignOnBegin {
  readonly redirectUri: string;
  /** Where in the console the person goes afterwards: a path. */
  readonly returnTo: string;
  /** The cookie that the browser has. */
  readonly before?: string | undefined;
}

/** The first step: where the browser goes, and what it keeps until it is back. */
export async function beginSignOn(
  deps: SignInDeps,
  client: OidcClient,
  { redirectUri, returnTo, before }: SignOnBegin,
): Promise<{ readonly url: URL; readonly flow: string }> {
  const path = checkedPath(returnTo);
  const random = (): string => randomBytes(32).toString("base64url");
  const request = { redirectUri, state: random(), nonce: random(), verifier: random() };
  const url = await client.authorizationUrl(request);
  const { name: provider } = client.provider;
  const flow: Flow = { ...request, provider, returnTo: path, ...(before !== undefined && { before }) };
  return { url, flow: beginFlow(deps, "sign-on", flow) };
}

/** A path of our own, whatever browsers make of it. Fails with `invalid_value`: nobody is sent elsewhere by us. */
function checkedPath(given: string): string {
  const base = "http://parley.invalid";
  const url = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}$/.test(given) ? URL.parse(given, base) : null;
  if (url !== null && url.origin === base) return url.pathname + url.search + url.hash;
  throw new ParleyError("invalid_value", {
    message: "A sign-in returns to a path of the console, such as /usage.",
    param: "return_to",
  });
}

export interface SignOnEnd {
  /** What follows `?` in the address at which the browser came back. */
  readonly query: string;
  readonly flow: string | undefined;
  readonly from: From;
}

/**
 * The second step: signs in whoever the provider says. Who that is, is issuer and subject together, and never an address
 * alone. Groups are read anew each time. Fails with `login_refused`, and with `upstream_unreachable`.
 */
export async function endSignOn(
  deps: SignInDeps,
  client: OidcClient,
  { query, flow: text, from }: SignOnEnd,
): Promise<SignedIn & { readonly returnTo: string }> {
  const tried = await countTry(deps, "sign-on", { address: from.address });
  const { provider } = client;
  const flow = await noting(deps, { from, reason: "sign_in_over" }, () => goOn(deps, provider, text));
  const claims = await noting(deps, { from, reason: "sign_on_refused" }, () =>
    client.claims(new URL(flow.redirectUri + query), flow),
  );
  const account = await admitPerson(deps, { provider, claims, from });
  const method = `sso:${provider.name}`;
  const signedIn = await noting(deps, { account, from, reason: "account_disabled" }, () =>
    startSession(deps, { account, method, from, before: flow.before }),
  );
  await tried.succeeded();
  return { ...signedIn, returnTo: flow.returnTo };
}

/** Takes up what the browser has begun with this provider, once. Fails with `login_refused`. */
async function goOn(deps: SignInDeps, { name }: SignOnProvider, text: string | undefined): Promise<Flow> {
  const flow = readFlow<Flow>(deps, "sign-on", text);
  if (flow.provider !== name) throw flowIsOver();
  await endFlow(deps, deps.stores, "sign-on", text ?? "");
  return flow;
}

interface Comer {
  readonly provider: SignOnProvider;
  readonly claims: Claims;
  readonly from: From;
}

interface Outcome {
  readonly account?: Account;
  readonly refusal?: string;
}

/** The account of the person, with the roles that the groups give now; made where there is none. */
async function admitPerson(deps: SignInDeps, comer: Comer): Promise<Account> {
  const { provider, claims, from } = comer;
  const now = deps.clock.now();
  const mapped = mapRoles(provider, groupsOf(claims[provider.groupsClaim]));
  const newcomer: Account = { id: randomId("user"), email: "", name: "", createdAt: now };
  const known = await deps.stores.accounts.identities.find(provider.issuer, claims.sub);
  const who = known === undefined ? undefined : await deps.stores.accounts.people.find(known.accountId);
  const outcome = await audited<Outcome>(
    deps,
    actorOfAccount(who ?? newcomerOf(newcomer, claims), [], from),
    async (within) => {
      const { people } = within.accounts;
      await people.lock();
      const found = await findOrMake(within, comer, {
        newcomer,
        mayMake: mapped.role !== undefined || mapped.projects.size > 0,
      });
      if ("refusal" in found) return { result: found, notes: [] };
      const notes = await applyRoles(within, found.account, { provider: provider.name, mapped, now });
      const account = (await people.find(found.account.id)) ?? found.account;
      const has =
        account.role !== undefined || (await people.memberships({ accountId: account.id })).length > 0;
      // What the provider takes away is gone, also when nothing is left.
      if (!has) await within.accounts.sessions.endAll(account.id);
      return {
        result: has ? { account } : { account, refusal: "no_role" },
        notes: [...found.notes, ...notes],
      };
    },
  );
  if (outcome.refusal === undefined && outcome.account !== undefined) return outcome.account;
  noteRefusal(deps, outcome.account, from, outcome.refusal ?? "no_role");
  throw new ParleyError("login_refused", {
    message: "You have no access here. Ask an administrator of this Parley.",
  });
}

function newcomerOf(newcomer: Account, { email }: Claims): Account {
  return { ...newcomer, email: typeof email === "string" ? email.slice(0, 254) : "somebody" };
}

type Found =
  | { readonly account: Account; readonly notes: readonly Note[] }
  | { readonly account?: Account; readonly refusal: string };

async function findOrMake(
  within: KeepingStores,
  { provider, claims }: Comer,
  { newcomer, mayMake }: { readonly newcomer: Account; readonly mayMake: boolean },
): Promise<Found> {
  const { people, identities } = within.accounts;
  const identity = await identities.find(provider.issuer, claims.sub);
  const known = identity === undefined ? undefined : await people.find(identity.accountId);
  if (known !== undefined) return { account: known, notes: [] };
  const email = emailOf(claims);
  if (email === undefined) return { refusal: "no_email" };
  const namesake = await people.findByEmail(email);
  const mayLink = provider.linkByEmail && claims["email_verified"] === true;
  if (namesake !== undefined && !mayLink) return { account: namesake, refusal: "email_taken" };
  if (namesake === undefined && !mayMake) return { refusal: "no_role" };
  const account = namesake ?? { ...newcomer, email, name: nameOf(claims, email) };
  if (namesake === undefined) await people.insert(account);
  const { issuer, name } = provider;
  const { createdAt } = newcomer;
  await identities.insert({ issuer, subject: claims.sub, accountId: account.id, provider: name, createdAt });
  const details = { provider: name, way: namesake === undefined ? "sign-on" : "linked by e-mail" };
  const subject = { kind: "user", id: account.id } as const;
  const action = namesake === undefined ? "user.added" : "user.updated";
  return { account, notes: [{ action, subject, details: { ...details, email } }] };
}

function emailOf({ email }: Claims): string | undefined {
  if (typeof email !== "string") return undefined;
  try {
    return checkedEmail(email);
  } catch {
    return undefined; // one that we could not keep
  }
}

function nameOf({ name }: Claims, email: string): string {
  const text =
    typeof name === "string"
      ? name
          .replaceAll(/\p{Cc}/gu, "")
          .trim()
          .slice(0, 100)
      : "";
  return text === "" ? email.slice(0, 100) : text;
}
