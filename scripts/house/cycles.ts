import { targetOf, type Importer } from "./import-rules.ts";
import type { Problem } from "./problem.ts";

/**
 * Run-time import cycles: every file that lies in a cycle is in one of the reported rounds, each a shortest one.
 * In a cycle some module runs before what it imports is there; which one depends on who was asked first.
 */
export function checkCycles(files: readonly Importer[]): readonly Problem[] {
  const graph = runTimeGraph(files);
  const inReportedCycle = new Set<string>();
  const problems: Problem[] = [];
  for (const start of graph.keys()) {
    if (inReportedCycle.has(start)) continue;
    const round = shortestRound(graph, start);
    if (round === undefined) continue;
    for (const path of round) inReportedCycle.add(path);
    problems.push({
      path: start,
      line: graph.get(start)?.get(round[1] ?? start) ?? 1,
      level: "error",
      text: `import cycle: ${round.join(" → ")}. Move what both need into a file of its own.`,
    });
  }
  return problems;
}

/** path → imported path → line of the import. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, number>>;

function runTimeGraph(files: readonly Importer[]): Graph {
  return new Map(
    files.map(({ path, imports }) => {
      const edges = new Map<string, number>();
      for (const { specifier, line, typeOnly } of imports) {
        const target = typeOnly || specifier === undefined ? undefined : targetOf(path, specifier);
        if (target !== undefined && !edges.has(target)) edges.set(target, line);
      }
      return [path, edges];
    }),
  );
}

/** The shortest way from `start` back to `start`, both ends included. Breadth first. */
function shortestRound(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const next of graph.get(path)?.keys() ?? []) {
      if (next === start) return [...wayTo(cameFrom, path), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, path);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(cameFrom: ReadonlyMap<string, string>, end: string): readonly string[] {
  const way = [end];
  for (let at = cameFrom.get(end); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
