/** What the address of the playground says. */
export interface PlaySearch {
  /** Whom is asked, and who beside. */
  readonly model?: string;
  readonly other?: string;
  /** Id of a call that is to be made again. */
  readonly request?: string;
  /** Id of a conversation that goes on. */
  readonly conversation?: string;
}

/** Whatever is no text, or empty, is left out. */
export function readPlaySearch(search: Readonly<Record<string, unknown>>): PlaySearch {
  const word = (name: keyof PlaySearch): PlaySearch => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  return { ...word("model"), ...word("other"), ...word("request"), ...word("conversation") };
}
