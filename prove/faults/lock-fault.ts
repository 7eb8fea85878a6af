import { join } from "node:path";
import { type Child, plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import type { Fault } from "./fault.ts";

const limitMs = 30_000;

/** Another process holds SQLite's one lock for writers. */
export function createLockFault(database: string, cleanup: Cleanup): Fault {
  let holder: Child | undefined;
  return {
    title: "locked",
    total: true,
    async begin() {
      holder = startChild({
        command: process.execPath,
        args: [join(import.meta.dirname, "hold-lock", "main.ts"), database],
        env: plainEnvironment(),
        cores: undefined,
      });
      cleanup.add(holder.stop);
      await holder.find([/held/], limitMs);
    },
    // Its end gives the lock back, in whatever way it ends.
    end: () => holder?.stop() ?? Promise.resolve(),
  };
}
