import { createHash } from "node:crypto";
import { ParleyError } from "../../spec/errors.ts";
import type { DownloadFile } from "./files.ts";

/** Bytes that are hashed in one turn of the event loop: half a millisecond at most. */
const pieceBytes = 256 * 1024;

/** The SHA-256 of a file in hexadecimal, read piece by piece. Fails with `cancelled` when `signal` is aborted. */
export async function hashFile(
  file: Pick<DownloadFile, "read">,
  signal: AbortSignal,
  read: (bytes: number) => void = () => undefined,
): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; ;) {
    if (signal.aborted) throw new ParleyError("cancelled");
    const piece = await file.read(at, pieceBytes);
    if (piece.length === 0) return hash.digest("hex");
    hash.update(piece);
    at += piece.length;
    read(piece.length);
  }
}
