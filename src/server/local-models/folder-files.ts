import { type FileHandle, open, readdir, readFile, rename, rm, rmdir, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { FoundFile, ModelFiles } from "../../admin/local-models/deps.ts";
import type { DownloadFile } from "../../lib/download/files.ts";
import { makeDataFolder } from "../make-data-folder.ts";
import { lockFile } from "./lock-file.ts";

/** `user/repo/file` is as deep as it gets; the provider `llama` looks no deeper. */
const deepest = 3;

/** Small files are no larger than this, in bytes. */
const longestText = 64 * 1024 * 1024;

/** The files in one folder, which need not exist yet, and none outside of it. Paths are relative, with `/`. */
export function createFolderFiles(folder: string): ModelFiles {
  const root = resolve(folder);
  const place = (path: string): string => {
    const full = resolve(root, path);
    // Names are checked where they come from. This is the last door, should that ever fail.
    if (!full.startsWith(root + sep) || path.includes("\0"))
      throw new TypeError(`a path that leaves the folder: ${path}`);
    return full;
  };
  return {
    place,
    open: (path) => openFile(place(path)),
    async rename(from, to) {
      await rename(place(from), place(to));
    },
    async remove(path) {
      await rm(place(path), { force: true });
      await removeEmpty(dirname(place(path)), root);
    },
    async readText(path) {
      try {
        const { size } = await stat(place(path));
        return size > longestText ? undefined : await readFile(place(path), "utf8");
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async freeBytes(path) {
      const { bavail, bsize } = await statfs(await nearestThere(dirname(place(path))));
      return bavail * bsize;
    },
    async sizeOf(path) {
      try {
        const found = await stat(place(path));
        return found.isFile() ? found.size : undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    list: () => list(root, "", 1),
    async openToRead(path) {
      const handle = await open(place(path), "r");
      return { read: (position, length) => readFrom(handle, position, length), close: () => handle.close() };
    },
    async lock(path) {
      const lock = `${place(path)}.lock`;
      await makeDataFolder(dirname(lock));
      const release = await lockFile(lock);
      if (release === undefined) return undefined;
      return async () => {
        await release();
        await removeEmpty(dirname(lock), root);
      };
    },
  };
}

async function openFile(path: string): Promise<DownloadFile> {
  await makeDataFolder(dirname(path));
  const handle = await openOrMake(path);
  return {
    async write(position, bytes) {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
        at += bytesWritten;
      }
    },
    read: (position, length) => readFrom(handle, position, length),
    size: async () => (await handle.stat()).size,
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function readFrom(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(buffer, at, length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return buffer.subarray(0, at);
}

/** Neither `r+` makes a file nor `w+` keeps one. */
async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (error) {
    if (!isMissing(error)) throw error;
    return open(path, "wx+", 0o600);
  }
}

async function list(root: string, below: string, depth: number): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (depth < deepest) found.push(...(await list(root, path, depth + 1)));
      continue;
    }
    // A link to a file elsewhere is a file; what vanishes meanwhile is none.
    const status = await stat(join(root, path)).catch(() => undefined);
    if (status?.isFile() === true) found.push({ path, bytes: status.size });
  }
  return found;
}

/** Removes a folder and those above it, below `root`, as long as they are empty. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  try {
    for (let at = folder; at.startsWith(root + sep); at = dirname(at)) await rmdir(at);
  } catch {
    // Not empty, or not there: either way there is nothing more to tidy up.
  }
}

async function nearestThere(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    return nearestThere(dirname(path));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
