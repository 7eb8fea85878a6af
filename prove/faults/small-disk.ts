import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Child, plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import type { Fault } from "./fault.ts";

const limitMs = 60_000;

/** A small file system of its own, seen only by processes that are started in its namespace. */
export interface SmallDisk {
  /** To be put in front of commands that shall see it. */
  readonly prefix: readonly string[];
  /** Fills it to the last byte, and frees it again. */
  readonly fault: Fault;
}

/** Why there cannot be a small disk here; `undefined` where there can. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== "linux") return "needs Linux";
  return process.getuid?.() === 0 ? undefined : "needs root, to mount a small file system";
}

/** Mounts `mebibytes` at `folder`, in a namespace that dies with this process. */
export async function mountSmallDisk(
  folder: string,
  mebibytes: number,
  cleanup: Cleanup,
): Promise<SmallDisk> {
  mkdirSync(folder, { recursive: true });
  const mount = `mount -t tmpfs -o size=${mebibytes}m,mode=1777 parley-prove "$0" && echo mounted && exec cat`;
  const holder = startChild({
    command: "unshare",
    args: ["-m", "sh", "-c", mount, folder],
    env: plainEnvironment(),
    cores: undefined,
  });
  cleanup.add(holder.stop);
  await holder.find([/mounted/], limitMs);
  return {
    prefix: ["nsenter", "-t", String(holder.pid), "-m", "--"],
    fault: createFullDiskFault(holder, folder),
  };
}

/** The kernel shows the namespace's own view of the file system to root. */
export function createFullDiskFault({ pid }: Pick<Child, "pid">, folder: string): Fault {
  const filler = join(`/proc/${pid}/root`, folder, "filler");
  return {
    title: "disk full",
    total: false,
    begin: () => Promise.resolve(fill(filler)),
    end: () => Promise.resolve(rmSync(filler, { force: true })),
  };
}

function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let size = 1024 * 1024; size >= 1;) {
      const written = tryWrite(file, size);
      if (!written) size >>= 1;
    }
  } finally {
    closeSync(file);
  }
}

function tryWrite(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) > 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
