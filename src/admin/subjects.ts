import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { LimitSubject } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";
import { can, demand } from "./can.ts";

/** As long as the names of models become. */
const longestModel = 256;

type Kind = "limit" | "budget";

/**
 * Fails with `permission_denied` unless the actor may bound these calls. Those of a key are its project's to bound; what
 * bounds a whole project is not.
 */
export async function demandSubject(
  stores: Pick<Stores, "keys">,
  actor: Actor,
  kind: Kind,
  subject: LimitSubject,
): Promise<void> {
  const key = subject.type === "key" ? await stores.keys.find(subject.id) : undefined;
  if (key === undefined) demand(actor, `${kind}.set`);
  else demand(actor, `key_${kind}.set`, { projectId: key.projectId });
}

/** Makes a function that says whether the actor may see what bounds these calls. */
export async function maySeeSubject(
  stores: Pick<Stores, "keys">,
  actor: Actor,
  kind: Kind,
): Promise<(subject: LimitSubject) => boolean> {
  if (can(actor, `${kind}.read`)) return () => true;
  const keys = new Map((await stores.keys.list()).map(({ id, projectId }) => [id, projectId]));
  return function maySee(subject) {
    if (subject.type !== "project" && subject.type !== "key") return false;
    const projectId = subject.type === "key" ? keys.get(subject.id) : subject.id;
    return projectId !== undefined && can(actor, `${kind}.read`, { projectId });
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
      param: "project",
    });
  }
  if (subject.type === "key") {
    const keys = await stores.keys.list();
    if (keys.some(({ id }) => id === subject.id)) return;
    throw new ParleyError("not_found", {
      message: `There is no key with the id ${subject.id}. \`parley keys list\` shows all of them.`,
      param: "key",
    });
  }
  if (subject.type === "model" && (!/^\S+$/.test(subject.id) || subject.id.length > longestModel)) {
    throw new ParleyError("invalid_value", {
      message: `A model's name has 1 to ${longestModel} characters and no spaces.`,
      param: "model",
    });
  }
}
