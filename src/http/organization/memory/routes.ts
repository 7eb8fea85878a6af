import { projectMemory, setProjectMemory } from "../../../admin/project-memory.ts";
import { findProject } from "../../../admin/projects.ts";
import { validate } from "../../../lib/validate.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import { readMemoryWish } from "../../memory-wish.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentProjectMemory } from "./present.ts";
import { projectMemoryObject, projectMemoryWish } from "./schema.ts";

/** What projects want of memory, for their conversations that say nothing else. */
export function projectMemoryRoutes(deps: RouteDeps): readonly Route[] {
  const { projectMemory: keeping } = deps;
  const common = {
    tag: "Projects",
    path: "/v1/organization/projects/:project/memory",
    response: projectMemoryObject,
  } as const;
  return [
    {
      ...common,
      access: "project.read",
      method: "GET",
      summary: "Shows how a project's conversations are cut that are longer than their context.",
      async handle(exchange) {
        const projectId = exchange.params["project"] ?? "";
        const actor = actorOf(exchange);
        const project = await findProject(keeping, actor, { id: projectId });
        const found = await projectMemory(keeping, actor, { projectId });
        sendJson(exchange, 200, presentProjectMemory(actor, project, found));
      },
    },
    {
      ...common,
      access: "project.update",
      method: "POST",
      summary:
        "Says how a project's conversations are cut, as a whole: what is left out is as the settings say.",
      request: projectMemoryWish,
      async handle(exchange) {
        const projectId = exchange.params["project"] ?? "";
        const { value } = await readJson(exchange.request, deps.limits);
        const { embeddings_model: embeddingsModel, ...wish } = validate(projectMemoryWish, value);
        const actor = actorOf(exchange);
        const made = await setProjectMemory(keeping, actor, {
          projectId,
          ...readMemoryWish(wish),
          ...(typeof embeddingsModel === "string" && { embeddingsModel }),
        });
        const project = await findProject(keeping, actor, { id: projectId });
        sendJson(exchange, 200, presentProjectMemory(actor, project, made));
      },
    },
  ];
}
