/** Tokens that are remembered at the most. */
const mostRemembered = 10_000;

/** The one that was remembered first makes room. */
export function remember<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.size >= mostRemembered && !map.has(name)) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(name, value);
}
