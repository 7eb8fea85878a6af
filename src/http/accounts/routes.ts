import { changePassword, recover } from "../../admin/accounts/change-password.ts";
import { rememberBrowser } from "../../admin/accounts/known-browser.ts";
import { login, logout } from "../../admin/accounts/login.ts";
import { passwordBounds } from "../../admin/accounts/passwords.ts";
import { register, registrationWay } from "../../admin/accounts/register.ts";
import type { SignedIn } from "../../admin/accounts/start-session.ts";
import { listProjects } from "../../admin/projects.ts";
import { validate } from "../../lib/validate.ts";
import { actorOf } from "../authorise.ts";
import { readJson } from "../body.ts";
import { browserCookieName, cookieText, endedCookie, readCookie, sessionCookieName } from "../cookies.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { demandNotElsewhere, demandSameOrigin } from "../same-origin.ts";
import { type AccountParts, fromOf, personOf } from "./deps.ts";
import { presentAccount, presentMe, presentSession } from "./present.ts";
import {
  done,
  loggedIn,
  loginRequest,
  meObject,
  passwordRequest,
  recoverRequest,
  registered,
  registerRequest,
  waysIn,
} from "./schema.ts";
import { isLocal } from "./site.ts";

/** Sends what somebody who has just signed in is told, and the cookie. */
export function sendLogin(
  exchange: Exchange,
  { deps }: AccountParts,
  signedIn: SignedIn,
  cookies: readonly string[] = [],
): void {
  const { account, session } = signedIn;
  const body = {
    object: "login",
    account: presentAccount(account),
    session: presentSession(session, session.id),
  };
  sendJson(exchange, 200, body, {
    "set-cookie": [sessionCookie(deps.policy.sessionMostMs, signedIn), ...cookies],
  });
}

/** How long a browser is known after the last login, in milliseconds; browsers keep no cookie for much longer. */
const knownFor = 365 * 24 * 3_600_000;

function browserCookie(deps: AccountParts["deps"], { account }: SignedIn): string {
  const value = rememberBrowser(deps, account.email);
  return cookieText({ name: browserCookieName, value, maxAgeMs: knownFor });
}

export function sessionCookie(maxAgeMs: number, { secret }: SignedIn): string {
  return cookieText({ name: sessionCookieName, value: secret.reveal(), maxAgeMs });
}

/** Registering, signing in and out, and one's own account. Browsers are known by a cookie, see docs/accounts.md. */
export function accountRoutes(parts: Parts): readonly Route[] {
  return [...comingRoutes(parts), ...leavingRoutes(parts), ...ownRoutes(parts)];
}

type Parts = Pick<RouteDeps, "accounts" | "limits">;

const common = { tag: "Accounts" } as const;

function comingRoutes({ accounts, limits }: Parts): readonly Route[] {
  const { deps } = accounts;
  const { origin } = deps.policy;
  return [
    {
      ...common,
      method: "GET",
      path: "/auth/options",
      access: "open",
      summary: "Says how one can sign in here, and register.",
      response: waysIn,
      async handle(exchange) {
        sendJson(exchange, 200, {
          object: "sign_in.options",
          registration: await registrationWay(deps),
          password: passwordBounds,
          providers: [...accounts.signOn.keys()].map((name) => ({ name, path: `/auth/sso/${name}` })),
        });
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/register",
      access: "open",
      summary: "Makes an account; it then signs in like every other.",
      request: registerRequest,
      response: registered,
      async handle(exchange) {
        demandNotElsewhere(exchange.request, origin);
        const { value } = await readJson(exchange.request, limits);
        const given = validate(registerRequest, value);
        const from = { ...fromOf(exchange), local: isLocal(exchange.request, origin) };
        const { email } = await register(deps, given, from);
        sendJson(exchange, 200, { object: "registration", email });
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/login",
      access: "open",
      summary: "Signs in with a password, and a code where the account has an authenticator app.",
      request: loginRequest,
      response: loggedIn,
      async handle(exchange) {
        const { request } = exchange;
        demandNotElsewhere(request, origin);
        const { value } = await readJson(request, limits);
        const given = validate(loginRequest, value);
        const signedIn = await login(deps, given, {
          from: fromOf(exchange),
          before: readCookie(request, sessionCookieName),
          browser: readCookie(request, browserCookieName),
        });
        sendLogin(exchange, accounts, signedIn, [browserCookie(deps, signedIn)]);
      },
    },
  ];
}

function leavingRoutes({ accounts, limits }: Parts): readonly Route[] {
  const { deps } = accounts;
  const { origin } = deps.policy;
  return [
    {
      ...common,
      method: "POST",
      path: "/auth/logout",
      access: "open",
      summary: "Ends the session of this browser.",
      response: done,
      async handle(exchange) {
        const secret = readCookie(exchange.request, sessionCookieName);
        demandSameOrigin(exchange.request, origin);
        if (secret !== undefined) await logout(deps, secret, fromOf(exchange));
        sendJson(exchange, 200, { object: "done" }, { "set-cookie": [endedCookie(sessionCookieName)] });
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/recover",
      access: "open",
      summary: "Sets another password by a link that the operator gave.",
      request: recoverRequest,
      response: done,
      async handle(exchange) {
        demandNotElsewhere(exchange.request, origin);
        const { value } = await readJson(exchange.request, limits);
        await recover(deps, validate(recoverRequest, value), fromOf(exchange));
        sendJson(exchange, 200, { object: "done" });
      },
    },
  ];
}

function ownRoutes({ accounts, limits }: Parts): readonly Route[] {
  const { deps } = accounts;
  return [
    {
      ...common,
      method: "POST",
      path: "/auth/password",
      access: "account",
      summary: "Sets another password, and ends all other sessions.",
      request: passwordRequest,
      response: done,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const given = validate(passwordRequest, value);
        const { account, session } = await personOf(accounts, exchange);
        await changePassword(deps, account, {
          currentPassword: given.current_password,
          newPassword: given.new_password,
          code: given.code,
          sessionId: session.id,
          from: fromOf(exchange),
        });
        sendJson(exchange, 200, { object: "done" });
      },
    },
    {
      ...common,
      method: "GET",
      path: "/auth/me",
      access: "account",
      summary: "Says who is signed in, and what they may do.",
      response: meObject,
      handle: (exchange) => sendMe(exchange, accounts),
    },
  ];
}

async function sendMe(exchange: Exchange, accounts: AccountParts): Promise<void> {
  const { stores } = accounts.deps;
  const actor = actorOf(exchange);
  const person = await personOf(accounts, exchange);
  const { id } = person.account;
  const { people, factors } = stores.accounts;
  const [projects, password, app, left, passkeys] = await Promise.all([
    listProjects({ stores }, actor),
    people.passwordOf(id),
    factors.codeApp(id),
    factors.countRecoveryCodes(id),
    factors.passkeys(id),
  ]);
  const ways = {
    password: password !== undefined,
    authenticator_app: app?.confirmedAt !== undefined,
    recovery_codes_left: left,
    passkeys: passkeys.length,
  };
  sendJson(exchange, 200, presentMe({ ...person, actor, projects, factors: ways }));
}
