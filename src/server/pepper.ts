import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DataError } from "./data-error.ts";
import { makeDataFolder } from "./make-data-folder.ts";
import { makeOnce } from "./make-once.ts";

/** Name of the file in the data folder. */
export const pepperName = "secret.key";

/** 256 bits in hexadecimal, and a line end. */
const form = /^[0-9a-f]{64}\n?$/;

/** How often, and how long in milliseconds, to wait for the process that has made the file but not yet written it. */
const looks = 20;
const pause = 25;

/**
 * The installation's secret under which keys and session tokens are hashed. It lies beside the database,
 * readable by its owner alone, and is made on first use, as is the folder. Without it no key can be verified,
 * so a damaged file is a `DataError` and is never replaced.
 */
export async function loadPepper(folder: string): Promise<Buffer> {
  const path = join(folder, pepperName);
  await makeDataFolder(folder);
  try {
    return await readPepper(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  await makeOnce(path, `${randomBytes(32).toString("hex")}\n`);
  return readPepper(path);
}

/** Reads the file. Throws a `DataError` when it is damaged, and what `readFile` throws when it cannot be read. */
export async function readPepper(path: string): Promise<Buffer> {
  for (let look = 1; ; look++) {
    const text = await readFile(path, "latin1");
    if (form.test(text)) return Buffer.from(text.trim(), "hex");
    if (text !== "" || look === looks) {
      throw new DataError(
        `${path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`,
      );
    }
    await sleep(pause);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
