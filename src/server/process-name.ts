import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";

/** `inst_…`, the machine as far as its processes see each other, and the number of the process there. */
const named = /^inst_[0-9a-f]+\.([0-9a-f]{8})\.(\d{1,10})$/;

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

/** Adds to an instance's id what lets others on this machine see at once that it has died. */
export function withProcess(id: string, pid: number): string {
  const here = machine();
  return here === undefined ? id : `${id}.${here}.${pid}`;
}

/** Whether the instance certainly lives no more: it was a process of this machine, and there is none of that number. */
export function isCertainlyDead(id: string): boolean {
  const [, where, pid] = named.exec(id) ?? [];
  if (where === undefined || pid === undefined || where !== machine()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // A process of another user answers EPERM, and lives.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
