/** What is said in calls is kept of none of them, of those that failed, or of all. */
export type ContentWish = "none" | "errors" | "all";

/** What the request log keeps. */
export interface RequestLogSettings {
  readonly enabled: boolean;
  readonly content: ContentWish;
  /** Milliseconds. */
  readonly retentionMs: number;
  /** Of each question and each answer, in bytes. */
  readonly maxBytes: number;
  /** What is different for single projects, by their ids. */
  readonly projects: Readonly<
    Record<string, { readonly content?: ContentWish; readonly retentionMs?: number }>
  >;
}

/** What is kept of what is said in a project's calls; of calls of nobody's as everywhere. */
export function contentWish(settings: RequestLogSettings, projectId: string | undefined): ContentWish {
  const own = projectId === undefined ? undefined : projectOf(settings, projectId);
  return own?.content ?? settings.content;
}

export function retentionOf(settings: RequestLogSettings, projectId: string | undefined): number {
  const own = projectId === undefined ? undefined : projectOf(settings, projectId);
  return own?.retentionMs ?? settings.retentionMs;
}

/** Whether anything that is said is kept of anybody. */
export function keepsContent({ enabled, content, projects }: RequestLogSettings): boolean {
  return enabled && [content, ...Object.values(projects).map((own) => own.content ?? "none")].some(isWanted);
}

function isWanted(wish: ContentWish): boolean {
  return wish !== "none";
}

function projectOf({ projects }: RequestLogSettings, projectId: string) {
  return Object.hasOwn(projects, projectId) ? projects[projectId] : undefined;
}
