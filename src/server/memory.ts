import { freemem, totalmem } from "node:os";

/** The machine's memory in bytes. In a container, its limits count. */
export function machineMemory(): { readonly totalBytes: number; readonly freeBytes: number } {
  const limit = process.constrainedMemory();
  const totalBytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  return { totalBytes, freeBytes: Math.min(limit > 0 ? process.availableMemory() : freemem(), totalBytes) };
}
