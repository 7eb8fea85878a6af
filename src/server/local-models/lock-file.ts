import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { randomHex } from "../../lib/random-id.ts";

/** How often the holder shows that it lives, and after how long a silent one counts as dead; in milliseconds. */
const beatEvery = 2_000;
const deadAfter = 15_000;

/**
 * Takes a lock that ends with its holder: it is another's only while that process lives, and shows it.
 * Gives what releases it; `undefined` when another holds it.
 */
export async function lockFile(path: string): Promise<(() => Promise<void>) | undefined> {
  const mine = `${process.pid} ${hostname()} ${randomHex()}`;
  for (let tries = 0; tries < 5; tries++) {
    if (await make(path, mine)) return held(path, mine);
    const other = await readFile(path, "utf8").catch(() => undefined);
    if (other === undefined) continue;
    if (await isAlive(path, other)) return undefined;
    // Renamed and not deleted, so that of several who find it dead only one takes it away.
    const aside = `${path}.${randomHex()}`;
    if (
      await rename(path, aside).then(
        () => true,
        () => false,
      )
    )
      await rm(aside, { force: true });
  }
  return undefined;
}

async function make(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function held(path: string, mine: string): () => Promise<void> {
  const beat = (): void => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  };
  const timer = setInterval(beat, beatEvery).unref();
  return async () => {
    clearInterval(timer);
    if ((await readFile(path, "utf8").catch(() => "")) === mine) await rm(path, { force: true });
  };
}

/** On this machine the process can be asked for; on another one that shares the folder, only its beat tells. */
async function isAlive(path: string, text: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined || Date.now() - status.mtimeMs > deadAfter) return false;
  const [pid = "", host] = text.split(" ");
  if (host !== hostname() || !/^\d+$/.test(pid)) return true;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
