import { type Path, pathKey } from "../settings/path.ts";

/** A single value of the settings, as text, or a collection without content. */
export interface Leaf {
  readonly path: Path;
  readonly text: string;
}

/** All single values of a file's content, by `pathKey`. */
export function leavesOf(value: unknown, path: Path = []): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  function walk(inner: unknown, at: Path): void {
    const entries: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(inner)
      ? [...inner.entries()]
      : typeof inner === "object" && inner !== null
        ? Object.entries(inner)
        : [];
    for (const [name, each] of entries) walk(each, [...at, name]);
    if (entries.length === 0) leaves.set(pathKey(at), { path: at, text: JSON.stringify(inner) ?? "" });
  }
  walk(value, path);
  return leaves;
}
