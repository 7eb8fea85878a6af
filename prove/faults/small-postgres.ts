import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import type { Fault } from "./fault.ts";
import { createFullDiskFault } from "./small-disk.ts";

const limitMs = 60_000;

/** A fresh cluster has 40 MiB, and its log grows to 128 (see scripts/services/postgres.ts). */
const mebibytes = 256;

/** Starts a PostgreSQL whose disk can be full. Only as root. */
export async function startSmallPostgres(
  cleanup: Cleanup,
): Promise<{ readonly url: string; readonly fault: Fault }> {
  // Not in the scenario's folder: PostgreSQL runs as a user who may not go there.
  const folder = mkdtempSync(join(tmpdir(), "parley-prove-disk-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const child = startChild({
    command: "unshare",
    args: [
      "-m",
      process.execPath,
      join(import.meta.dirname, "small-postgres", "main.ts"),
      folder,
      String(mebibytes),
    ],
    env: plainEnvironment(),
    cores: undefined,
  });
  cleanup.add(child.stop);
  const [url = ""] = await child.find([/postgres:\S+/], limitMs);
  return { url, fault: createFullDiskFault(child, folder) };
}
