/** The surroundings of a newcomer's first start: nothing set up, and nobody's settings or keys in reach. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parleyEnvironment } from "../subjects/parley.ts";

export function firstStartEnvironment(folder: string): Record<string, string> {
  // An empty file of our own, lest a parley.yaml of the developer leads the benchmark to a paid provider.
  const config = join(folder, "parley.yaml");
  writeFileSync(config, "{}\n");
  return parleyEnvironment(folder, config);
}
