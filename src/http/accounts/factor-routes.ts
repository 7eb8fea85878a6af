import {
  beginCodeApp,
  confirmCodeApp,
  removeCodeApp,
  renewRecoveryCodes,
} from "../../admin/accounts/code-app.ts";
import type { Secret } from "../../lib/secret.ts";
import { validate } from "../../lib/validate.ts";
import { readJson, readOptionalJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { fromOf, personOf, proofOf } from "./deps.ts";
import { codeAppObject, codeRequest, done, proofRequest, recoveryCodesObject } from "./schema.ts";

/** The authenticator app of an account: with it, the password alone is not enough. */
export function factorRoutes({ accounts, limits }: Pick<RouteDeps, "accounts" | "limits">): readonly Route[] {
  const { deps } = accounts;
  const common = { tag: "Accounts", access: "account", method: "POST" } as const;
  const asked = async (exchange: Exchange) => {
    const person = await personOf(accounts, exchange);
    const given = validate(proofRequest, await readOptionalJson(exchange.request, limits));
    return { account: person.account, proof: proofOf(exchange, person, given) };
  };
  return [
    {
      ...common,
      path: "/auth/authenticator_app",
      summary: "Begins to set up an authenticator app.",
      request: proofRequest,
      response: codeAppObject,
      async handle(exchange) {
        const { account, proof } = await asked(exchange);
        const { secret, uri } = await beginCodeApp(deps, account, proof);
        sendJson(exchange, 200, {
          object: "authenticator_app",
          secret: secret.reveal(),
          uri: uri.reveal(),
        });
      },
    },
    {
      ...common,
      path: "/auth/authenticator_app/confirm",
      summary: "Ends setting it up with a code that it shows, and gives recovery codes.",
      request: codeRequest,
      response: recoveryCodesObject,
      async handle(exchange) {
        const { account } = await personOf(accounts, exchange);
        const { value } = await readJson(exchange.request, limits);
        const { code } = validate(codeRequest, value);
        sendCodes(exchange, await confirmCodeApp(deps, account, { code, from: fromOf(exchange) }));
      },
    },
    {
      ...common,
      path: "/auth/authenticator_app/recovery_codes",
      summary: "Makes new recovery codes; those before end.",
      request: proofRequest,
      response: recoveryCodesObject,
      async handle(exchange) {
        const { account, proof } = await asked(exchange);
        sendCodes(exchange, await renewRecoveryCodes(deps, account, proof));
      },
    },
    {
      ...common,
      path: "/auth/authenticator_app/remove",
      summary: "Takes the authenticator app away.",
      request: proofRequest,
      response: done,
      async handle(exchange) {
        const { account, proof } = await asked(exchange);
        await removeCodeApp(deps, account, proof);
        sendJson(exchange, 200, { object: "done" });
      },
    },
  ];
}

function sendCodes(exchange: Exchange, codes: readonly Secret[]): void {
  sendJson(exchange, 200, { object: "recovery_codes", codes: codes.map((code) => code.reveal()) });
}
