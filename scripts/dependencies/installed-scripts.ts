import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Problem } from "../house/problem.ts";
import { silencedScripts } from "./dependency-problems.ts";

/**
 * Installed packages that would run something at their installation. The lockfile says so, too, but only as far
 * as the registry told it; the packages themselves are the truth.
 */
export function installedScripts(root: string): readonly Problem[] {
  const manifests = globSync("node_modules/{*,@*/*}/{,node_modules/{*,@*/*}/}package.json", { cwd: root });
  return manifests.toSorted().flatMap((path) => {
    const { name, scripts } = JSON.parse(readFileSync(join(root, path), "utf8")) as {
      name?: string;
      scripts?: Record<string, string>;
    };
    if (silencedScripts.has(name ?? "")) return [];
    const hooks = ["preinstall", "install", "postinstall"].filter((hook) => scripts?.[hook] !== undefined);
    if (existsSync(join(root, dirname(path), "binding.gyp"))) hooks.push("binding.gyp");
    return hooks.map((hook) => ({
      path,
      level: "error" as const,
      text: `has "${hook}", which runs at installation.`,
    }));
  });
}
