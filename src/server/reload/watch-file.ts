import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";

/** Editors write in several steps, and some replace the file: what is still changing is not read. In milliseconds. */
export const settleMs = 150;

/** How often one looks where the system tells of nothing: network file systems, links, mounts. In milliseconds. */
const lookEveryMs = 5_000;

/**
 * Calls back when a file has become another one, or has come or gone, once it has been quiet for a moment. The folder is
 * watched, since a watched file that is replaced tells of nothing any more. Returns what ends it.
 */
export function watchFile(path: string, changed: () => void): () => void {
  let known: string | undefined;
  let stopped = false;
  let settling: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const now = await stamp(path);
    const before = known;
    known = now;
    if (!stopped && before !== undefined && now !== before) changed();
  }
  function soon(): void {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), settleMs).unref();
  }
  void look();
  const watcher = watchFolder(path, soon);
  const timer = setInterval(soon, lookEveryMs).unref();
  return () => {
    stopped = true;
    clearTimeout(settling);
    clearInterval(timer);
    watcher?.close();
  };
}

/** `undefined` where the folder cannot be watched: then one only looks now and then. */
function watchFolder(path: string, told: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      // Behind a link (Kubernetes mounts settings so) other names change.
      if (name === null || name === basename(path) || name.startsWith("..")) told();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

/** Another one for each state of a file; `gone` when it is not there. */
export async function stamp(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino, dev } = await stat(path, { bigint: true });
    return `${dev} ${ino} ${size} ${mtimeNs}`;
  } catch {
    return "gone";
  }
}
