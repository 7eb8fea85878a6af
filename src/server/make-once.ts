import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";

/** File systems without hard links say one of these, such as exFAT. */
const noLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/**
 * Makes a file that only its owner may read, unless it is there. Several processes may start at the same time, and one may
 * be killed in the middle: the text is written beside, made safe, and put in place whole, by whoever comes first.
 */
export async function makeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    await writeSafely(draft, text);
    await link(draft, path);
  } catch (error) {
    if (noLinks.has(codeOf(error))) await writeSafely(path, text).catch(unlessThere);
    else unlessThere(error);
  } finally {
    await rm(draft, { force: true });
  }
}

function unlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

/** Once it is read, things depend on it: a power cut must not take it back. */
async function writeSafely(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
