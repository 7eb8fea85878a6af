import type { WantedFile } from "./hub-state.ts";

/** The size and the SHA-256 that the hub tells of a file, with its misbehaviour. */
export function announced({ file, faults }: WantedFile): { readonly size: number; readonly sha256?: string } {
  const size = faults.announcedSize ?? file.bytes.length;
  if (!file.large || faults.noHash === true) return { size };
  const other = file.sha256.startsWith("0") ? "1" : "0";
  return { size, sha256: faults.wrongHash === true ? other + file.sha256.slice(1) : file.sha256 };
}
