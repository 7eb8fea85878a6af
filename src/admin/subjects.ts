import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { LimitSubject } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";
import { can, demand } from "./can.ts";

/** As long as the names of models become. */
const longestModel = 256;

type Kind = "limit" | "budget";

/**
 * Fails with `permission_denied` unless the actor may bound these calls. Those of a project's key are its project's to
 * bound; what bounds a whole project, or a key that keeps house for all, is not.
 */
export async function demandSubject(
  stores: Pick<Stores, "keys">,
  actor: Actor,
  kind: Kind,
  subject: LimitSubject,
): Promise<void> {
  if (subject.type !== "key") return demand(actor, `${kind}.set`);
  if (can(actor, `${kind}.set`)) return;
  // A key of others is answered like one that is not there, and in the same time.
  const key = await stores.keys.find(subject.id, [...actor.projects.keys()]);
  const isProjects = key !== undefined && key.role === undefined;
  demand(actor, `key_${kind}.set`, isProjects ? { projectId: key.projectId } : undefined);
}

/**
 * Makes a function that says to which project the calls of a subject belong; `undefined` for those of many, and for keys
 * that keep house for all.
 */
export async function projectsOfSubjects(
  stores: Pick<Stores, "keys">,
): Promise<(subject: LimitSubject) => string | undefined> {
  const ofProjects = (await stores.keys.list()).filter(({ role }) => role === undefined);
  const keys = new Map(ofProjects.map(({ id, projectId }) => [id, projectId]));
  return function projectOf(subject) {
    if (subject.type === "project") return subject.id;
    return subject.type === "key" ? keys.get(subject.id) : undefined;
  };
}

/** Makes a function that says whether the actor may see what bounds these calls. */
export async function maySeeSubject(
  stores: Pick<Stores, "keys">,
  actor: Actor,
  kind: Kind,
): Promise<(subject: LimitSubject) => boolean> {
  if (can(actor, `${kind}.read`)) return () => true;
  const projectOf = await projectsOfSubjects(stores);
  return function maySee(subject) {
    const projectId = projectOf(subject);
    return projectId !== undefined && can(actor, `${kind}.read`, { projectId });
  };
}

/** Makes a function that says whether the actor may bound these calls: what `demandSubject` asks. */
export async function maySetSubject(
  stores: Pick<Stores, "keys">,
  actor: Actor,
  kind: Kind,
): Promise<(subject: LimitSubject) => boolean> {
  if (can(actor, `${kind}.set`)) return () => true;
  const projectOf = await projectsOfSubjects(stores);
  return function maySet(subject) {
    const projectId = subject.type === "key" ? projectOf(subject) : undefined;
    return projectId !== undefined && can(actor, `key_${kind}.set`, { projectId });
  };
}

/** Throws `not_found` for a project or a key that does not exist, and `invalid_value` for what is no model's name. */
export async function checkSubject(
  stores: Pick<Stores, "projects" | "keys">,
  subject: LimitSubject,
): Promise<void> {
  if (subject.type === "project") {
    const projects = await stores.projects.list();
    if (projects.some(({ id }) => id === subject.id)) return;
    throw new ParleyError("not_found", {
      message: `There is no project ${subject.id}. \`parley keys list --json\` shows the project of each key.`,
      param: "subject_id",
    });
  }
  if (subject.type === "key") {
    const keys = await stores.keys.list();
    if (keys.some(({ id }) => id === subject.id)) return;
    throw new ParleyError("not_found", {
      message: `There is no key with the id ${subject.id}. \`parley keys list\` shows all of them.`,
      param: "subject_id",
    });
  }
  if (subject.type === "model" && (!/^\S+$/.test(subject.id) || subject.id.length > longestModel)) {
    throw new ParleyError("invalid_value", {
      message: `A model's name has 1 to ${longestModel} characters and no spaces.`,
      param: "model",
    });
  }
}
