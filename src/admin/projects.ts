import type { Clock } from "../lib/clock.ts";
import type { Project, Stores } from "../spec/stores.ts";

/** Always the same, so that of several processes which make the first project at once only one succeeds. */
const firstId = "proj_default";

/** The oldest project; made when there is none, so that a newcomer need not know of projects. */
export async function defaultProject(deps: {
  readonly stores: Stores;
  readonly clock: Clock;
}): Promise<Project> {
  const { projects } = deps.stores;
  const [first] = await projects.list();
  if (first !== undefined) return first;
  const project: Project = { id: firstId, name: "Default", createdAt: deps.clock.now() };
  try {
    await projects.insert(project);
    return project;
  } catch (error) {
    const [faster] = await projects.list();
    if (faster === undefined) throw error;
    return faster;
  }
}
