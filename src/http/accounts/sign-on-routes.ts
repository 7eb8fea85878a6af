import { z } from "zod";
import { beginSignOn, endSignOn } from "../../admin/accounts/sign-on.ts";
import type { OidcClient } from "../../admin/accounts/oidc-client.ts";
import { ParleyError } from "../../spec/errors.ts";
import { cookieText, endedCookie, readCookie, sessionCookieName, signOnCookieName } from "../cookies.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { asParleyError } from "../problem.ts";
import { createQueryReader } from "../query.ts";
import { send } from "../reply.ts";
import type { Route } from "../route.ts";
import { type AccountParts, fromOf } from "./deps.ts";
import { sessionCookie } from "./routes.ts";
import { siteOf } from "./site.ts";

/** How long the browser may be away, in milliseconds. */
const awayFor = 10 * 60_000;

const signOnQuery = z.strictObject({
  return_to: z.string().max(512).default("/").describe("A path of the console, where to go afterwards."),
});

/** Single sign-on: the browser goes to a provider and comes back. */
export function signOnRoutes({ accounts }: Pick<RouteDeps, "accounts">): readonly Route[] {
  const { deps } = accounts;
  const { origin } = deps.policy;
  const readQuery = createQueryReader(signOnQuery);
  const common = { method: "GET", access: "open", tag: "Accounts", otherType: "text/plain" } as const;
  const redirectUri = (exchange: Exchange, name: string): string =>
    `${siteOf(exchange.request, origin).origin}/auth/sso/${name}/callback`;
  return [
    {
      ...common,
      path: "/auth/sso/:provider",
      summary: "Sends the browser to a provider of single sign-on.",
      query: signOnQuery,
      async handle(exchange) {
        const client = clientOf(accounts, exchange);
        const { return_to: returnTo } = readQuery(exchange.request.url ?? "");
        const before = readCookie(exchange.request, sessionCookieName);
        const begin = { redirectUri: redirectUri(exchange, client.provider.name), returnTo, before };
        const { url, flow } = await beginSignOn(deps, client, begin);
        // `Lax`: the provider's page leads back here, and brings this cookie alone.
        const cookie = cookieText({
          name: signOnCookieName,
          value: flow,
          maxAgeMs: awayFor,
          sameSite: "Lax",
        });
        redirect(exchange, url.href, [cookie]);
      },
    },
    {
      ...common,
      path: "/auth/sso/:provider/callback",
      summary: "Where the browser comes back to from a provider of single sign-on.",
      handle: (exchange) => comeBack(exchange, accounts),
    },
  ];
}

/** Whoever is refused sees the console, which says so: this answer is shown to a person. */
async function comeBack(exchange: Exchange, accounts: AccountParts): Promise<void> {
  const { request } = exchange;
  const { deps } = accounts;
  const client = clientOf(accounts, exchange);
  const ended = endedCookie(signOnCookieName);
  const { url = "" } = request;
  const at = url.indexOf("?");
  try {
    const signedIn = await endSignOn(deps, client, {
      query: at < 0 ? "" : url.slice(at),
      flow: readCookie(request, signOnCookieName),
      from: fromOf(exchange),
    });
    redirect(exchange, signedIn.returnTo, [sessionCookie(deps.policy.sessionMostMs, signedIn), ended]);
  } catch (thrown) {
    const error = asParleyError(thrown);
    exchange.noteFailure(error);
    const why = lookUpWord(error);
    redirect(exchange, `/sign-in?error=${why}`, [ended]);
  }
}

function lookUpWord({ code }: ParleyError): string {
  if (code === "login_refused") return "refused";
  return code === "rate_limit_exceeded" ? "too_many" : "unavailable";
}

function clientOf({ signOn }: AccountParts, { params }: Exchange): OidcClient {
  const client = signOn.get(params["provider"] ?? "");
  if (client !== undefined) return client;
  throw new ParleyError("not_found", { message: "There is no such provider of single sign-on." });
}

function redirect(exchange: Exchange, location: string, cookies: readonly string[]): void {
  send(exchange, 303, "text/plain", "", { location, "set-cookie": [...cookies] });
}
