import type { z } from "zod";
import type { ProjectMemory } from "../../../spec/context-store.ts";
import type { projectMemoryObject } from "./schema.ts";

/** `null` is what the settings decide. */
export function presentProjectMemory({
  projectId,
  policy,
  maxTokens,
  embeddingsModel,
}: ProjectMemory): z.output<typeof projectMemoryObject> {
  return {
    object: "organization.project.memory",
    project_id: projectId,
    policy: policy ?? null,
    max_tokens: maxTokens ?? null,
    embeddings_model: embeddingsModel ?? null,
  };
}
