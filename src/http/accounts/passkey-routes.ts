import {
  addPasskey,
  beginPasskey,
  beginPasskeyLogin,
  type Begun,
  passkeyLogin,
  removePasskey,
} from "../../admin/accounts/passkeys.ts";
import { validate } from "../../lib/validate.ts";
import { readJson, readOptionalJson } from "../body.ts";
import { cookieText, endedCookie, passkeyCookieName, readCookie, sessionCookieName } from "../cookies.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { presentList } from "../organization/paging.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { demandNotElsewhere } from "../same-origin.ts";
import { fromOf, personOf, proofOf } from "./deps.ts";
import { presentPasskey } from "./present.ts";
import { sendLogin } from "./routes.ts";
import {
  done,
  loggedIn,
  passkeyAddRequest,
  passkeyList,
  passkeyLoginRequest,
  passkeyObject,
  passkeyOptions,
  proofRequest,
} from "./schema.ts";
import { passkeySiteOf } from "./site.ts";

/** How long the browser keeps a challenge, in milliseconds. */
const challengeAge = 10 * 60_000;

/** Passkeys: signing in without a password. */
export function passkeyRoutes({
  accounts,
  limits,
}: Pick<RouteDeps, "accounts" | "limits">): readonly Route[] {
  const { deps } = accounts;
  const { origin } = deps.policy;
  const common = { tag: "Accounts" } as const;
  const siteOf = ({ request }: Exchange) => passkeySiteOf(request, origin);
  return [
    {
      ...common,
      method: "POST",
      path: "/auth/passkeys/login/options",
      access: "open",
      summary: "Begins to sign in with a passkey.",
      response: passkeyOptions,
      async handle(exchange) {
        demandNotElsewhere(exchange.request, origin);
        sendOptions(exchange, await beginPasskeyLogin(deps, siteOf(exchange)));
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/passkeys/login",
      access: "open",
      summary: "Signs in with a passkey.",
      request: passkeyLoginRequest,
      response: loggedIn,
      async handle(exchange) {
        const { request } = exchange;
        demandNotElsewhere(request, origin);
        const site = siteOf(exchange);
        const { value } = await readJson(request, limits);
        const { credential } = validate(passkeyLoginRequest, value);
        const flow = readCookie(request, passkeyCookieName);
        const before = readCookie(request, sessionCookieName);
        const from = fromOf(exchange);
        sendLogin(
          exchange,
          accounts,
          await passkeyLogin(deps, { site, flow, answer: credential, from, before }),
        );
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/passkeys/options",
      access: "account",
      summary: "Begins to add a passkey.",
      request: proofRequest,
      response: passkeyOptions,
      async handle(exchange) {
        const person = await personOf(accounts, exchange);
        const given = validate(proofRequest, await readOptionalJson(exchange.request, limits));
        const proof = proofOf(exchange, person, given);
        sendOptions(exchange, await beginPasskey(deps, person.account, siteOf(exchange), proof));
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/passkeys",
      access: "account",
      summary: "Adds a passkey.",
      request: passkeyAddRequest,
      response: passkeyObject,
      async handle(exchange) {
        const { account } = await personOf(accounts, exchange);
        const { value } = await readJson(exchange.request, limits);
        const { credential, name } = validate(passkeyAddRequest, value);
        const flow = readCookie(exchange.request, passkeyCookieName);
        const step = { site: siteOf(exchange), flow, answer: credential, from: fromOf(exchange), name };
        const passkey = await addPasskey(deps, account, step);
        sendJson(exchange, 200, presentPasskey(passkey), { "set-cookie": [endedCookie(passkeyCookieName)] });
      },
    },
    {
      ...common,
      method: "GET",
      path: "/auth/passkeys",
      access: "account",
      summary: "Lists your passkeys.",
      response: passkeyList,
      async handle(exchange) {
        const { account } = await personOf(accounts, exchange);
        const all = await deps.stores.accounts.factors.passkeys(account.id);
        sendJson(exchange, 200, presentList(all, { limit: all.length }, presentPasskey));
      },
    },
    {
      ...common,
      method: "POST",
      path: "/auth/passkeys/:passkey/remove",
      access: "account",
      summary: "Takes a passkey away.",
      request: proofRequest,
      response: done,
      async handle(exchange) {
        const person = await personOf(accounts, exchange);
        const given = validate(proofRequest, await readOptionalJson(exchange.request, limits));
        const id = exchange.params["passkey"] ?? "";
        await removePasskey(deps, person.account, { id, proof: proofOf(exchange, person, given) });
        sendJson(exchange, 200, { object: "done" });
      },
    },
  ];
}

function sendOptions(exchange: Exchange, { options, flow }: Begun): void {
  const cookie = cookieText({ name: passkeyCookieName, value: flow, maxAgeMs: challengeAge });
  sendJson(exchange, 200, { object: "passkey.options", options }, { "set-cookie": [cookie] });
}
