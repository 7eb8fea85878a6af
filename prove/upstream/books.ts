/** The upstream's own books: JSON lines, appended before a byte of the answer is written. */
import { readFileSync, writeSync } from "node:fs";
import type { UpstreamRecord } from "../history/upstream-record.ts";

export interface Received {
  readonly kind: "received";
  readonly seq: number;
  readonly requestId?: string;
  readonly user: string;
  readonly provider: string;
  readonly promptTokens: number;
}

export interface Ended {
  readonly kind: "ended";
  readonly seq: number;
  readonly status: "completed" | "cancelled";
  readonly completionTokens: number;
}

/** One write for each line: a reader never sees half of one that matters. */
export function enter(file: number, line: Received | Ended): void {
  writeSync(file, `${JSON.stringify(line)}\n`);
}

/** Reads the books as they are now, in the order in which requests came. */
export function readBooks(path: string): UpstreamRecord[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  const records = new Map<number, UpstreamRecord>();
  for (const line of lines) {
    const entry = JSON.parse(line) as Received | Ended;
    if (entry.kind === "received") {
      const { seq, kind: _, ...request } = entry;
      records.set(seq, { ...request, completionTokens: 0, status: "open" });
      continue;
    }
    const record = records.get(entry.seq);
    if (record === undefined) throw new Error(`the upstream's books end a request that never came: ${line}`);
    records.set(entry.seq, { ...record, status: entry.status, completionTokens: entry.completionTokens });
  }
  return [...records.values()];
}
