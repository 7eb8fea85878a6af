import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Project, Stores } from "../spec/stores.ts";

/** The oldest project; made when there is none, so that a newcomer need not know of projects. */
export async function defaultProject(deps: {
  readonly stores: Stores;
  readonly clock: Clock;
}): Promise<Project> {
  const [first] = await deps.stores.projects.list();
  if (first !== undefined) return first;
  const project: Project = { id: randomId("proj"), name: "Default", createdAt: deps.clock.now() };
  await deps.stores.projects.insert(project);
  return project;
}
