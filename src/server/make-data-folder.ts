import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError } from "./data-error.ts";

/**
 * Makes a folder, and those above it, for their owner alone. One that is there is left as it is.
 * Throws a `DataError` where the operator has to choose another place.
 *
 * Folder by folder, because Node's own recursive way never ends where a folder is there but nothing can be made
 * in it, as below `/proc` (seen in Node 26).
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await make(folder);
  } catch (cause) {
    const reason = reasons.get(codeOf(cause));
    if (reason === undefined) throw cause;
    const path = cause instanceof Error && "path" in cause ? String(cause.path) : folder;
    throw new DataError(`${path} cannot be made: ${reason}. Name another data folder: PARLEY_DATA=/path`, {
      cause,
    });
  }
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const above = dirname(folder);
    if (codeOf(error) === "ENOENT" && above !== folder && (await kindOf(above)) === "nothing") {
      await make(above);
      return make(folder);
    }
    // Also when another process has just made it, and where the system forbids before it looks.
    if ((await kindOf(folder)) !== "folder") throw error;
  }
}

async function kindOf(path: string): Promise<"folder" | "nothing" | "else"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "else";
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "nothing" : "else";
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EEXIST", "there is a file where a folder should be"],
  ["ENOTDIR", "there is a file where a folder should be"],
  ["ENOENT", "nothing can be made in the folder above it"],
  ["EACCES", "this user may not write in the folder above it"],
  ["EPERM", "this user may not write in the folder above it"],
  ["EROFS", "its file system is read-only"],
  ["ENAMETOOLONG", "its name is too long"],
  ["ELOOP", "its path leads in a circle"],
]);
