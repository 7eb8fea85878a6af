/** The surroundings of a newcomer's first start: nothing set up, and nobody's settings or keys in reach. */
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parleyEnvironment } from "../subjects/parley.ts";

export function firstStartEnvironment(folder: string): Record<string, string> {
  // An empty file of our own, lest a parley.yaml of the developer leads the benchmark to a paid provider.
  const config = join(folder, "parley.yaml");
  writeFileSync(config, "{}\n");
  const env = parleyEnvironment(folder, config);
  return { ...env, PATH: withoutProjectBinaries(env["PATH"] ?? "") };
}

/** `npm run bench` puts the project's Node first in PATH; a newcomer's `npm start` begins without it. */
function withoutProjectBinaries(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .join(delimiter);
}
