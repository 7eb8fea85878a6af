import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";

/** `inst_…`, the machine as far as its processes see each other, and the number of the process there, and its start. */
const named = /^inst_[0-9a-f]+\.([0-9a-f]{8})\.(\d{1,10})(?:-(\d{1,20}))?$/;

/**
 * The machine's present run and, within it, the namespace of process numbers: only there does a number say who lives.
 * `undefined` where that cannot be known (outside of Linux).
 */
function machine(): string | undefined {
  try {
    const run = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    const namespace = readlinkSync("/proc/self/ns/pid");
    return createHash("sha256").update(`${run} ${namespace}`).digest("hex").slice(0, 8);
  } catch {
    return undefined; // then silence alone tells who is dead
  }
}

/**
 * When a process began, in ticks since the machine did (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html):
 * numbers are used again, and in a container that starts anew they are the very same ones.
 */
function startOf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name in parentheses that may hold anything; the start is the 22nd.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Adds to an instance's id what lets others on this machine see at once whether it has died. */
export function withProcess(id: string, pid: number): string {
  const here = machine();
  if (here === undefined) return id;
  const start = startOf(pid);
  return `${id}.${here}.${pid}${start === undefined ? "" : `-${start}`}`;
}

/**
 * Whether the instance `lives` or is `dead`, as far as that is certain: it is a process of this machine, and there is
 * one of that number that began when it did, or there is none.
 */
export function certainStateOf(id: string): "lives" | "dead" | undefined {
  const [, where, pid, start] = named.exec(id) ?? [];
  if (where === undefined || pid === undefined || where !== machine()) return undefined;
  if (!isRunning(Number(pid))) return "dead";
  const present = startOf(Number(pid));
  return start !== undefined && present !== undefined && start !== present ? "dead" : "lives";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user answers EPERM, and lives.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
