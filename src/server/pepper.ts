import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** 256 bits in hexadecimal, and a line end. */
const form = /^[0-9a-f]{64}\n?$/;

/**
 * The installation's secret under which keys and session tokens are hashed. It lies beside the database,
 * readable by its owner alone, and is made on first use. Without it no key can be verified, so a damaged
 * file is an error and is never replaced.
 */
export async function loadPepper(folder: string): Promise<Buffer> {
  const path = join(folder, "secret.key");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    // Two processes may start at the same time: only one makes the file, both then read it.
    await writeFile(path, `${randomBytes(32).toString("hex")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const text = await readFile(path, "latin1");
  if (!form.test(text)) {
    throw new Error(`${path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`);
  }
  return Buffer.from(text.trim(), "hex");
}
