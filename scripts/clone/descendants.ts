import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Processes that a process started, and those that they started, eldest first. Not for Windows. */
export function descendants(pid: number): readonly number[] {
  const table = existsSync("/proc/self/stat") ? tableOfProc() : tableOfPs();
  const found = [pid];
  for (const each of found) for (const [child, parent] of table) if (parent === each) found.push(child);
  return found.slice(1);
}

type Table = readonly (readonly [pid: number, parent: number])[];

/** Linux, where `ps` is not always installed. */
function tableOfProc(): Table {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const parent = parentOf(pid);
    return parent === undefined ? [] : [[Number(pid), parent] as const];
  });
}

/** The fourth field of /proc/PID/stat; the second is a name in parentheses that may hold anything. See proc(5). */
function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined; // it ended in the meantime
  }
}

function tableOfPs(): Table {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [pid, parent] as const;
  });
}
