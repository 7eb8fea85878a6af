import { createInvite, findInvite, listInvites, removeInvite } from "../../../admin/accounts/invites.ts";
import { validate } from "../../../lib/validate.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentInvite, presentMadeInvite } from "./present.ts";
import { inviteCreate, inviteDeleted, inviteList, inviteMade, inviteObject, invitesQuery } from "./schema.ts";

/** Invitations: who may register, and as what. */
export function inviteRoutes({ accounts, limits }: Pick<RouteDeps, "accounts" | "limits">): readonly Route[] {
  const { deps } = accounts;
  const readQuery = createQueryReader(invitesQuery);
  const common = { tag: "Users" } as const;
  const one = "/v1/organization/invites/:invite";
  return [
    {
      ...common,
      method: "GET",
      path: "/v1/organization/invites",
      access: "invite.read",
      summary: "Lists the invitations.",
      query: invitesQuery,
      response: inviteList,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const now = deps.clock.now();
        const page = readQuery(exchange.request.url ?? "");
        const all = await listInvites(deps, actor);
        sendJson(
          exchange,
          200,
          presentList(all, page, (invite) => presentInvite(actor, invite, now)),
        );
      },
    },
    {
      ...common,
      method: "POST",
      path: "/v1/organization/invites",
      access: "invite.create",
      summary: "Invites somebody, and gives the link to hand on.",
      request: inviteCreate,
      response: inviteMade,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { email, role, projects } = validate(inviteCreate, value);
        const actor = actorOf(exchange);
        const made = await createInvite(deps, actor, { email, role: role ?? undefined, projects });
        sendJson(exchange, 200, presentMadeInvite(actor, made, deps.clock.now()));
      },
    },
    {
      ...common,
      method: "GET",
      path: one,
      access: "invite.read",
      summary: "Describes an invitation.",
      response: inviteObject,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const invite = await findInvite(deps, actor, { id: exchange.params["invite"] ?? "" });
        sendJson(exchange, 200, presentInvite(actor, invite, deps.clock.now()));
      },
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      access: "invite.remove",
      summary: "Takes an invitation back.",
      response: inviteDeleted,
      async handle(exchange) {
        const id = exchange.params["invite"] ?? "";
        await removeInvite(deps, actorOf(exchange), { id });
        sendJson(exchange, 200, { object: "organization.invite.deleted", id, deleted: true });
      },
    },
  ];
}
