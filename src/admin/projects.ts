import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import { type Actor, operator } from "../spec/actor.ts";
import type { AuditAction, AuditDetails, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Project } from "../spec/stores.ts";
import { changes } from "./audit/changes.ts";
import { audited, type Note } from "./audit/audited.ts";
import { can, demand } from "./can.ts";

export interface ProjectDeps {
  readonly stores: Pick<KeepingStores, "projects" | "audit">;
  readonly clock: Pick<Clock, "now">;
}

/** What is enough to look. */
export interface ProjectReadDeps {
  readonly stores: Pick<KeepingStores, "projects">;
}

/** Always the same, so that of several processes which make the first project at once only one succeeds. */
const firstId = "proj_default";

/** Longest name of a project, in characters. */
const longestName = 100;

/** The oldest project; made when there is none, so that a newcomer need not know of projects. */
export async function defaultProject(deps: ProjectDeps): Promise<Project> {
  const { projects } = deps.stores;
  const first = firstOf(await projects.list());
  if (first !== undefined) return first;
  const project: Project = { id: firstId, name: "Default", createdAt: deps.clock.now() };
  try {
    return await insert(deps, operator, project);
  } catch (error) {
    const faster = firstOf(await projects.list());
    if (faster === undefined) throw error;
    return faster;
  }
}

export async function createProject(
  deps: ProjectDeps,
  actor: Actor,
  input: { readonly name: string },
): Promise<Project> {
  demand(actor, "project.create");
  const name = checkedName(input.name);
  // Whoever has no project yet gets the one for what belongs to nobody else, too: it is the oldest.
  await defaultProject(deps);
  const project: Project = { id: randomId("proj"), name, createdAt: deps.clock.now() };
  return insert(deps, actor, project);
}

function insert(deps: ProjectDeps, actor: Actor, project: Project): Promise<Project> {
  const { id, name } = project;
  return audited(deps, actor, async (within) => {
    await within.projects.insert(project);
    return { result: project, notes: [noteOn(id, "project.created", { name })] };
  });
}

function noteOn(projectId: string, action: AuditAction, details: AuditDetails): Note {
  return { action, subject: { kind: "project", id: projectId }, projectId, details };
}

/** Those that the actor may see; archived ones where they are asked for. Oldest first. */
export async function listProjects(
  deps: ProjectReadDeps,
  actor: Actor,
  { archived = false }: { readonly archived?: boolean } = {},
): Promise<readonly Project[]> {
  const projects = await deps.stores.projects.list();
  return projects.filter(
    ({ id, archivedAt }) =>
      (archived || archivedAt === undefined) && can(actor, "project.read", { projectId: id }),
  );
}

/** A project that the actor may see. Fails with `not_found`, as for one that does not exist. */
export async function findProject(
  deps: ProjectReadDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Project> {
  // Before it is looked for: the time must not tell that it is there.
  if (!can(actor, "project.read", { projectId: id })) throw noProject(id);
  const project = await deps.stores.projects.find(id);
  if (project === undefined) throw noProject(id);
  return project;
}

/** As `findProject`, and it must not be archived: for whatever is to be made in it. */
export async function demandProject(deps: ProjectReadDeps, actor: Actor, id: string): Promise<Project> {
  const project = await findProject(deps, actor, { id });
  if (project.archivedAt === undefined) return project;
  throw new ParleyError("invalid_value", {
    message: `The project ${id} is archived: nothing in it can be made or changed.`,
    param: "project",
  });
}

export async function renameProject(
  deps: ProjectDeps,
  actor: Actor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Project> {
  await demandProject(deps, actor, id);
  demand(actor, "project.update", { projectId: id });
  const checked = checkedName(name);
  return audited(deps, actor, async (within) => {
    const before = await findProject({ stores: within }, actor, { id });
    await within.projects.rename(id, checked);
    const result = await findProject({ stores: within }, actor, { id });
    return { result, notes: [noteOn(id, "project.updated", changes(before, result, ["name"]))] };
  });
}

/** Ends a project for good, and all of its keys with it. What it asked and said stays. */
export async function archiveProject(
  deps: ProjectDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Project> {
  const project = await findProject(deps, actor, { id });
  demand(actor, "project.archive", { projectId: id });
  if (project.archivedAt !== undefined) return project;
  if (firstOf(await deps.stores.projects.list())?.id === id) {
    throw new ParleyError("invalid_value", {
      message: `The project ${id} is where everything belongs that names no project, so it cannot be archived.`,
    });
  }
  return audited(deps, actor, async (within) => {
    const done = await within.projects.archive(id, deps.clock.now());
    const result = await findProject({ stores: within }, actor, { id });
    return { result, notes: done ? [noteOn(id, "project.archived", { name: project.name })] : [] };
  });
}

/** The oldest: of those of the same millisecond the one that was made as the first. */
function firstOf(projects: readonly Project[]): Project | undefined {
  return projects.find(({ id }) => id === firstId) ?? projects[0];
}

function checkedName(given: string): string {
  const name = given.trim();
  if (name !== "" && name.length <= longestName) return name;
  throw new ParleyError("invalid_value", {
    message: `A project's name has 1 to ${longestName} characters.`,
    param: "name",
  });
}

export function noProject(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no project ${id.slice(0, 100)}. \`parley projects list\` shows all of them.`,
    param: "project",
  });
}
