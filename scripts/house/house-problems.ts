import { checkBans } from "./bans.ts";
import { checkCycles } from "./cycles.ts";
import { checkDoorShape } from "./door-shape.ts";
import { checkImports } from "./import-rules.ts";
import { importsOf } from "./imports.ts";
import type { Problem } from "./problem.ts";
import { checkSizes } from "./sizes.ts";
import { parseSource } from "./source-file.ts";
import { checkWaysOut } from "./ways-out.ts";

/** Everything that is wrong with the shape of a tree, given as path → text of its TypeScript files. */
export function houseProblems(tree: ReadonlyMap<string, string>): readonly Problem[] {
  const sources = [...tree].map(([path, text]) => parseSource(path, text));
  const importers = sources.map((source) => ({ path: source.path, imports: importsOf(source) }));
  return [
    ...checkSizes(tree),
    ...checkImports(importers),
    ...checkCycles(importers),
    ...sources.flatMap(checkDoorShape),
    ...sources.flatMap(checkBans),
    ...checkWaysOut(sources),
  ];
}
