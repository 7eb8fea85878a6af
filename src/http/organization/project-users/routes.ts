import {
  findMember,
  listMembers,
  type Member,
  putMember,
  removeMember,
} from "../../../admin/accounts/members.ts";
import { validate } from "../../../lib/validate.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentProjectUser } from "./present.ts";
import {
  projectUserCreate,
  projectUserDeleted,
  projectUserList,
  projectUserObject,
  projectUsersQuery,
  projectUserUpdate,
} from "./schema.ts";

/** People in a project, each with a role there. */
export function projectUserRoutes({
  accounts,
  limits,
}: Pick<RouteDeps, "accounts" | "limits">): readonly Route[] {
  const { deps } = accounts;
  const readQuery = createQueryReader(projectUsersQuery);
  const common = { tag: "Users" } as const;
  const all = "/v1/organization/projects/:project/users";
  const one = `${all}/:user`;
  const place = ({ params }: Exchange) => ({
    projectId: params["project"] ?? "",
    userId: params["user"] ?? "",
  });
  const sendMember = (exchange: Exchange, member: Member): void =>
    sendJson(exchange, 200, presentProjectUser(actorOf(exchange), member));
  return [
    {
      ...common,
      method: "GET",
      path: all,
      access: "project_user.read",
      summary: "Lists the users of a project.",
      query: projectUsersQuery,
      response: projectUserList,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const page = readQuery(exchange.request.url ?? "");
        const members = await listMembers(deps, actor, place(exchange));
        const named = members.map((member) => ({ ...member, id: member.account.id }));
        sendJson(
          exchange,
          200,
          presentList(named, page, (member) => presentProjectUser(actor, member)),
        );
      },
    },
    {
      ...common,
      method: "POST",
      path: all,
      access: "project_user.add",
      summary: "Puts a user into a project.",
      request: projectUserCreate,
      response: projectUserObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { user_id: userId, role } = validate(projectUserCreate, value);
        const { projectId } = place(exchange);
        sendMember(
          exchange,
          await putMember(deps, actorOf(exchange), { projectId, userId, role, add: true }),
        );
      },
    },
    {
      ...common,
      method: "GET",
      path: one,
      access: "project_user.read",
      summary: "Describes a user of a project.",
      response: projectUserObject,
      async handle(exchange) {
        sendMember(exchange, await findMember(deps, actorOf(exchange), place(exchange)));
      },
    },
    {
      ...common,
      method: "POST",
      path: one,
      access: "project_user.update",
      summary: "Gives a user of a project another role.",
      request: projectUserUpdate,
      response: projectUserObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { role } = validate(projectUserUpdate, value);
        const wanted = { ...place(exchange), role, add: false };
        sendMember(exchange, await putMember(deps, actorOf(exchange), wanted));
      },
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      access: "project_user.remove",
      summary: "Takes a user out of a project, with own keys there.",
      response: projectUserDeleted,
      async handle(exchange) {
        const wanted = place(exchange);
        await removeMember(deps, actorOf(exchange), wanted);
        sendJson(exchange, 200, {
          object: "organization.project.user.deleted",
          id: wanted.userId,
          deleted: true,
        });
      },
    },
  ];
}
