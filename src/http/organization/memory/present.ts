import type { z } from "zod";
import { can } from "../../../admin/can.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { ProjectMemory } from "../../../spec/context-store.ts";
import type { Project } from "../../../spec/stores.ts";
import type { projectMemoryObject } from "./schema.ts";

/** `null` is what the settings decide. An archived project does not change any more. */
export function presentProjectMemory(
  actor: Actor,
  { id: projectId, archivedAt }: Project,
  { policy, maxTokens, embeddingsModel }: ProjectMemory,
): z.output<typeof projectMemoryObject> {
  return {
    object: "organization.project.memory",
    project_id: projectId,
    policy: policy ?? null,
    max_tokens: maxTokens ?? null,
    embeddings_model: embeddingsModel ?? null,
    can: { update: archivedAt === undefined && can(actor, "project.update", { projectId }) },
  };
}
