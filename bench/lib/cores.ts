/**
 * Which processor cores belong to whom: the server under test gets one for itself, everything else
 * (load generator, mock upstream, this program) shares the others.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Cores {
  /** All cores this process may use, in taskset's notation, such as `0,1`. */
  readonly all: string;
  /** The core of the server under test; `undefined` where pinning is not possible. */
  readonly server: string | undefined;
  /** The cores of all else; `undefined` where pinning is not possible. */
  readonly others: string | undefined;
}

/** Divides the cores that this process may use. Nothing is pinned on one core or without `taskset`. */
export function divideCores(): Cores {
  const allowed = allowedCores();
  const all = allowed.join(",");
  const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;
  if (!hasTaskset || allowed.length < 2) return { all, server: undefined, others: undefined };
  return { all, server: String(allowed[0]), others: allowed.slice(1).join(",") };
}

/** Moves this process, and so all children that it starts later, to `cores.others`. */
export function leaveServerCore(cores: Cores): void {
  if (cores.others === undefined) return;
  const { status } = spawnSync("taskset", ["-a", "-p", "-c", cores.others, String(process.pid)]);
  if (status !== 0) throw new Error(`taskset could not move this process to the cores ${cores.others}`);
}

/** One sentence for the report. */
export function describeCores(cores: Cores): string {
  if (cores.server === undefined) {
    return "Nothing was pinned (one core, or no `taskset`): the figures are noisier than they need to be.";
  }
  return (
    `The server under test had core ${cores.server} for itself; ` +
    `load generator and mock upstream shared core ${cores.others}.`
  );
}

function allowedCores(): number[] {
  const status = readFileSync("/proc/self/status", "utf8");
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(status)?.[1] ?? "0";
  return list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
