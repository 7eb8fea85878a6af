/**
 * What a browser must fetch of the console before it can draw anything: the scripts that its page names, and those that
 * they import at once. A console that grows unnoticed is one that nobody likes to open.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export interface LoadedScript {
  readonly name: string;
  /** Under gzip. */
  readonly bytes: number;
}

/** @param folder Of the built console. */
export function firstLoad(folder: string): readonly LoadedScript[] {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const waiting = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].flatMap(
    ([, name]) => name ?? [],
  );
  const scripts = new Map<string, LoadedScript>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (scripts.has(name)) continue;
    const source = readFileSync(join(folder, name));
    scripts.set(name, { name, bytes: gzipSync(source).length });
    // Only what is imported at once: `import("…")` is fetched when it is needed.
    for (const [, file] of source
      .toString("utf8")
      .matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g))
      waiting.push(`assets/${file}`);
  }
  return [...scripts.values()];
}
