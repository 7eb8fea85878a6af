/** What the screen of projects and people shows. */
export const views = ["projects", "people", "invites"] as const;

export type View = (typeof views)[number];

export interface ProjectsSearch {
  readonly view?: Exclude<View, "projects">;
  /** Also archived projects. */
  readonly archived?: true;
}

/** What an address asks for; whatever is not known is left out. */
export function projectsSearchOf({ view, archived }: Readonly<Record<string, unknown>>): ProjectsSearch {
  const known = views.find((name) => name === view);
  return {
    ...(known !== undefined && known !== "projects" && { view: known }),
    ...(archived === true && { archived }),
  };
}
