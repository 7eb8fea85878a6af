import { constants } from "node:fs";
import { access, type FileHandle, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ParleyError } from "../../spec/errors.ts";

/** The rights of a settings file that is made here: keys may be written into it later. */
const newMode = 0o600;

/** A draft that is older than this was left by a process that died: nobody writes for so long. In milliseconds. */
const deadAfter = 60_000;

/** A settings file as it is now; `undefined` where there is none. */
export async function readSettingsFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Why the file cannot be replaced by this process; `undefined` where it probably can. */
export async function whyReadOnly(path: string): Promise<string | undefined> {
  try {
    const target = await targetOf(path);
    const found = await stat(target).catch(unlessGone);
    if (found !== undefined && (found.mode & 0o222) === 0) return "it is marked as read-only";
    if (found !== undefined) await access(target, constants.W_OK);
    await access(dirname(target), constants.W_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * Puts a text in place of a settings file, whole: whoever reads it meanwhile has the one or the other, and a power cut
 * leaves one of them. The rights and the owner stay; a link is followed. Of two who write at once the second is refused.
 *
 * @param before What the file must still hold; `undefined`: it must not be there.
 * @param now Unix milliseconds.
 * Fails with `conflict` when it holds something else by now, and with `permission_denied` when it cannot be written.
 */
export async function writeSettings(
  path: string,
  { before, text, now }: { readonly before: string | undefined; readonly text: string; readonly now: number },
): Promise<void> {
  const readOnly = await whyReadOnly(path);
  if (readOnly !== undefined) throw notWritable(path, readOnly);
  const target = await targetOf(path);
  const draft = join(dirname(target), `.${basename(target)}.draft`);
  const file = await openDraft(draft, now).catch((error: unknown) => {
    throw error instanceof ParleyError ? error : notWritable(path, reasonOf(error), error);
  });
  try {
    await file.writeFile(text);
    await keepRights(file, target);
    await file.sync();
    await file.close();
    if ((await readSettingsFile(path)) !== before) throw changed();
    await rename(draft, target);
    // Not every system lets a folder be synced; then the disk decides when the new name is safe.
    await syncFolder(dirname(target)).catch(() => undefined);
  } catch (error) {
    await file.close().catch(() => undefined); // it may be closed already
    await rm(draft, { force: true });
    throw error instanceof ParleyError ? error : notWritable(path, reasonOf(error), error);
  }
}

/** The file meanwhile holds something else. */
export function changed(): ParleyError {
  return new ParleyError("conflict", {
    message: "The settings have changed since they were read. Read them again, and make the change there.",
    param: "version",
  });
}

/** The draft is also the lock: it can be made once. */
async function openDraft(draft: string, now: number): Promise<FileHandle> {
  try {
    return await open(draft, "wx", newMode);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    const found = await stat(draft).catch(unlessGone);
    if (found !== undefined && now - found.mtimeMs < deadAfter)
      throw new ParleyError("conflict", {
        message: "Somebody else is just changing the settings. Please try again in a moment.",
      });
    await rm(draft, { force: true });
    return open(draft, "wx", newMode);
  }
}

async function keepRights(file: FileHandle, target: string): Promise<void> {
  const found = await stat(target).catch(unlessGone);
  if (found === undefined) return;
  const own = await file.stat();
  if (own.uid !== found.uid || own.gid !== found.gid) await file.chown(found.uid, found.gid);
  await file.chmod(found.mode & 0o7777);
}

/** Otherwise a power cut could take the new name back. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function targetOf(path: string): Promise<string> {
  return realpath(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return path;
    throw error;
  });
}

function unlessGone(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EROFS", "it is on a file system that is read-only"],
  ["EACCES", "this process may not write there"],
  ["EPERM", "this process may not write there, or the file belongs to somebody else"],
  ["EBUSY", "it is mounted by itself: mount the folder that it is in"],
  ["ENOENT", "its folder is not there"],
  ["ENOSPC", "the disk is full"],
]);

function reasonOf(error: unknown): string {
  return reasons.get(codeOf(error)) ?? `the system says ${codeOf(error) || "no"}`;
}

function notWritable(path: string, reason: string, cause?: unknown): ParleyError {
  return new ParleyError("permission_denied", {
    message: `The settings in ${path} cannot be changed from here: ${reason}.`,
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
