import type { Actor } from "../spec/actor.ts";
import type { ProjectMemory, ProjectWish } from "../spec/context-store.ts";
import { ParleyError } from "../spec/errors.ts";
import type { KeepingStores } from "../spec/audit.ts";
import { audited } from "./audit/audited.ts";
import { changes } from "./audit/changes.ts";
import { can, demand } from "./can.ts";
import { demandProject, findProject } from "./projects.ts";

export interface ProjectMemoryDeps {
  readonly stores: Pick<KeepingStores, "projects" | "projectMemory" | "audit">;
}

/** The largest context that anybody holds, in tokens: the bound of the settings, too. */
const mostTokens = 10_000_000;

/** Characters of a model's name. */
const longestName = 256;

/** What a project wants of memory for its conversations that say nothing else. Fails with `not_found`. */
export async function projectMemory(
  deps: ProjectMemoryDeps,
  actor: Actor,
  { projectId }: { readonly projectId: string },
): Promise<ProjectMemory> {
  await findProject(deps, actor, { id: projectId });
  const all = await deps.stores.projectMemory.list();
  return all.find((memory) => memory.projectId === projectId) ?? { projectId };
}

/** That of all projects which want something and which the actor may see. */
export async function listProjectMemory(
  deps: Pick<ProjectMemoryDeps, "stores">,
  actor: Actor,
): Promise<readonly ProjectMemory[]> {
  const all = await deps.stores.projectMemory.list();
  return all.filter(({ projectId }) => can(actor, "project.read", { projectId }));
}

/** Sets it as a whole: what is absent, the settings decide. Running servers obey within a second. */
export async function setProjectMemory(
  deps: ProjectMemoryDeps,
  actor: Actor,
  { projectId, ...wanted }: { readonly projectId: string } & ProjectWish,
): Promise<ProjectMemory> {
  await demandProject(deps, actor, projectId);
  demand(actor, "project.update", { projectId });
  const { maxTokens } = wanted;
  if (
    maxTokens !== undefined &&
    !(Number.isSafeInteger(maxTokens) && maxTokens >= 1 && maxTokens <= mostTokens)
  ) {
    throw new ParleyError("invalid_value", {
      message: `max_tokens is an integer from 1 to ${mostTokens}.`,
      param: "max_tokens",
    });
  }
  const { embeddingsModel } = wanted;
  if (embeddingsModel !== undefined && (embeddingsModel === "" || embeddingsModel.length > longestName)) {
    throw new ParleyError("invalid_value", {
      message: `embeddings_model is a model's name of at most ${longestName} characters, or "none".`,
      param: "embeddings_model",
    });
  }
  const before = await projectMemory(deps, actor, { projectId });
  const after = { projectId, ...wanted };
  return audited(deps, actor, async (within) => {
    await within.projectMemory.set(after);
    const details = changes<ProjectWish>(before, after, ["policy", "maxTokens", "embeddingsModel"]);
    const subject = { kind: "project", id: projectId } as const;
    return { result: after, notes: [{ action: "project_memory.updated", subject, projectId, details }] };
  });
}
