/**
 * What processes cost, read from Linux's /proc: CPU time with all their threads, and memory.
 *
 * CPU comes from `/proc/<pid>/task/<tid>/schedstat` (nanoseconds); `/proc/<pid>/stat` counts in ticks
 * of 10 ms, too coarse for a server that works 8 ms in a second, and is used only to notice threads
 * that ended (their schedstat is gone, the process total keeps them) or where schedstat is absent.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Where Linux shows it; an argument of each function for the sake of tests. */
const PROC = "/proc";

/** Linux's USER_HZ is 100 on every architecture that Node runs on. */
const MICROS_PER_TICK = 10_000;

/** Ticks are rounded down per counter; a difference below this is rounding and not a lost thread. */
const TICK_ROUNDING_MICROS = 3 * MICROS_PER_TICK;

export interface CpuReading {
  /** Sum over the live threads, in microseconds; `undefined` where the kernel has no schedstat. */
  readonly exactMicros: number | undefined;
  /** Whole processes with ended threads, in microseconds, in steps of 10 ms. */
  readonly tickMicros: number;
}

export interface Memory {
  /** Resident bytes; shared pages count once per process. */
  readonly rssBytes: number;
  /** Resident bytes with shared pages divided among their users; `undefined` where not readable. */
  readonly pssBytes: number | undefined;
}

/** Reads the CPU used so far by all threads of `pids`. Throws when one of the processes is gone. */
export function readCpu(pids: readonly number[], proc = PROC): CpuReading {
  let exactNanos: number | undefined = 0;
  let ticks = 0;
  for (const pid of pids) {
    ticks += ticksOf(proc, pid);
    const nanos = schedstatOf(proc, pid);
    exactNanos = exactNanos === undefined || nanos === undefined ? undefined : exactNanos + nanos;
  }
  return {
    exactMicros: exactNanos === undefined ? undefined : exactNanos / 1000,
    tickMicros: ticks * MICROS_PER_TICK,
  };
}

/** CPU microseconds between two readings of the same processes. */
export function cpuBetween(before: CpuReading, after: CpuReading): number {
  const ticks = after.tickMicros - before.tickMicros;
  if (before.exactMicros === undefined || after.exactMicros === undefined) return ticks;
  const exact = after.exactMicros - before.exactMicros;
  const threadsEnded = ticks > exact * 1.05 + TICK_ROUNDING_MICROS;
  return threadsEnded ? ticks : exact;
}

/** Reads the memory of `pids`, summed. Throws when one of the processes is gone. */
export function readMemory(pids: readonly number[], proc = PROC): Memory {
  let rssBytes = 0;
  let pssBytes: number | undefined = 0;
  for (const pid of pids) {
    const one = memoryOf(proc, pid);
    rssBytes += one.rssBytes;
    pssBytes = pssBytes === undefined || one.pssBytes === undefined ? undefined : pssBytes + one.pssBytes;
  }
  return { rssBytes, pssBytes };
}

/** `root` and all its descendants that live now. */
export function processTree(root: number, proc = PROC): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync(proc)) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(proc, Number(name));
    if (parent === undefined) continue;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(childrenOf.get(pid) ?? []));
  return tree;
}

/** False for a process that is gone, and for one that has ended and was not yet waited for. */
export function isAlive(pid: number, proc = PROC): boolean {
  try {
    return statFields(proc, pid)[0] !== "Z";
  } catch {
    return false;
  }
}

/** CPU microseconds that the whole machine has been busy since boot, time stolen by its host included. */
export function readMachineBusyMicros(proc = PROC): number {
  const line = /^cpu +(.+)$/m.exec(readFileSync(`${proc}/stat`, "utf8"))?.[1] ?? "";
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(" ").map(Number);
  return (user + nice + system + irq + softirq + steal) * MICROS_PER_TICK;
}

function statFields(proc: string, pid: number): string[] {
  const stat = readFileSync(`${proc}/${pid}/stat`, "utf8");
  // The command name stands in parentheses and may itself contain spaces and parentheses.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function ticksOf(proc: string, pid: number): number {
  const fields = statFields(proc, pid);
  return Number(fields[11]) + Number(fields[12]);
}

function parentOf(proc: string, pid: number): number | undefined {
  try {
    return Number(statFields(proc, pid)[1]);
  } catch {
    return undefined; // it ended between the listing and the reading
  }
}

function schedstatOf(proc: string, pid: number): number | undefined {
  let nanos = 0;
  for (const thread of readdirSync(`${proc}/${pid}/task`)) {
    try {
      nanos += Number(readFileSync(`${proc}/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch (error) {
      if (!isGone(error)) throw error;
      if (thread === String(pid)) return undefined; // no schedstat in this kernel
    }
  }
  return nanos;
}

function memoryOf(proc: string, pid: number): Memory {
  try {
    const rollup = readFileSync(`${proc}/${pid}/smaps_rollup`, "utf8");
    return { rssBytes: kibibytes(rollup, "Rss") ?? 0, pssBytes: kibibytes(rollup, "Pss") };
  } catch {
    // smaps_rollup needs the same user or ptrace rights; status is open to everyone.
    const status = readFileSync(`${proc}/${pid}/status`, "utf8");
    return { rssBytes: kibibytes(status, "VmRSS") ?? 0, pssBytes: undefined };
  }
}

function kibibytes(text: string, name: string): number | undefined {
  const value = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return value === undefined ? undefined : Number(value) * 1024;
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ESRCH";
}
