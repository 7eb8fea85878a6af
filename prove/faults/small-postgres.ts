import { mkdirSync } from "node:fs";
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
  folder: string,
  cleanup: Cleanup,
): Promise<{ readonly url: string; readonly fault: Fault }> {
  mkdirSync(folder, { recursive: true });
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
