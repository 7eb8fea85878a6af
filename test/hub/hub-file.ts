import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A file of a repository, with what the hub tells of it. */
export interface HubFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Hexadecimal SHA-256 of the bytes: the hub's name of a large file. */
  readonly sha256: string;
  /** Hexadecimal SHA-1 as git counts it: the hub's name of a small file. */
  readonly gitId: string;
  /** Whether the hub keeps it outside of git and redirects to a download host. */
  readonly large: boolean;
}

const LARGE = /\.(gguf|bin|safetensors)$/;

/** @param content the bytes, or the path of a file that has them. */
export function readHubFile(path: string, content: Buffer | string): HubFile {
  const bytes = typeof content === "string" ? readFileSync(content) : content;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const gitId = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  return { path, bytes, sha256, gitId, large: LARGE.test(path) };
}
