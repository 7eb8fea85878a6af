const kept = "parley-project";

/** The project that the reader has chosen; `null` until they have. */
export function chosenProject(): string | null {
  return localStorage.getItem(kept);
}

/** `null`: none any more. */
export function keepProject(id: string | null): void {
  if (id === null) localStorage.removeItem(kept);
  else localStorage.setItem(kept, id);
}
