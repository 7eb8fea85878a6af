import {
  archiveProject,
  createProject,
  findProject,
  listProjects,
  renameProject,
} from "../../../admin/projects.ts";
import { validate } from "../../../lib/validate.ts";
import type { Project } from "../../../spec/stores.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentProject } from "./present.ts";
import { projectCreate, projectList, projectObject, projectsQuery, projectUpdate } from "./schema.ts";

type Deps = Pick<RouteDeps, "keys" | "limits">;

const common = { tag: "Projects" } as const;
const all = "/v1/organization/projects";
const one = `${all}/:project`;

const idOf = ({ params }: Exchange): string => params["project"] ?? "";

function send(exchange: Exchange, project: Project): void {
  sendJson(exchange, 200, presentProject(actorOf(exchange), project));
}

/** Projects: each has its own keys, conversations, budgets and limits. */
export function projectRoutes(deps: Deps): readonly Route[] {
  return [...wholeRoutes(deps), ...singleRoutes(deps)];
}

function wholeRoutes({ keys, limits }: Deps): readonly Route[] {
  const readQuery = createQueryReader(projectsQuery);
  return [
    {
      ...common,
      method: "GET",
      path: all,
      access: "project.read",
      summary: "Lists the projects.",
      query: projectsQuery,
      response: projectList,
      async handle(exchange) {
        const { include_archived, ...page } = readQuery(exchange.request.url ?? "");
        const actor = actorOf(exchange);
        const found = await listProjects(keys, actor, { archived: include_archived === "true" });
        sendJson(
          exchange,
          200,
          presentList(found, page, (project) => presentProject(actor, project)),
        );
      },
    },
    {
      ...common,
      method: "POST",
      path: all,
      access: "project.create",
      summary: "Makes a project.",
      request: projectCreate,
      response: projectObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        send(exchange, await createProject(keys, actorOf(exchange), validate(projectCreate, value)));
      },
    },
  ];
}

function singleRoutes({ keys, limits }: Deps): readonly Route[] {
  return [
    {
      ...common,
      method: "GET",
      path: one,
      access: "project.read",
      summary: "Describes a project.",
      response: projectObject,
      async handle(exchange) {
        send(exchange, await findProject(keys, actorOf(exchange), { id: idOf(exchange) }));
      },
    },
    {
      ...common,
      method: "POST",
      path: one,
      access: "project.update",
      summary: "Gives a project another name.",
      request: projectUpdate,
      response: projectObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { name } = validate(projectUpdate, value);
        const actor = actorOf(exchange);
        const before = await findProject(keys, actor, { id: idOf(exchange) });
        send(exchange, await renameProject(keys, actor, { id: before.id, name: name ?? before.name }));
      },
    },
    {
      ...common,
      method: "POST",
      path: `${one}/archive`,
      access: "project.archive",
      summary: "Ends a project for good, and all of its keys with it.",
      response: projectObject,
      async handle(exchange) {
        send(exchange, await archiveProject(keys, actorOf(exchange), { id: idOf(exchange) }));
      },
    },
  ];
}
