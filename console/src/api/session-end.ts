const listeners = new Set<() => void>();

/** Tells `listener` whenever the server says that nobody is signed in here any more. Returns how to stop that. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For whoever has heard it from the server. */
export function tellSessionEnd(): void {
  for (const listener of listeners) listener();
}
