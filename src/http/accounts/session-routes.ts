import { endSessions } from "../../admin/accounts/people.ts";
import { actorOf } from "../authorise.ts";
import type { RouteDeps } from "../deps.ts";
import { pageParameters, presentList } from "../organization/paging.ts";
import { z } from "zod";
import { createQueryReader } from "../query.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { personOf } from "./deps.ts";
import { presentSession } from "./present.ts";
import { sessionList, sessionsEnded } from "./schema.ts";

const sessionsQuery = z.strictObject(pageParameters);

/** One's own sessions: where one is signed in. */
export function sessionRoutes({ accounts }: Pick<RouteDeps, "accounts">): readonly Route[] {
  const { deps } = accounts;
  const readQuery = createQueryReader(sessionsQuery);
  const common = { tag: "Accounts", access: "account" } as const;
  return [
    {
      ...common,
      method: "GET",
      path: "/auth/sessions",
      summary: "Lists where you are signed in.",
      query: sessionsQuery,
      response: sessionList,
      async handle(exchange) {
        const { account, session } = await personOf(accounts, exchange);
        const all = await deps.stores.accounts.sessions.list(account.id);
        const page = readQuery(exchange.request.url ?? "");
        sendJson(
          exchange,
          200,
          presentList(all, page, (one) => presentSession(one, session.id)),
        );
      },
    },
    {
      ...common,
      method: "DELETE",
      path: "/auth/sessions/:session",
      summary: "Ends one of your sessions.",
      response: sessionsEnded,
      async handle(exchange) {
        const { account } = await personOf(accounts, exchange);
        const id = exchange.params["session"] ?? "";
        const ended = await endSessions(deps, actorOf(exchange), { accountId: account.id, id });
        sendJson(exchange, 200, { object: "sessions.ended", ended });
      },
    },
    {
      ...common,
      method: "DELETE",
      path: "/auth/sessions",
      summary: "Ends all of your sessions, this one as well.",
      response: sessionsEnded,
      async handle(exchange) {
        const { account } = await personOf(accounts, exchange);
        const ended = await endSessions(deps, actorOf(exchange), { accountId: account.id });
        sendJson(exchange, 200, { object: "sessions.ended", ended });
      },
    },
  ];
}
