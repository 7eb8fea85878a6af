import {
  demandNotAbove,
  endSessions,
  findUser,
  listUsers,
  removeUser,
  updateUser,
} from "../../../admin/accounts/people.ts";
import { demand } from "../../../admin/can.ts";
import { validate } from "../../../lib/validate.ts";
import { presentSession } from "../../accounts/present.ts";
import { sessionList, sessionsEnded } from "../../accounts/schema.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentUser } from "./present.ts";
import { userDeleted, userList, userObject, usersQuery, userUpdate } from "./schema.ts";

/** The people of this Parley. They come by invitation, registration or single sign-on. */
export function userRoutes({ accounts, limits }: Pick<RouteDeps, "accounts" | "limits">): readonly Route[] {
  const { deps } = accounts;
  const readQuery = createQueryReader(usersQuery);
  const common = { tag: "Users" } as const;
  const one = "/v1/organization/users/:user";
  const idOf = ({ params }: Exchange): string => params["user"] ?? "";
  return [
    {
      ...common,
      method: "GET",
      path: "/v1/organization/users",
      access: "user.read",
      summary: "Lists the users.",
      query: usersQuery,
      response: userList,
      async handle(exchange) {
        const { emails, ...page } = readQuery(exchange.request.url ?? "");
        const actor = actorOf(exchange);
        const wanted = emails === undefined ? undefined : new Set(emails.map((email) => email.toLowerCase()));
        const all = await listUsers(deps, actor);
        const users = all.filter(({ email }) => wanted?.has(email.toLowerCase()) ?? true);
        sendJson(
          exchange,
          200,
          presentList(users, page, (user) => presentUser(actor, user)),
        );
      },
    },
    {
      ...common,
      method: "GET",
      path: one,
      access: "user.read",
      summary: "Describes a user.",
      response: userObject,
      async handle(exchange) {
        const actor = actorOf(exchange);
        sendJson(exchange, 200, presentUser(actor, await findUser(deps, actor, { id: idOf(exchange) })));
      },
    },
    {
      ...common,
      method: "POST",
      path: one,
      access: "user.update",
      summary: "Changes a user's role or name, or disables the account.",
      request: userUpdate,
      response: userObject,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const { value } = await readJson(exchange.request, limits);
        const update = validate(userUpdate, value);
        sendJson(
          exchange,
          200,
          presentUser(actor, await updateUser(deps, actor, { ...update, id: idOf(exchange) })),
        );
      },
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      access: "user.remove",
      summary: "Removes a user for good, with sessions and own keys.",
      response: userDeleted,
      async handle(exchange) {
        const { id } = await removeUser(deps, actorOf(exchange), { id: idOf(exchange) });
        sendJson(exchange, 200, { object: "organization.user.deleted", id, deleted: true });
      },
    },
    {
      ...common,
      method: "GET",
      path: `${one}/sessions`,
      access: "session.read",
      summary: "Lists where a user is signed in.",
      response: sessionList,
      async handle(exchange) {
        const actor = actorOf(exchange);
        demand(actor, "session.read");
        const user = await findUser(deps, actor, { id: idOf(exchange) });
        demandNotAbove(actor, user);
        const all = await deps.stores.accounts.sessions.list(user.id);
        sendJson(
          exchange,
          200,
          presentList(all, { limit: all.length }, (session) => presentSession(session)),
        );
      },
    },
    {
      ...common,
      method: "DELETE",
      path: `${one}/sessions`,
      access: "session.end",
      summary: "Ends all sessions of a user.",
      response: sessionsEnded,
      async handle(exchange) {
        const ended = await endSessions(deps, actorOf(exchange), { accountId: idOf(exchange) });
        sendJson(exchange, 200, { object: "sessions.ended", ended });
      },
    },
  ];
}
