/** What the list is asked for. */
export interface ListSearch {
  readonly q?: string;
}

export function listSearchOf({ q }: Readonly<Record<string, unknown>>): ListSearch {
  return typeof q === "string" && q.trim() !== "" ? { q } : {};
}

/** What of a conversation is looked at: with `context`, what a model would be sent of it. */
export interface OneSearch {
  /** Whose it is: a link that was shared leads there. */
  readonly project?: string;
  readonly context?: true;
  readonly input?: string;
  readonly model?: string;
  /** Tokens. */
  readonly most?: number;
}

/** Whatever is not known, or cannot be, is left out. */
export function oneSearchOf(search: Readonly<Record<string, unknown>>): OneSearch {
  const { project, context, input, model, most } = search;
  return {
    ...(typeof project === "string" && project !== "" && { project }),
    ...(context === true && { context }),
    ...(typeof input === "string" && input !== "" && { input }),
    ...(typeof model === "string" && model !== "" && { model }),
    ...(typeof most === "number" && Number.isInteger(most) && most > 0 && { most }),
  };
}
