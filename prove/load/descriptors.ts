import { readdirSync, readlinkSync } from "node:fs";

/** Files, sockets and pipes that processes have open, by Linux's count. */
export function descriptors(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
}

/** What they are, for whoever wants to know what was left: `socket 12, pipe 3`. */
export function tellDescriptors(pid: number): string {
  const kinds = readdirSync(`/proc/${pid}/fd`).map((name) => kindOf(pid, name));
  return [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => `${kind} ${all.length}`).join(", ");
}

function kindOf(pid: number, name: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${name}`).split(":", 1)[0] ?? "";
  } catch {
    return "gone"; // between the listing and the look
  }
}
